import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createService, describedOperations, post, smallest } from './helpers.js';

const { app, startWorker } = createService();
const idSchema = z.object({ id: z.string(), decisionId: z.string() });
const created = idSchema.parse(await (await app.request('/v1/recommendations', post(smallest))).json());

const upload = { method: 'POST', body: 'a,y\n1,p\n2,q', headers: { 'Content-Type': 'text/csv' } };
const uploaded = z
  .object({ id: z.string() })
  .parse(await (await app.request('/v1/datasets?name=b.csv', upload)).json());

const get = (path: string, tag?: string, method = 'GET'): Promise<Response> =>
  Promise.resolve(app.request(path, { method, headers: tag === undefined ? {} : { 'If-None-Match': tag } }));
const tagOf = (response: Response): string => response.headers.get('etag') ?? 'none';
const stop: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const one of stop) await one();
});

/** A recommendation of a dataset with a probe that waits for a worker. */
async function createProbed() {
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 10},${i % 10 > 4 ? 'p' : 'q'}`);
  const upload = { method: 'POST', body: `a,y\n${rows.join('\n')}`, headers: { 'Content-Type': 'text/csv' } };
  const { id } = z
    .object({ id: z.string() })
    .parse(await (await app.request('/v1/datasets?name=a.csv', upload)).json());
  const constraints = { settings: { foldRepeats: 1, epochs: 20 } };
  const asked = { dataset: { id, target: ['y'] }, constraints, probe: { trialsLimit: 1 } };
  const shape = z.object({ id: z.string(), probe: z.object({ id: z.string() }) });
  return shape.parse(await (await app.request('/v1/recommendations', post(asked))).json());
}

describe('a report that is finished', () => {
  it.each(['text/html', 'text/markdown', 'application/json'])('has a tag of its own as %s', async (type) => {
    const path = `/v1/recommendations/${created.id}/report`;
    const ask = (tag = '') =>
      Promise.resolve(app.request(path, { headers: { Accept: type, ...(tag && { 'If-None-Match': tag }) } }));
    const first = await ask();
    expect(first.headers.get('content-type')).toContain(type);
    expect(first.headers.get('vary')).toContain('Accept');
    expect(first.headers.get('decision-id')).toBe(created.decisionId);
    expect(tagOf(first)).toMatch(/^"[\w-]{43}"$/);
    const again = await ask(tagOf(first));
    expect([again.status, await again.text(), again.headers.get('content-type')]).toEqual([304, '', null]);
    expect((await ask('"other"')).status).toBe(200);
  });
});

describe('what is finished', () => {
  it.each(['json', 'keras', 'pytorch'])('a recommendation as %s names its decision', async (format) => {
    const answer = await get(`/v1/recommendations/${created.id}/exports/${format}`);
    expect(answer.headers.get('decision-id')).toBe(answer.ok ? created.decisionId : null);
  });

  it.each([
    ['a recommendation', `/v1/recommendations/${created.id}`],
    ['a decision', `/v1/decisions/${created.decisionId}`],
    ['an explanation', `/v1/decisions/${created.decisionId}/explanation`],
    ['a list of counterfactuals', `/v1/decisions/${created.decisionId}/counterfactuals?slot=optimizer&facts=1`],
    ['a rule', '/v1/rules/loss.binary'],
    ['a dataset', `/v1/datasets/${uploaded.id}`],
    ['a recommendation as a file', `/v1/recommendations/${created.id}/exports/json`],
  ])('%s has a tag, and is not sent to who has it', async (_what, path) => {
    const first = await get(path);
    const tag = tagOf(first);
    expect(tag).toMatch(/^"[\w-]{43}"$/);
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
    expect(first.headers.get('content-type')).toContain('application/json');
    for (const sent of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await get(path, sent);
      expect([again.status, await again.text(), tagOf(again)], sent).toEqual([304, '', tag]);
      expect(again.headers.get('decision-id')).toBe(first.headers.get('decision-id'));
    }
    for (const sent of ['"other"', tag.slice(1, -1), '']) {
      const again = await get(path, sent);
      expect([again.status, tagOf(again)], sent).toEqual([200, tag]);
    }
    const head = await get(path, undefined, 'HEAD');
    expect([head.status, tagOf(head), await head.text()]).toEqual([200, tag, '']);
  });

  it('a probe, its recommendation and programs of it have one once it has ended, and not before', async () => {
    const { id, probe } = await createProbed();
    const recommendation = `/v1/recommendations/${id}`;
    const probed = `/v1/probes/${probe.id}`;
    const paths = [recommendation, probed, `${recommendation}/exports/json`, `${recommendation}/exports/keras`];
    for (const path of paths) {
      const open = await get(path, '*');
      expect([open.status, tagOf(open), open.headers.get('cache-control')]).toEqual([200, 'none', 'no-store']);
    }
    stop.push(await startWorker());
    const status = async () => z.object({ status: z.string() }).parse(await (await get(probed)).json()).status;
    await expect.poll(status, { interval: 200 }).toBe('succeeded');
    for (const path of paths) expect((await get(path, tagOf(await get(path)))).status, path).toBe(304);

    const zips = [await get(`${recommendation}/model`), await get(`${recommendation}/model`)];
    const [tag, other] = zips.map(tagOf);
    expect([tag, zips[0]?.headers.get('cache-control')]).toEqual([other, 'private, no-cache']);
    const [bytes, same] = await Promise.all(zips.map(async (zip) => Buffer.from(await zip.arrayBuffer())));
    expect(same).toEqual(bytes);
    const again = await get(`${recommendation}/model`, tag);
    expect([again.status, await again.text(), tagOf(again)]).toEqual([304, '', tag]);
    expect((await get(`${recommendation}/model`, '"other"')).status).toBe(200);
  });

  it('is nothing to a caller who may not see it', async () => {
    const closed = createService();
    expect(
      (await closed.app.request(`/v1/recommendations/${created.id}`, { headers: { 'If-None-Match': '*' } })).status,
    ).toBe(404);
  });

  it('is documented where it is', () => {
    const tagged = describedOperations().filter(({ responses }) => '304' in responses);
    expect(tagged.map(({ operationId }) => operationId)).toEqual(
      expect.arrayContaining(['getRecommendation', 'getProbe', 'getRule', 'getDecision']),
    );
    for (const { operationId, parameters } of tagged)
      expect(
        parameters.map(({ name }) => name),
        operationId,
      ).toContain('if-none-match');
  });
});
