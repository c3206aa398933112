import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type * as Client from '../../sdk/typescript/src/index.js';
import { createKey } from '../../src/decide/keys.js';
import { createService, serve } from '../http/helpers.js';
import { temporaryFolder } from '../store/backends.js';
import { openBadLine } from './bad-line.js';
import { compile, installClient, programOf, surroundings } from './published.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const profile = { task: 'binary', rows: 1000, columns: { numeric: 12 }, classCounts: { no: 910, yes: 90 } } as const;
const rows = Array.from({ length: 60 }, (_, i) => `${i % 10},${(i * 7) % 13},${i % 10 > 4 ? 'high' : 'low'}`);
const csv = new Blob([['a,b,y', ...rows].join('\n')]);

/** What npm says of what it packs. */
const packedSchema = z.array(z.object({ files: z.array(z.object({ path: z.string() })) }));

const folder = temporaryFolder();
const service = createService();
const served = await serve(service.app);
const line = await openBadLine(served.url);
let published: Awaited<ReturnType<typeof installClient>>;
let client: typeof Client;
let stopWorker: () => Promise<void>;
/** A probe that has ended, with its recommendation. */
const ended = { recommendation: '', probe: '' };

beforeAll(async () => {
  published = await installClient(folder);
  ({ client } = published);
  stopWorker = await service.startWorker();
});
afterAll(async () => {
  await stopWorker?.();
  await line.close();
  await served.stop();
  rmSync(folder, { recursive: true, force: true });
});

const open = (over: Client.SextantOptions = {}) => client.createSextant({ baseUrl: served.url, ...over });
const overBadLine = (retries = 2) => open({ baseUrl: line.url, retries });

async function idsOf(entries: AsyncIterable<{ readonly id: string }>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of entries) ids.push(id);
  return ids;
}
const recommendations = (limit = 200): Promise<string[]> =>
  idsOf(client.eachOf((page) => open().listRecommendations({ limit, ...page })));

