import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDesk } from '../cli/helpers.js';
import { createService, post, serve } from './helpers.js';

/** Names of a file, columns and labels that would be a header, code, a link, a formula, or commands to a terminal. */
const hostile = [
  'line\r\nX-Injected: yes',
  `quotes " ' \` \\`,
  'javascript:alert(1)',
  '=HYPERLINK("http://example.org","x")',
  '@SUM(1+1)',
  '\u009b31mred\u001b]0;title',
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '[link](javascript:alert(1)) ![image](http://example.org/x)',
  'gnp.\u202eexe',
  '{{rows}} ${rows} __proto__',
] as const;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const labels = ['=1+1 <b>\u009b31mred', `javascript:2\n${hostile[7]}`];
const target = `${hostile[2]} target`;
const rows = Array.from({ length: 80 }, (_, i) => [
  ...hostile.map((_name, j) => (j === 0 ? quoted(hostile[i % 5] ?? '') : String((i * (j + 3)) % (7 + j)))),
  quoted(labels[i % 10 > 4 ? 1 : 0] ?? ''),
]);
const csv = `${[[...hostile, target].map(quoted), ...rows].map((cells) => cells.join(',')).join('\n')}\n`;

/** What moves a cursor, rings, or turns the reading direction. */
const control = /[\p{Cc}\p{Bidi_Control}]/u;

const isForTerminals = (text: string): void => {
  expect(text.replaceAll('\n', '')).not.toMatch(control);
};

const isJson = (text: string): void => {
  expect(() => void JSON.parse(text)).not.toThrow();
};

const areJsonLines = (text: string): void => {
  const lines = text.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) isJson(line);
};

