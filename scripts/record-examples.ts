// Records an answer of every operation for the OpenAPI document: `npm run record:examples`, then `npm run generate`. They are those
// of a running server, with lists and pages cut short. To add an operation is to add a line.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { exampleName } from '../src/http/examples.js';
import { overlayExample } from '../src/http/operations/create-rule-set.js';

const root = join(import.meta.dirname, '..');
/** Of a list and of a page, as much is shown. */
const MOST_ITEMS = 2;
const MOST_CHARACTERS = 400;

const profile = {
  task: 'binary',
  rows: 1000,
  columns: { numeric: 12, categorical: 3 },
  classCounts: { no: 910, yes: 90 },
};
const iris = readFileSync(join(root, 'examples/data/iris.csv'), 'utf8');
const examples: Record<string, unknown> = {};

/** Lists cut to their first entries; of a page its beginning. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string') return `${value.slice(0, MOST_CHARACTERS)}...`;
  const cut = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.slice(0, MOST_ITEMS).map(cut);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, cut(inner)]));
  };
  return cut(value);
}

interface Asked {
  readonly method?: string;
  readonly json?: unknown;
  readonly body?: string;
  readonly type?: string;
  readonly accept?: string;
}

const named = z.looseObject({ id: z.string().default(''), decisionId: z.string().default('') });

const mediaTypeOf = ({ headers }: Response): string =>
  (headers.get('content-type') ?? '').replace(/;.*$/, '').replace('problem+json', 'json');

/** Of lines the first. */
function read(text: string, type: string): unknown {
  if (type === 'application/x-ndjson') return JSON.parse(text.split('\n')[0] ?? '');
  return type === 'application/json' ? JSON.parse(text) : text;
}

