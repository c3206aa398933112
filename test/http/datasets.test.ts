import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createKey } from '../../src/decide/keys.js';
import { createFolderStore } from '../../src/files/folder-store.js';
import { problemSchema } from '../../src/http/problems.js';
import { recommendationSchema } from '../../src/settings/recommendation.js';
import { createService, post, serve } from './helpers.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-datasets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const limits = {
  uploadBytes: 4000,
  workspaceBytes: 9000,
  table: { unpackedBytes: 1_000_000, memoryBytes: 1e9, rows: 1e6, columns: 5000 },
  openProbes: 1,
  probeSeconds: 1,
  probeTrials: 1,
};
const { app } = createService({ files: createFolderStore(folder), limits });

const csv = (rows: number): string =>
  ['a,b,kind', ...Array.from({ length: rows }, (_, i) => `${i},${i * i},${i % 2 ? 'odd' : 'even'}`)].join('\n');
const upload = (name: string, body: NonNullable<RequestInit['body']>) =>
  Promise.resolve(
    app.request(`/v1/datasets?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  );
const datasetShape = z.object({
  id: z.string(),
  name: z.string(),
  hash: z.string(),
  bytes: z.number(),
  createdAt: z.string(),
});
const problemOf = async (response: Response) => problemSchema.parse(await response.json());
/** Files of the store, wherever they lie. */
const kept = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  );

describe('a dataset', () => {
  it('is uploaded, found, profiled and deleted with its rows', async () => {
    const response = await upload('numbers.csv', csv(40));
    expect(response.status).toBe(201);
    const dataset = datasetShape.parse(await response.json());
    expect(response.headers.get('location')).toBe(`/v1/datasets/${dataset.id}`);
    expect(dataset).toMatchObject({ name: 'numbers.csv', bytes: csv(40).length });
    expect(await (await app.request(`/v1/datasets/${dataset.id}`)).json()).toEqual(dataset);
    const page = z.object({ data: z.array(datasetShape) });
    expect(page.parse(await (await app.request('/v1/datasets')).json()).data).toEqual([dataset]);
    const profiled = await app.request(`/v1/datasets/${dataset.id}/profile`, post({ target: ['kind'] }));
    expect([profiled.status, await profiled.json()]).toEqual([
      200,
      {
        profile: expect.objectContaining({ rows: 40, classCounts: { even: 20, odd: 20 } }),
        warnings: expect.any(Array),
      },
    ]);
    expect((await app.request(`/v1/datasets/${dataset.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await app.request(`/v1/datasets/${dataset.id}`)).status).toBe(404);
    expect(kept()).toEqual([]);
  });

  it('is advised from, and named on record', async () => {
    const { id } = datasetShape.parse(await (await upload('numbers.csv', csv(40))).json());
    const body = { dataset: { id, target: ['kind'] }, constraints: { settings: { optimizer: 'sgd' } } };
    const send = (more: object = {}) =>
      app.request(
        '/v1/recommendations',
        post({ ...body, ...more }, { 'Idempotency-Key': ['of', ...Object.keys(more)].join('-') }),
      );
    const response = await send();
    const recommendation = recommendationSchema.parse(await response.json());
    expect([response.status, recommendation.profile.rows, recommendation.settings.optimizer]).toEqual([201, 40, 'sgd']);
    expect(recommendationSchema.parse(await (await send()).json()).id).toBe(recommendation.id);
    const listed = z.object({ data: z.array(z.object({ id: z.string(), datasetName: z.string().nullable() })) });
    const { data } = listed.parse(await (await app.request('/v1/recommendations')).json());
    expect(data[0]).toEqual({ id: recommendation.id, datasetName: 'numbers.csv' });
    const both = await send({ profile: { task: 'binary', rows: 40, columns: { numeric: 2 } } });
    expect(both.status).toBe(422);
    expect(JSON.stringify(await both.json())).toContain('Give a profile or a dataset.');
    const none = await app.request('/v1/recommendations', post({ dataset: { id: 'dst_none', target: ['kind'] } }));
    expect((await problemOf(none)).code).toBe('not_found');
    await app.request(`/v1/datasets/${id}`, { method: 'DELETE' });
  });

  it('may be gzip; the same bytes twice are one file, which goes with the last of them', async () => {
    const bytes = gzipSync(csv(40));
    const [one, two] = await Promise.all([upload('a.csv.gz', bytes), upload('b.csv.gz', bytes)]);
    const ids = [datasetShape.parse(await one.json()).id, datasetShape.parse(await two.json()).id];
    expect(kept()).toHaveLength(1);
    const profiled = await app.request(`/v1/datasets/${ids[0]}/profile`, post({ target: ['kind'] }));
    expect(profiled.status).toBe(200);
    await app.request(`/v1/datasets/${ids[0]}`, { method: 'DELETE' });
    expect(kept()).toHaveLength(1);
    await app.request(`/v1/datasets/${ids[1]}`, { method: 'DELETE' });
    expect(kept()).toEqual([]);
  });

  it('that unpacks to more than it may is refused when it is read, and leaves nothing', async () => {
    const bomb = gzipSync(`a,b,kind\n${'1,2,odd\n'.repeat(150_000)}`);
    expect(bomb.length).toBeLessThan(4000);
    const { id } = datasetShape.parse(await (await upload('bomb.csv.gz', bomb)).json());
    const body = { target: ['kind'] };
    for (const [path, request] of [
      [`/v1/datasets/${id}/profile`, post(body)],
      ['/v1/recommendations', post({ dataset: { id, ...body } })],
    ] as const) {
      const problem = await problemOf(await app.request(path, request));
      expect(problem).toMatchObject({ status: 422, code: 'table_too_large' });
      expect(problem.hint).toContain('SEXTANT_UNPACKED_MB');
    }
    await app.request(`/v1/datasets/${id}`, { method: 'DELETE' });
  });

  it('that cannot be read is said to be so by its name, not by where it lies', async () => {
    const { id } = datasetShape.parse(await (await upload('page.html', '<html></html>')).json());
    const problem = await problemOf(await app.request(`/v1/datasets/${id}/profile`, post({ target: ['kind'] })));
    expect(problem).toMatchObject({ status: 422, code: 'not_a_table' });
    expect(problem.detail).toContain('page.html');
    expect(JSON.stringify(problem)).not.toContain(folder);
    await app.request(`/v1/datasets/${id}`, { method: 'DELETE' });
  });

  it.each([
    ['is empty', '', 422, 'file_empty'],
    ['is too large', csv(1000), 413, 'file_too_large'],
  ])('that %s is refused, and nothing of it is left', async (_what, body, status, code) => {
    expect(await problemOf(await upload('x.csv', body))).toMatchObject({ status, code });
    expect(kept()).toEqual([]);
  });

  it('that is more than the workspace may hold is refused', async () => {
    const fill = [await upload('1.csv', csv(240)), await upload('2.csv', csv(239)), await upload('3.csv', csv(238))];
    expect(fill.map(({ status }) => status)).toEqual([201, 201, 413]);
    expect(kept()).toHaveLength(2);
    for (const response of fill.slice(0, 2))
      await app.request(`/v1/datasets/${datasetShape.parse(await response.json()).id}`, { method: 'DELETE' });
  });

  it('that is too much for one workspace has its place in another', async () => {
    const two = createService({ limits });
    const send = async (workspace: string, rows: number): Promise<number> => {
      const { key } = await createKey(two.context, { name: 'test', scopes: ['probe'], workspace });
      const headers = { Authorization: `Bearer ${key}` };
      return (await two.app.request('/v1/datasets?name=x.csv', { method: 'POST', body: csv(rows), headers })).status;
    };
    const full = [await send('first', 240), await send('first', 239), await send('first', 238)];
    expect(full).toEqual([201, 201, 413]);
    expect([await send('second', 238), await send('first', 238)]).toEqual([201, 413]);
  });

  it('that come at once do not pass the limit together', async () => {
    const sent = await Promise.all([240, 239, 238, 237].map((rows) => upload(`${rows}.csv`, csv(rows))));
    expect(sent.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 201, 413, 413]);
    for (const response of sent.filter(({ status }) => status === 201))
      await app.request(`/v1/datasets/${datasetShape.parse(await response.json()).id}`, { method: 'DELETE' });
    expect(kept()).toEqual([]);
  });

  it('needs a name', async () => {
    const response = await app.request('/v1/datasets', { method: 'POST', body: csv(20) });
    expect((await problemOf(response)).code).toBe('request_invalid');
  });
});

describe('an upload whose sender goes away', () => {
  it('leaves no file, and the service goes on', async () => {
    const { url, stop } = await serve(app);
    await new Promise<void>((gone) => {
      const sending = httpRequest(`${url}/v1/datasets?name=x.csv`, {
        method: 'POST',
        headers: { 'Content-Length': 3000 },
      });
      sending.on('error', () => gone());
      sending.write(csv(50));
      setTimeout(() => sending.destroy(new Error('gone')), 100);
    });
    await expect.poll(() => existsSync(join(folder, 'incoming')) && kept()).toEqual([]);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    await stop();
  });
});
