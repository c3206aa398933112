import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createKey } from '../../src/decide/keys.js';
import type { ProbeFeed } from '../../src/decide/probe-feed.js';
import { createFolderStore } from '../../src/files/folder-store.js';
import type { App } from '../../src/http/operation.js';
import { problemSchema } from '../../src/http/problems.js';
import { isTextDeeperThan } from '../../src/json-depth.js';
import { createService, post, serve, smallest } from './helpers.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-limits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const files = createFolderStore(folder);

const path = '/v1/recommendations';
const problemOf = async (response: Response) => problemSchema.parse(await response.json());
const isRefused = (code: string) => async (response: Response) => (await problemOf(response)).code === code;
const wait = (ms: number) => new Promise((resolve) => void setTimeout(resolve, ms));

describe('a body', () => {
  const { app } = createService({}, { bodyMb: 2, batchMb: 3, jsonDepth: 5 });
  const ofMb = (mb: number) => post(`"${'x'.repeat(mb * 1024 * 1024)}"`);

  it.each([
    ['one profile', path, 2],
    ['a batch', `${path}/batch`, 3],
    ['rows to predict', `${path}/rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071/predictions`, 3],
  ])('of %s may have as many MB as are configured', async (_what, to, most) => {
    const tooLarge = isRefused('body_too_large');
    expect(await tooLarge(await app.request(to, ofMb(most - 0.01)))).toBe(false);
    const refused = await app.request(to, ofMb(most));
    expect(refused.status).toBe(413);
    const { detail, hint } = await problemOf(refused);
    expect(detail).toContain(`${most} MB`);
    expect(hint).toContain(most === 2 ? 'SEXTANT_BODY_MB' : 'SEXTANT_BATCH_MB');
  });

  const nested = (levels: number): string => `${'[{"a":'.repeat(levels)}1${'}]'.repeat(levels)}`;

  it.each([
    ['five levels', `[${nested(2)}]`, 'request_invalid'],
    ['six levels', nested(3), 'json_too_deep'],
    ['a hundred thousand levels', nested(50_000), 'json_too_deep'],
    ['a hundred thousand levels that do not end', '['.repeat(100_000), 'json_too_deep'],
    ['brackets within a text', JSON.stringify({ x: nested(9) }), 'request_invalid'],
    ['brackets that follow a quote within a text', String.raw`["\"[[[[[[", "\\"]`, 'request_invalid'],
    ['brackets after a text that ends on a backslash', String.raw`["\\", [[[[[[]]]]]]]`, 'json_too_deep'],
  ])('of %s is answered as such', async (_what, body, code) => {
    expect(await isRefused(code)(await app.request(path, post(body)))).toBe(true);
  });

  it('is measured whatever the JSON is called', async () => {
    const problemJson = post(nested(3), { 'Content-Type': 'application/vnd.x+json; charset=utf-8' });
    expect(await isRefused('json_too_deep')(await app.request(path, problemJson))).toBe(true);
  });

  it('is as deep as its parsed value is', () => {
    const depthOf = (value: unknown): number =>
      value !== null && typeof value === 'object' ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 7 }), fc.integer({ min: 0, max: 8 }), (value, most) => {
        expect(isTextDeeperThan(most, JSON.stringify(value))).toBe(depthOf(value) > most);
      }),
    );
  });
});

describe('a caller without a key, where one is needed', () => {
  it('is refused before any body is read', async () => {
    const { app, context } = createService();
    await createKey(context, { name: 'first', scopes: ['admin'] });
    const served = await serve(app);
    try {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const headers = { 'Content-Type': 'application/json', 'Content-Length': '500000' };
        const asked = httpRequest(`${served.url}${path}/batch`, { method: 'POST', headers }, (answer) => {
          resolve(answer.statusCode);
          asked.destroy();
        });
        asked.on('error', reject);
        asked.flushHeaders();
      });
      expect(status).toBe(401);
    } finally {
      await served.stop();
    }
  });
});