/** Nothing runs, and nothing is loaded from or leads to where a name says. */
const isPage = (text: string): void => {
  const { document } = parseHTML(text);
  const elements = [...document.querySelectorAll('*')];
  expect(elements.length).toBeGreaterThan(50);
  const attributes = elements.flatMap((element) => [...element.attributes]);
  expect(attributes.filter(({ name }) => name.startsWith('on'))).toEqual([]);
  const addresses = attributes.filter(({ name }) => ['href', 'src', 'action', 'xlink:href'].includes(name));
  for (const { value } of addresses) expect(value).toMatch(/^(?:#|\/(?!\/)|https:\/\/|data:(?:,|image\/))/);
  expect(elements.filter(({ tagName }) => ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED'].includes(tagName))).toEqual([]);
  isForTerminals(text);
};

const isMarkdown = (text: string): void => {
  isForTerminals(text);
  // What begins a tag, a link or an image does so behind a backslash or as an entity.
  expect(text).not.toMatch(/(?<!\\)<(?:img|script|b>)/i);
  expect(text).not.toMatch(/(?<!\\)\]\((?!<(?:https:|#|\/))/);
};

const isSheet = (text: string): void => {
  const cells = text.match(/"(?:[^"]|"")*"|[^,\r\n]+/g) ?? [];
  expect(cells.length).toBeGreaterThan(5);
  for (const cell of cells) expect(cell).not.toMatch(/^"?[=@\t\r]/);
};

const service = createService();
const { app, logged, startWorker } = service;
const served = await serve(app);
let stop: (() => Promise<void>) | undefined;
afterAll(async () => {
  await stop?.();
  await served.stop();
});

const made = z.object({ id: z.string(), decisionId: z.string(), probe: z.looseObject({ id: z.string() }) });
const paths = { recommendation: '', decision: '', dataset: '', probe: '' };

beforeAll(async () => {
  stop = await startWorker();
  const upload = { method: 'POST', body: csv, headers: { 'Content-Type': 'text/csv' } };
  const name = encodeURIComponent(`=<img src=x onerror=alert(1)>[link](javascript:alert(1)) "'.csv`);
  const uploaded = await fetch(`${served.url}/v1/datasets?name=${name}`, upload);
  expect(uploaded.status).toBe(201);
  const { id: dataset } = z.object({ id: z.string() }).parse(await uploaded.json());
  const body = {
    dataset: { id: dataset, target: [target] },
    constraints: { settings: { epochs: 5, foldRepeats: 1 } },
    probe: { trialsLimit: 2, seed: 1 },
  };
  const response = await fetch(`${served.url}/v1/recommendations`, post(body, { Prefer: 'wait=60' }));
  const answer: unknown = await response.json();
  expect(response.status, JSON.stringify(answer)).toBe(201);
  const { id, decisionId, probe } = made.parse(answer);
  // Control characters are refused in a reason; the rest of it may be anything.
  const reason = `${hostile[0]} ${hostile[5]} ${hostile[6]}`.replaceAll(/[^\P{Cc}\t\n\r]/gu, '');
  const override = await fetch(
    `${served.url}/v1/recommendations/${id}/overrides`,
    post({ slot: 'hiddenLayers', value: 2, reason }),
  );
  expect(override.status).toBe(201);
  const predictions = `/v1/recommendations/${id}`;
  Object.assign(paths, {
    recommendation: predictions,
    decision: `/v1/decisions/${decisionId}`,
    dataset: `/v1/datasets/${dataset}`,
    probe: `/v1/probes/${probe.id}`,
  });
});

/** What each answer is, by the media type that it is asked for in. */
const answers = [
  ['a recommendation', () => paths.recommendation, 'application/json', isJson],
  ['a report as a page', () => `${paths.recommendation}/report`, 'text/html', isPage],
  ['a report in Markdown', () => `${paths.recommendation}/report`, 'text/markdown', isMarkdown],
  ['a report as JSON', () => `${paths.recommendation}/report`, 'application/json', isJson],
  ['an exported recommendation', () => `${paths.recommendation}/exports/json`, 'application/json', isJson],
  ['a dataset', () => paths.dataset, 'application/json', isJson],
  ['datasets', () => '/v1/datasets', 'application/json', isJson],
  ['a probe', () => paths.probe, 'application/json', isJson],
  ['a decision', () => paths.decision, 'application/json', isJson],
  ['an explanation', () => `${paths.decision}/explanation`, 'application/json', isJson],
  ['decisions', () => '/v1/decisions', 'application/json', isJson],
  ['decisions as lines', () => '/v1/decisions', 'application/x-ndjson', areJsonLines],
  ['decisions as a sheet', () => '/v1/decisions', 'text/csv', isSheet],
  ['entries of the trail', () => '/v1/audit/entries', 'application/json', isJson],
  ['metrics', () => '/metrics', 'text/plain', isForTerminals],
] as const;

describe('names from outside are harmless over HTTP, in', () => {
  it.each(answers)('%s', async (_what, path, accept, check) => {
    const response = await fetch(`${served.url}${path()}`, { headers: { Accept: accept } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(accept);
    expect(response.headers.has('x-injected')).toBe(false);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    check(await response.text());
  });

  it('events of a probe', async () => {
    const text = await (await fetch(`${served.url}${paths.probe}/events`)).text();
    const fields = text.split('\n').filter((line) => line !== '' && !line.startsWith(':'));
    for (const field of fields)
      expect(field).toMatch(/^(?:event: (?:progress|end)|id: [\d.]+|data: \{.*\}|retry: \d+)$/);
  });

  it('predictions', async () => {
    // A line end within a cell is read as the one of its kind.
    const names = hostile.map((name) => name.replace('\r\n', '\n'));
    const row = Object.fromEntries(names.map((name, j) => [name, j === 0 ? name : j]));
    const response = await fetch(`${served.url}${paths.recommendation}/predictions`, post({ rows: [row] }));
    const text = await response.text();
    expect(response.status, text).toBe(200);
    isJson(text);
    expect(text).toContain(JSON.stringify(labels[1]).slice(1, -1));
  });

  it('problems, which repeat what is wrong', async () => {
    for (const name of hostile) {
      const body = { dataset: { id: paths.dataset.split('/').at(-1), target: [`no ${name}`] } };
      const response = await fetch(`${served.url}/v1/recommendations`, post(body));
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      isJson(await response.text());
    }
  });

  it('the log', () => {
    expect(logged.length).toBeGreaterThan(10);
    for (const line of logged) areJsonLines(line);
  });
});

describe('names from outside are harmless on a terminal and in files, from', () => {
  const desk = createDesk();
  const file = desk.write('data.csv', csv);
  const short = ['--trials', '1', '--set', 'epochs=5', '--set', 'foldRepeats=1'];
  const recommend = ['recommend', file, '--target', target];

  it('every command that shows them', async () => {
    const out = `${desk.folder}/out`;
    const trained = await desk.sextant([...recommend, ...short, '--out', out, '--json']);
    expect(trained.code, trained.stderr).toBe(0);
    const { decisionId } = z.object({ decisionId: z.string() }).parse(JSON.parse(trained.stdout));
    const told = await desk.sextant([...recommend, ...short]);
    expect(told.code, told.stderr).toBe(0);
    isForTerminals(told.stdout);
    isForTerminals(told.stderr);
    const predicted = `${desk.folder}/predictions.csv`;
    const commands: [number, ...string[]][] = [
      [0, 'profile', file, '--target', target],
      [2, 'profile', file, '--target', `no ${hostile[5]}`],
      [0, 'decisions'],
      [0, 'explain', decisionId],
      [0, 'predict', out, file, '--predictions', predicted],
    ];
    for (const [expected, ...command] of commands) {
      const { code, stdout, stderr } = await desk.sextant(command);
      expect(code, `${command.join(' ')}: ${stderr}`).toBe(expected);
      isForTerminals(stdout);
      isForTerminals(stderr);
    }
    isSheet(readFileSync(predicted, 'utf8'));
  });

  it.each([['profile', file, '--target', target], ['decisions']])('%s as JSON', async (...command) => {
    const { code, stdout } = await desk.sextant([...command, '--json']);
    expect(code).toBe(0);
    isJson(stdout);
  });
});