/** Sends requests in the name of `key`, each under the name of its operation. */
function createCaller(url: string) {
  let key: string | undefined;
  const ask = async (operation: string, path: string, asked: Asked = {}) => {
    const { json, body = json === undefined ? undefined : JSON.stringify(json), type = 'application/json' } = asked;
    const { accept = 'application/json' } = asked;
    const response = await fetch(`${url}${path}`, {
      method: asked.method ?? (body === undefined ? 'GET' : 'POST'),
      headers: { 'Content-Type': type, Accept: accept, ...(key !== undefined && { Authorization: `Bearer ${key}` }) },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${operation}: ${response.status} ${text}`);
    const answer = read(text, mediaTypeOf(response));
    if (response.status !== 204 && operation !== '')
      examples[exampleName(operation, mediaTypeOf(response))] = shortened(answer);
    return { answer, text, ...named.catch({ id: '', decisionId: '' }).parse(answer) };
  };
  const useKey = (given: string): void => {
    key = given;
  };
  return { ask, useKey };
}

/** One event of a stream, as the document describes it. */
function lastEvent(text: string): object {
  const [, event, data, id] = /event: (.*)\ndata: (.*)\nid: (.*)\n\n$/.exec(text) ?? [];
  return { event, id, data };
}

async function record(url: string): Promise<void> {
  const { ask, useKey } = createCaller(url);
  await ask('getLiveness', '/health/live');
  await ask('getReadiness', '/health/ready');
  const document = z.looseObject({ openapi: z.string(), info: z.json() });
  const { openapi, info } = document.parse((await ask('getOpenApi', '/openapi.json')).answer);
  examples['getOpenApi'] = { openapi, info };
  await ask('getRulesPage', '/rules');
  await ask('listRules', '/v1/rules');
  await ask('getRule', '/v1/rules/loss.binary');

  const made = await ask('createRecommendation', '/v1/recommendations', { json: { profile } });
  await ask('createRecommendations', '/v1/recommendations/batch', { json: { items: [{ profile }, { profile }] } });
  await ask('listRecommendations', '/v1/recommendations');
  const report = `/v1/recommendations/${made.id}/report`;
  for (const accept of ['text/html', 'text/markdown', 'application/json']) await ask('getReport', report, { accept });
  const override = { slot: 'hiddenLayers', value: 3, reason: 'The team maintains a network of three layers.' };
  await ask('overrideSetting', `/v1/recommendations/${made.id}/overrides`, { json: override });
  for (const accept of ['application/json', 'application/x-ndjson', 'text/csv'])
    await ask('listDecisions', '/v1/decisions', { accept });
  await ask('getDecision', `/v1/decisions/${made.decisionId}`);
  await ask('explainDecision', `/v1/decisions/${made.decisionId}/explanation`);

  await ask('listCounterfactuals', `/v1/decisions/${made.decisionId}/counterfactuals?slot=optimizer&facts=1`);
  await ask('replayDecision', `/v1/decisions/${made.decisionId}/replay`, { json: { ruleSet: 'built-in' } });
  await ask('simulate', '/v1/simulations', { json: { profile, changes: { rows: 100_000 } } });
  await recordRuleSets(ask);

  const dataset = await ask('uploadDataset', '/v1/datasets?name=iris.csv', { body: iris, type: 'text/csv' });
  // There is no bucket here; what is taken in from one is answered as what was uploaded.
  examples[exampleName('importDataset', 'application/json')] =
    examples[exampleName('uploadDataset', 'application/json')];
  await ask('listDatasets', '/v1/datasets');
  await ask('getDataset', `/v1/datasets/${dataset.id}`);
  await ask('profileDataset', `/v1/datasets/${dataset.id}/profile`, { json: { target: ['species'] } });
  const ofDataset = { dataset: { id: dataset.id, target: ['species'] } };
  const { id } = await ask('', '/v1/recommendations', { json: ofDataset });
  const probe = await ask('createProbe', `/v1/recommendations/${id}/probes`, { json: { trialsLimit: 4 } });
  examples[exampleName('streamProbeEvents', 'text/event-stream')] = lastEvent(
    (await ask('', `/v1/probes/${probe.id}/events`)).text,
  );
  await ask('getProbe', `/v1/probes/${probe.id}`);
  await ask('getRecommendation', `/v1/recommendations/${id}`);
  const row = Object.fromEntries(
    (iris.split('\n')[0] ?? '').split(',').map((name, i) => [name, Number(iris.split('\n')[1]?.split(',')[i])]),
  );
  for (const format of ['keras', 'tfjs', 'json'])
    await ask('exportRecommendation', `/v1/recommendations/${id}/exports/${format}`);
  await ask('predict', `/v1/recommendations/${id}/predictions`, { json: { rows: [row] } });
  const other = await ask('', `/v1/recommendations/${id}/probes`, { json: { budgetSeconds: 60 } });
  await ask('listProbes', '/v1/probes');
  await ask('cancelProbe', `/v1/probes/${other.id}/cancel`, { method: 'POST' });
  await ask('deleteDataset', `/v1/datasets/${dataset.id}`, { method: 'DELETE' });

  await ask('getRuleEvidence', '/v1/rules/loss.binary/evidence');
  await ask('listRuleEvidence', '/v1/evidence');
  await ask('listAuditEntries', '/v1/audit/entries');
  await ask('listCheckpoints', '/v1/audit/checkpoints');
  await ask('verifyAudit', '/v1/audit/verify', { method: 'POST' });
  const old = { before: '2024-01-01T00:00:00Z', reason: 'Kept for two years.' };
  await ask('pruneAudit', '/v1/audit/prune', { json: old });
  const reason = 'Asked for by the person it is about.';
  await ask('eraseDecision', `/v1/decisions/${made.decisionId}/erasure`, { json: { reason } });

  // From here on every request needs a key.
  const asked = { name: 'churn-service', scopes: ['advise', 'probe', 'admin'] };
  const { answer, id: keyId } = await ask('createKey', '/v1/keys', { json: asked });
  useKey(z.object({ key: z.string() }).parse(answer).key);
  examples['createKey'] = { ...z.looseObject({}).parse(answer), key: 'sx_0000000000000000000000000000000000000000000' };
  await ask('getMetrics', '/metrics');
  await ask('listKeys', '/v1/keys');
  await ask('revokeKey', `/v1/keys/${keyId}`, { method: 'DELETE' });
}

/** An overlay from its upload to its use, and what is known of the rules. */
async function recordRuleSets(ask: ReturnType<typeof createCaller>['ask']): Promise<void> {
  const { id } = await ask('createRuleSet', '/v1/rule-sets', { json: overlayExample });
  await ask('lintRuleSet', `/v1/rule-sets/${id}/lint`, { method: 'POST' });
  await ask('startShadow', `/v1/rule-sets/${id}/shadow`, { method: 'POST' });
  await ask('stopShadow', `/v1/rule-sets/${id}/shadow`, { method: 'DELETE' });
  await ask('activateRuleSet', `/v1/rule-sets/${id}/activate`, { method: 'POST' });
  await ask('getRuleSet', `/v1/rule-sets/${id}`);
  const list = z.object({ data: z.array(z.object({ id: z.string() })) });
  const { answer } = await ask('listRuleSets', '/v1/rule-sets');
  const other = list.parse(answer).data.find((one) => one.id !== id)?.id ?? '';
  await ask('diffRuleSets', `/v1/rule-sets/${other}/diff/${id}`);
  await ask('activateRuleSet', `/v1/rule-sets/${other}/activate`, { method: 'POST' });
}

const dataDirectory = mkdtempSync(join(tmpdir(), 'sextant-examples-'));
const program = ['--import', 'tsx', join(root, 'src/cli/main.ts'), 'serve', '--port', '0', '--json'];
const server = spawn(process.execPath, [...program, '--data-dir', dataDirectory], {
  cwd: root,
  env: { ...process.env, DATABASE_URL: '', LOG_LEVEL: 'silent' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  await record(z.object({ url: z.string() }).parse(JSON.parse(line.toString())).url);
  const sorted = Object.fromEntries(Object.entries(examples).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(root, 'openapi/examples.json'), `${JSON.stringify(sorted, null, 2)}\n`);
} finally {
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
  rmSync(dataDirectory, { recursive: true, force: true });
}