describe('a browser', () => {
  const html = { Accept: 'text/html' };
  it('gets a page where a form is too large', async () => {
    const { app } = createService({}, { bodyMb: 1 });
    const body = `profile=${'x'.repeat(1024 * 1024)}`;
    const headers = { ...html, 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await app.request('/recommendations', { method: 'POST', body, headers });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([413, 'text/html; charset=UTF-8']);
    expect(await answer.text()).toContain('larger than 1 MB');
  });

  it('gets a page where it takes too long', async () => {
    const { app } = createService({ store: () => new Promise(() => undefined) }, { requestSeconds: 1 });
    const answer = await app.request('/', { headers: html });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([503, 'text/html; charset=UTF-8']);
    expect(await answer.text()).toContain('took longer than 1 s');
  });
});

describe('a table', () => {
  const composed = { uploadBytes: 1e6, workspaceBytes: 1e7, openProbes: 1, probeSeconds: 1, probeTrials: 1 };
  const { app } = createService({
    files,
    limits: { ...composed, table: { unpackedBytes: 1e6, memoryBytes: 1e9, rows: 100, columns: 4 } },
  });
  const csv = (rows: number, columns: number): string =>
    [
      [...Array.from({ length: columns - 1 }, (_, i) => `c${i}`), 'kind'].join(','),
      ...Array.from({ length: rows }, (_, row) =>
        [...Array.from({ length: columns - 1 }, (_column, i) => row * i), row % 2 ? 'odd' : 'even'].join(','),
      ),
    ].join('\n');

  it.each([
    ['as many rows as are configured', csv(100, 3), undefined],
    ['a row more', csv(101, 3), ['table_too_large', 'SEXTANT_TABLE_ROWS']],
    ['as many columns as are configured', csv(50, 4), undefined],
    ['a column more', csv(50, 5), ['too_many_columns', 'SEXTANT_TABLE_COLUMNS']],
  ] as const)('of %s is read, or the problem says which limit it is', async (_what, body, expected) => {
    const sent = await app.request('/v1/datasets?name=x.csv', {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'text/csv' },
    });
    const { id } = z.object({ id: z.string() }).parse(await sent.json());
    for (const [to, request] of [
      [`/v1/datasets/${id}/profile`, { target: ['kind'] }],
      [path, { dataset: { id, target: ['kind'] } }],
    ] as const) {
      const answer = await app.request(to, post(request));
      expect(answer.status).toBe(expected ? 422 : to === path ? 201 : 200);
      if (!expected) continue;
      const { code, hint } = await problemOf(answer);
      expect([code, hint]).toEqual([expected[0], expect.stringContaining(expected[1])]);
    }
  });
});

async function uploaded(app: App): Promise<string> {
  const sent = await app.request('/v1/datasets?name=x.csv', {
    method: 'POST',
    body: `a,kind\n${'1,odd\n2,even\n'.repeat(20)}`,
    headers: { 'Content-Type': 'text/csv' },
  });
  return z.object({ id: z.string() }).parse(await sent.json()).id;
}