describe('the methods of the TypeScript SDK', () => {
  it('answer as the service does', async () => {
    const sextant = open();
    const advice = await sextant.createRecommendation({ profile });
    expect(advice.settings.loss).toBe('binaryCrossentropy');
    expect((await sextant.getRecommendation({ id: advice.id })).id).toBe(advice.id);
    expect((await sextant.explainDecision({ id: advice.decisionId })).decisionId).toBe(advice.decisionId);
    expect((await sextant.simulate({ profile, changes: { rows: 100_000 } })).differences.length).toBeGreaterThan(0);
  });

  it('upload, follow a probe, wait for it and predict', async () => {
    const sextant = open();
    const dataset = await sextant.uploadDataset({ name: 'rows.csv', body: csv });
    expect(dataset.bytes).toBe(csv.size);
    const { id, probe } = await sextant.createRecommendation({
      dataset: { id: dataset.id, target: ['y'] },
      probe: { trialsLimit: 4, seed: 1 },
      constraints: { settings: { epochs: 10, foldRepeats: 1 } },
    });
    Object.assign(ended, { recommendation: id, probe: probe?.id });
    const events: Client.ProbeEvent[] = [];
    for await (const event of sextant.streamProbeEvents(ended.probe)) events.push(event);
    expect(events.length).toBeGreaterThan(2);
    expect(events.at(-1)).toMatchObject({ event: 'end', data: { status: 'succeeded' } });
    const happened = events.flatMap((event) => (event.event === 'progress' ? event.data.events : []));
    const { plan, trials } = await sextant.getProbe({ id: ended.probe });
    const purposes = happened.flatMap((one) => (one.kind === 'plan' ? [one.population.purpose] : []));
    expect(purposes).toEqual(plan.map(({ purpose }) => purpose));
    const tried = happened.flatMap((one) => (one.kind === 'trial' ? [one.trial.id] : []));
    expect(new Set(tried)).toEqual(new Set(trials.map((trial) => trial.id)));
    const epochs = happened.flatMap((one) => (one.kind === 'epoch' ? [one.epoch / one.epochs] : []));
    expect(epochs.every((share) => share > 0 && share <= 1)).toBe(true);
    const told: string[] = [];
    const onEvent = (event: Client.ProbeEvent): void => void told.push(event.id);
    expect((await sextant.waitForProbe(ended.probe, { onEvent })).status).toBe('succeeded');
    expect(told).toEqual(events.map((event) => event.id));
    const answers = [
      { a: 9, b: 1 },
      { a: 0, b: 2 },
    ];
    expect((await sextant.predict({ id, rows: answers })).data).toHaveLength(2);
  });

  it('give reports, programs and bundles in the types that they promise', async () => {
    const [sextant, id] = [open(), ended.recommendation];
    expect((await sextant.getReport({ id })).settings.length).toBeGreaterThan(3);
    expect((await sextant.getReport({ id, accept: 'text/markdown' })).slice(0, 2)).toBe('# ');
    expect((await sextant.getReport({ id, accept: 'text/html' })).slice(0, 15)).toBe('<!doctype html>');
    expect((await sextant.exportRecommendation({ id, format: 'json' })).id).toBe(id);
    expect((await sextant.exportRecommendation({ id, format: 'pytorch' })).split('\n')).toContain('import torch');
    expect(await (await sextant.exportAudit()).slice(0, 2).text()).toBe('PK');
  });

  it('speak by their key', async () => {
    const closed = createService();
    const address = await serve(closed.app);
    const { key } = await createKey(closed.context, { name: 'sdk', scopes: ['advise'] });
    await expect(open({ baseUrl: address.url }).listRules()).rejects.toMatchObject({ code: 'key_required' });
    const keyed = open({ baseUrl: address.url, key });
    expect((await keyed.createRecommendation({ profile })).settings.task).toBe('binary');
    await expect(keyed.listDecisions()).rejects.toMatchObject({ status: 403, code: 'scope_missing' });
    await address.stop();
  });

  it('list everything, page by page', async () => {
    for (let turn = 0; turn < 5; turn++) await open().createRecommendation({ profile });
    const ids = await recommendations(2);
    expect(ids.length).toBeGreaterThanOrEqual(6);
    expect(ids).toEqual(await recommendations());
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('problems', () => {
  it('are thrown as the service says them', async () => {
    const missing = open().getRecommendation({ id: 'rec_00000000-0000-7000-8000-000000000000' });
    await expect(missing).rejects.toBeInstanceOf(client.SextantProblem);
    await expect(missing).rejects.toMatchObject({
      status: 404,
      code: 'not_found',
      message: expect.stringContaining('no recommendation'),
      hint: expect.any(String),
      requestId: expect.any(String),
    });
    await expect(open().createRecommendation({ profile: { ...profile, rows: -1 } })).rejects.toMatchObject({
      code: 'request_invalid',
      errors: [{ pointer: '/profile/rows' }, { pointer: '/profile/rows' }],
    });
    const lost = idsOf(open().streamProbeEvents('prb_00000000-0000-7000-8000-000000000000'));
    await expect(lost).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are not waited for where the address lacks its protocol', () => {
    expect(() => open({ baseUrl: 'localhost:8787' })).toThrow(
      'baseUrl must begin with http:// or https://: give http://localhost:8787 in place of localhost:8787.',
    );
    expect(() => open({ baseUrl: '/sextant' })).not.toThrow();
  });

  it('are told apart from answers of others, from none and from what the caller did', async () => {
    const nobody = open({ baseUrl: 'http://127.0.0.1:9', retries: 0 });
    await expect(nobody.listRules()).rejects.toMatchObject({
      status: 0,
      code: 'unreachable',
      message: expect.stringMatching(
        /^The service at http:\/\/127\.0\.0\.1:9 does not answer: [^.]\S.*[^.]\.$/,
      ) as string,
      hint: 'Start it with `sextant serve`, or give another baseUrl.',
    });
    line.next('bad gateway');
    await expect(overBadLine(0).listRules()).rejects.toMatchObject({ status: 502, code: 'unexpected' });
    const page = overBadLine(0);
    const id = ended.recommendation;
    for (const ask of [
      () => page.listRules(),
      () => page.createRecommendation({ profile }),
      () => page.getReport({ id }),
      () => page.exportRecommendation({ id, format: 'json' }),
      () => page.exportModel({ id }),
      () => page.deleteDataset({ id: 'dst_00000000-0000-7000-8000-000000000000' }),
    ]) {
      line.next('login page');
      await expect(ask()).rejects.toMatchObject({ status: 200, code: 'unexpected' });
    }
    const aborted = open().listRules({}, { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    const response = await fetch(`${served.url}/v1/probes/${ended.probe}`);
    const known = { id: ended.probe, 'if-none-match': response.headers.get('etag') ?? '' };
    await expect(open().getProbe(known)).rejects.toMatchObject({ status: 304, code: 'not_modified' });
  });
});

describe('events', () => {
  const eventsBy = (sextant: Client.Sextant, of?: Client.StreamOptions): Promise<string[]> =>
    idsOf(sextant.streamProbeEvents(ended.probe, of));

  it('come once each, in order, over a connection that breaks off', async () => {
    const all = await eventsBy(open());
    line.next({ events: 1 }, 'lost', { events: 1 });
    expect(await eventsBy(overBadLine())).toEqual(all);
    const places = line.seen.map(({ headers }) => headers['last-event-id']);
    expect(places).toEqual([undefined, all[0], all[0], all[1]]);
  });

  it('go on after the one that the caller has, and end when the caller wants', async () => {
    const all = await eventsBy(open());
    expect(await eventsBy(open(), { after: all[1] ?? '' })).toEqual(all.slice(2));
    const stop = new AbortController();
    const had: string[] = [];
    for await (const { id } of open().streamProbeEvents(ended.probe, { signal: stop.signal })) {
      had.push(id);
      stop.abort();
    }
    expect(had).toEqual(all.slice(0, 1));
    const waiting = open().waitForProbe(ended.probe, { signal: stop.signal });
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('of a probe that failed end in the problem of the probe', async () => {
    const failed = (error: object | null): typeof fetch => {
      return async (input, init) => {
        const response = await fetch(input, init);
        if (response.headers.get('content-type') === 'text/event-stream') return response;
        return Response.json({ ...((await response.json()) as object), status: 'failed', error });
      };
    };
    const error = { code: 'probe_lost', detail: 'The worker is gone.' };
    const lost = open({ fetch: failed(error) }).waitForProbe(ended.probe);
    await expect(lost).rejects.toBeInstanceOf(client.SextantProblem);
    await expect(lost).rejects.toMatchObject({ status: 200, code: 'probe_lost', message: 'The worker is gone.' });
    const unsaid = open({ fetch: failed(null) }).waitForProbe(ended.probe);
    await expect(unsaid).rejects.toMatchObject({ code: 'probe_failed', message: 'The probe failed.' });
  });

  it('are given up where none comes any more', async () => {
    const closed = open({ baseUrl: 'http://127.0.0.1:9' });
    await expect(eventsBy(closed)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('http://127.0.0.1:9') as string,
    });
  });
});

describe('the package', () => {
  it('is built when it is packed', () => {
    rmSync(join(root, 'sdk/typescript/dist'), { recursive: true, force: true });
    const args = ['run', '--silent', 'pack:sdk', '--', '--json', '--pack-destination', folder];
    const packed = execFileSync('npm', args, { cwd: root, encoding: 'utf8' });
    expect(JSON.parse(packed)).toMatchObject([
      { files: expect.arrayContaining([expect.objectContaining({ path: 'dist/index.js' })]) as unknown },
    ]);
  });

  it('has its code too where npm packs the folder after a build, without what was left of an older one', () => {
    const sdk = join(root, 'sdk/typescript');
    rmSync(join(sdk, 'dist'), { recursive: true, force: true });
    mkdirSync(join(sdk, 'dist'));
    writeFileSync(join(sdk, 'dist/gone.js'), '');
    execFileSync(process.execPath, [join(root, 'scripts/build-steps/typescript-sdk.mjs')]);
    const args = ['pack', './sdk/typescript', '--dry-run', '--json'];
    const packed = packedSchema.parse(JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' })));
    const paths = packed.flatMap(({ files }) => files.map(({ path }) => path));
    expect(paths).toContain('dist/index.js');
    expect(paths).not.toContain('dist/gone.js');
  });

  it('has what it needs, and nothing else', () => {
    expect(published.files.filter((path) => !/^dist\/.*\.(js|d\.ts)$/.test(path)).toSorted()).toEqual([
      'LICENSE',
      'README.md',
      'package.json',
    ]);
  });

  it.each(Object.keys(surroundings) as (keyof typeof surroundings)[])('has types that hold in %s', (where) => {
    const file = join(published.project, `types-${where}.ts`);
    writeFileSync(
      file,
      `import { createSextant, type ProblemCode, type Recommendation, type SextantProblem } from 'sextant-client';
const sextant = createSextant();
const program: string = await sextant.exportRecommendation({ id: 'rec_', format: 'keras' });
const made: Recommendation = await sextant.createRecommendation({ profile: { task: 'count', rows: 9, columns: {} } });
// @ts-expect-error: rows are a number
await sextant.createRecommendation({ profile: { task: 'count', rows: '9', columns: {} } });
// @ts-expect-error: there is no such format
await sextant.exportRecommendation({ id: made.id, format: program });
const isLater = (code: ProblemCode): boolean => code === 'not_found' || code === 'too_many_requests';
// @ts-expect-error: there is no such code
isLater('not_fuond');
const { code }: SextantProblem = new Error() as SextantProblem;
const codes: (typeof code)[] = ['unreachable', 'unexpected', 'not_modified', 'probe_failed', 'of a later version'];
console.log(codes, isLater(code as ProblemCode));
for await (const { event, data } of sextant.streamProbeEvents('prb_')) {
  if (event === 'end') break;
  for (const one of data.events) if (one.kind === 'trial') console.log(one.trial.score?.toFixed(), one.sentence);
  // @ts-expect-error: not every event has a trial
  console.log(data.events[0]?.trial);
}
`,
    );
    expect(compile(file, where)).toBe('');
  });

  /** A program of a page, compiled and run in the project; what it prints. */
  async function run(name: string, code: string): Promise<string[]> {
    const file = join(published.project, `${name}.ts`);
    writeFileSync(file, code.replaceAll('http://127.0.0.1:8787', served.url));
    expect(compile(file, 'Node')).toBe('');
    const child = spawn(process.execPath, [`${name}.js`], { cwd: published.project });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (part: Buffer) => void (stdout += part.toString()));
    child.stderr.on('data', (part: Buffer) => void (stderr += part.toString()));
    const status = await new Promise((resolve) => child.once('close', resolve));
    expect(stderr).toBe('');
    expect(status).toBe(0);
    return stdout.trimEnd().split('\n');
  }

  it('does what its README says', async () => {
    const page = 'sdk/typescript/README.md';
    expect(readFileSync(join(root, page), 'utf8').match(/^```.+$/gm)).toEqual(['```ts']);
    const printed = await run('readme', programOf(page, '# sextant-client'));
    expect(printed[0]).toMatch(/^\w+ dec_/);
    expect(printed.filter((text) => /^\d+ % ./.test(text)).length).toBeGreaterThan(2);
    expect(printed).toContain('succeeded');
    expect(printed.filter((text) => /^dec_\S+ ./.test(text)).length).toBeGreaterThan(5);
    expect(printed.at(-1)).toMatch(/^not_found: ./);
  });

  it("does what the repository's README says", async () => {
    const diabetes = readFileSync(join(root, 'examples/data/diabetes.csv'), 'utf8');
    writeFileSync(join(published.project, 'data.csv'), diabetes.replace('outcome', 'y'));
    const code = programOf('README.md', '## From another service').replace('budgetSeconds: 30', 'budgetSeconds: 5');
    const printed = await run('use', code);
    expect(printed.filter((text) => text.startsWith('progress {"')).length).toBeGreaterThan(2);
    expect(printed.slice(-2)).toEqual(['end {"status":"succeeded"}', expect.stringMatching(/^\w+ 0\.\d+$/)]);
  });
});
