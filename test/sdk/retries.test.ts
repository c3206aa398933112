import { openAsBlob } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSextant, eachOf, type Sextant, type SextantOptions } from '../../sdk/typescript/src/index.js';
import { createService, serve } from '../http/helpers.js';
import { openBadLine } from './bad-line.js';

const profile = { task: 'binary', rows: 1000, columns: { numeric: 12 }, classCounts: { no: 910, yes: 90 } } as const;
const rows = Array.from({ length: 60 }, (_, i) => `${i % 10},${(i * 7) % 13},${i % 10 > 4 ? 'high' : 'low'}`);
const csv = new Blob([['a,b,y', ...rows].join('\n')]);
const onDisk = await openAsBlob(fileURLToPath(new URL('../../examples/data/diabetes.csv', import.meta.url)));

const service = createService();
const served = await serve(service.app);
const line = await openBadLine(served.url);
let stopWorker: () => Promise<void>;
/** A recommendation with a model. */
let probed: string;

const open = (over: SextantOptions = {}): Sextant => createSextant({ baseUrl: served.url, ...over });
const overBadLine = (retries = 2): Sextant => open({ baseUrl: line.url, retries });

beforeAll(async () => {
  stopWorker = await service.startWorker();
  const { id: dataset } = await open().uploadDataset({ name: 'rows.csv', body: csv });
  const { id, probe } = await open().createRecommendation({
    dataset: { id: dataset, target: ['y'] },
    probe: { trialsLimit: 1, seed: 1 },
    constraints: { settings: { epochs: 10, foldRepeats: 1 } },
  });
  await open().waitForProbe(probe?.id ?? '');
  probed = id;
});
afterAll(async () => {
  await stopWorker?.();
  await line.close();
  await served.stop();
});

async function recommendations(): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of eachOf((page) => open().listRecommendations({ limit: 200, ...page }))) ids.push(id);
  return ids;
}
const keysSeen = (): unknown[] => line.seen.map(({ headers }) => headers['idempotency-key']);

describe('what is sent again', () => {
  it('is carried out once, whatever was lost', async () => {
    const before = await recommendations();
    line.next('lost', 'unanswered', 'half', 'bad gateway');
    const { id } = await overBadLine(4).createRecommendation({ profile });
    expect(line.seen.map(({ status }) => status)).toEqual([undefined, 201, 201, undefined, 201]);
    expect(keysSeen()[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(keysSeen()).size).toBe(1);
    expect(await recommendations()).toEqual([id, ...before]);
    line.next('lost');
    await overBadLine().createRecommendation({ profile, 'idempotency-key': 'of-my-own' });
    expect(keysSeen()).toEqual(['of-my-own', 'of-my-own']);
  });

  it('is what is read, as often as was asked', async () => {
    line.next('lost', 'half');
    expect((await overBadLine().listRules()).data.length).toBeGreaterThan(200);
    expect(line.seen).toHaveLength(3);
    line.next('lost', 'half');
    expect((await overBadLine().predict({ id: probed, rows: [{ a: 9, b: 1 }] })).data).toHaveLength(1);
    expect(keysSeen()).toEqual([undefined, undefined, undefined]);
    line.next('lost', 'half', 'lost');
    await expect(overBadLine().listRules()).rejects.toMatchObject({ code: 'unreachable' });
    expect(line.seen).toHaveLength(3);
  });

  it.each([
    ['a report for people', ({ getReport }, id) => getReport({ id, accept: 'text/html' })],
    ['a program', (sextant, id) => sextant.exportRecommendation({ id, format: 'pytorch' })],
    ['a model', (sextant, id) => sextant.exportModel({ id })],
    ['the trail', (sextant) => sextant.exportAudit()],
  ] satisfies [string, (sextant: Sextant, id: string) => Promise<string | Blob>][])(
    'is %s that broke off, until it is whole',
    async (_, read) => {
      const sizeOf = async (sextant: Sextant): Promise<number> => {
        const answer = await read(sextant, probed);
        return typeof answer === 'string' ? answer.length : answer.size;
      };
      const size = await sizeOf(open());
      line.next('half', 'half');
      expect(await sizeOf(overBadLine())).toBe(size);
      expect(line.seen).toHaveLength(3);
      line.next('half', 'half');
      await expect(sizeOf(overBadLine(1))).rejects.toMatchObject({ name: 'SextantProblem', code: 'unreachable' });
    },
  );

  it('is what looks whole and is not', async () => {
    line.next('half unnoticed');
    expect((await overBadLine().listRules()).data.length).toBeGreaterThan(200);
    line.next('half unnoticed');
    await expect(overBadLine(0).listRules()).rejects.toMatchObject({ code: 'unreachable' });
  });

  it.each([
    ['in memory', csv],
    ['on disk', onDisk],
  ])('is a file %s, which is taken in once', async (_, body) => {
    const before = (await open().listDatasets({ limit: 200 })).data.map(({ id }) => id);
    line.next('lost', 'unanswered', 'half');
    const { id, bytes } = await overBadLine(3).uploadDataset({ name: 'rows.csv', body });
    expect(bytes).toBe(body.size);
    expect(line.seen.map(({ status }) => status)).toEqual([undefined, 201, 201, 201]);
    expect(new Set(keysSeen()).size).toBe(1);
    expect((await open().listDatasets({ limit: 200 })).data.map((one) => one.id)).toEqual([id, ...before]);
  });

  it('is not what would be done twice, nor a stream', async () => {
    line.next('unanswered');
    const before = '2020-01-01T00:00:00Z';
    await expect(overBadLine().pruneAudit({ before, reason: 'old' })).rejects.toMatchObject({ code: 'unreachable' });
    expect(line.seen).toHaveLength(1);
    for (const fate of ['lost', 'too many'] as const) {
      line.next(fate);
      const stream = { body: csv.stream() as unknown as Blob };
      const sent = overBadLine().uploadDataset(stream, { duplex: 'half' } as object);
      await expect(sent).rejects.toMatchObject({ status: fate === 'lost' ? 0 : 429 });
      expect(line.seen).toHaveLength(1);
    }
  });

  it('is whatever was refused as too many, when it is time', async () => {
    line.next('too many', 'too many');
    const before = '2020-01-01T00:00:00Z';
    await overBadLine().pruneAudit({ before, reason: 'old' });
    expect(line.seen.map(({ status }) => status)).toEqual([undefined, undefined, 200]);
    expect(keysSeen()).toEqual([undefined, undefined, undefined]);
    const [first = 0, second = 0] = line.seen.map(({ at }) => at);
    expect(second - first).toBeGreaterThan(950);
    line.next('too many');
    expect((await overBadLine().verifyAudit()).intact).toBe(true);
    line.next('too many', 'lost');
    await expect(overBadLine().pruneAudit({ before, reason: 'old' })).rejects.toMatchObject({ code: 'unreachable' });
    expect(line.seen).toHaveLength(2);
  });

  it('waits for what is still being carried out', async () => {
    const { advisor } = service.context;
    const gate: { open: () => void } = { open: () => {} };
    const opened = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    const slow = createService({ advisor: () => opened.then(advisor) });
    const address = await serve(slow.app);
    const toSlow = await openBadLine(address.url);
    toSlow.next('unanswered');
    const asked = open({ baseUrl: toSlow.url }).createRecommendation({ profile });
    await expect.poll(() => toSlow.seen.map(({ status }) => status)).toEqual([undefined, 409]);
    gate.open();
    const { id } = await asked;
    expect((await open({ baseUrl: address.url }).listRecommendations()).data).toMatchObject([{ id }]);
    await toSlow.close();
    await address.stop();
  });
});