describe('a request that takes too long', () => {
  it('is answered, and logged, while what it waits for goes on', async () => {
    const never = new Promise<never>(() => undefined);
    const { app, logged } = createService({ store: () => never }, { requestSeconds: 1 });
    const answer = await app.request(`${path}/rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071`);
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '5']);
    expect(await problemOf(answer)).toMatchObject({
      code: 'request_timed_out',
      detail: 'The request took longer than 1 s.',
      hint: expect.stringContaining('Idempotency-Key'),
    });
    expect(logged.join('')).toContain('request_timed_out');
  });

  it('stops reading', async () => {
    const readings: unknown[] = [];
    const slow: typeof files = {
      ...files,
      use: (workspaceId, hash, read) =>
        files.use(workspaceId, hash, async (file) => {
          await wait(1100);
          const reading = read(file);
          readings.push(await reading.catch((error: unknown) => error));
          return reading;
        }),
    };
    const { app } = createService({ files: slow }, { requestSeconds: 1 });
    const id = await uploaded(app);
    const answer = await app.request(`/v1/datasets/${id}/profile`, post({ target: ['kind'] }));
    expect((await problemOf(answer)).code).toBe('request_timed_out');
    await vi.waitFor(() => expect(readings).toEqual([expect.objectContaining({ code: 'interrupted' })]));
  });

  it('is no stream that has begun', async () => {
    const { app } = createService({ files }, { requestSeconds: 4 });
    const served = await serve(app);
    try {
      const id = await uploaded(app);
      const asked = { dataset: { id, target: ['kind'] }, probe: { budgetSeconds: 1 } };
      const made = z
        .object({ probe: z.object({ id: z.string() }) })
        .parse(await (await app.request(path, post(asked))).json());
      // No worker takes it: nothing is said until it is cancelled.
      const { body } = await fetch(`${served.url}/v1/probes/${made.probe.id}/events`);
      await wait(4500);
      await app.request(`/v1/probes/${made.probe.id}/cancel`, post({}));
      const said = await new Response(body).text();
      expect(said).toContain('event: end');
    } finally {
      await served.stop();
    }
  });

  it('of an upload is told once its body is in', async () => {
    const never = createService(
      { files, store: () => new Promise(() => undefined) },
      { requestSeconds: 1, uploadSeconds: 1 },
    );
    const answer = await never.app.request('/v1/datasets?name=x.csv', {
      method: 'POST',
      body: 'a,b\n1,2',
      headers: { 'Content-Type': 'text/csv' },
    });
    expect((await problemOf(answer)).code).toBe('request_timed_out');
  });

  it('does not wait for a probe longer than it may take', async () => {
    const { app } = createService({ files }, { requestSeconds: 4 });
    const id = await uploaded(app);
    const asked = { dataset: { id, target: ['kind'] }, probe: { budgetSeconds: 1 } };
    const answer = await app.request(path, post(asked, { Prefer: 'wait=30' }));
    expect(answer.status).toBe(201);
    expect(answer.headers.get('Preference-Applied')).toMatch(/^wait=[123]$/);
  });

  it('gives back what its answer would have been read from, and fails once', async () => {
    const shelves = () => readdirSync(tmpdir()).filter((name) => name.startsWith('sextant-trail-'));
    const before = shelves();
    const { app: quick, context } = createService();
    await quick.request(path, post(smallest));
    const late: typeof context.store = async (use) => {
      const result = await context.store(use);
      await wait(1100);
      return result;
    };
    const { app, logged } = createService({ store: late }, { requestSeconds: 1 });
    expect((await problemOf(await app.request('/v1/audit/export'))).code).toBe('request_timed_out');
    await vi.waitFor(() => expect(shelves()).toEqual(before), { timeout: 20_000, interval: 100 });
    expect(logged.filter((line) => line.includes('request failed'))).toHaveLength(1);
  });

  it('leaves a stream that nobody would read', async () => {
    const followed: AbortSignal[] = [];
    const feed: ProbeFeed = {
      followers: () => 0,
      close: () => Promise.resolve(),
      follow: async ({ signal }) => {
        followed.push(signal);
        await wait(1200);
        return (async function* () {
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          yield* [];
        })();
      },
    };
    const { app } = createService({ files, feed }, { requestSeconds: 1 });
    const id = await uploaded(app);
    // Asked of the verb: within a second of HTTP it might not be answered.
    const asked = { dataset: { id, target: ['kind'] }, probe: { budgetSeconds: 1 } };
    const made = await vi.waitFor(async () =>
      z
        .object({ probe: z.object({ id: z.string() }) })
        .parse(await (await app.request(path, post(asked, { 'Idempotency-Key': 'one' }))).json()),
    );
    const answer = await app.request(`/v1/probes/${made.probe.id}/events`);
    expect((await problemOf(answer)).code).toBe('request_timed_out');
    await vi.waitFor(() => expect(followed.map(({ aborted }) => aborted)).toEqual([true]), { timeout: 10_000 });
  });
});
