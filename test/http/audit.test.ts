import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openBundle } from '../../src/audit/bundle/read.js';
import { entryHash, genesisHash, payloadHash } from '../../src/audit/entry-hash.js';
import { verifyBundle } from '../../src/audit/verify-bundle.js';
import { checkpoint } from '../../src/decide/audit.js';
import { aroundTriggers } from '../store/around-triggers.js';
import { createNotary, createService, post, smallest } from './helpers.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const notary = createNotary();
const { app, context } = createService({ notary });
const signedHourly = createService({ notary: createNotary() });
const advise = async (): Promise<string> => {
  const answer = await app.request('/v1/recommendations', post(smallest));
  expect(answer.status).toBe(201);
  return answer.headers.get('decision-id') ?? '';
};
const read = async (path: string): Promise<unknown> => (await app.request(path)).json();

const notesPage = z.object({ data: z.array(z.looseObject({ size: z.int() })), nextCursor: z.string().nullable() });

const entries = z.object({
  data: z.array(
    z.strictObject({
      chainId: z.string(),
      seq: z.int(),
      entryId: z.string(),
      kind: z.string(),
      schemaVersion: z.int(),
      occurredAt: z.int(),
      payload: z.string(),
      payloadHash: z.string(),
      prevHash: z.string(),
      entryHash: z.string(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

describe('the trail over HTTP', () => {
  it.each([
    '/v1/audit/prune',
    '/v1/decisions/dec_01a20a45-687c-724c-89f7-8c4f6fd10a71/erasure',
    '/v1/recommendations/rec_01a20a45-687c-724c-89f7-8c4f6fd10a71/overrides',
  ])('takes no reason that a database or a terminal cannot bear: %s', async (path) => {
    const rest = path.includes('prune') ? { before: '2020-01-01T00:00:00Z' } : {};
    const override = path.includes('overrides') ? { slot: 'hiddenLayers', value: 3 } : {};
    const send = (reason: string) => app.request(path, post({ ...rest, ...override, reason }));
    for (const reason of ['a\u0000b', 'a\u001b[2Jb', 'a\u009bb', ' ']) {
      const answer = await send(reason);
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({ code: 'request_invalid', errors: [{ pointer: '/reason' }] });
    }
    expect([200, 404]).toContain((await send('It was asked for,\n\tby letter.')).status);
  });

  it('lists its entries page by page, each to be recomputed', async () => {
    const decided = [await advise(), await advise(), await advise()];
    const first = entries.parse(await read('/v1/audit/entries?limit=2'));
    const rest = entries.parse(await read(`/v1/audit/entries?limit=2&cursor=${first.nextCursor}`));
    expect(rest.nextCursor).toBeNull();
    const all = [...first.data, ...rest.data].toReversed();
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(all.map(({ payload }) => (JSON.parse(payload) as { id: string }).id)).toEqual(decided);
    let prevHash = genesisHash;
    for (const entry of all) {
      expect(entry).toMatchObject({ prevHash, payloadHash: payloadHash(entry.payload), entryHash: entryHash(entry) });
      prevHash = entry.entryHash;
    }
  });

  it('lists signed notes, and verifies itself', async () => {
    await advise();
    await checkpoint(context);
    expect(await read('/v1/audit/checkpoints')).toMatchObject({
      data: [{ size: 4, note: expect.stringContaining(`sextant/of-tests/${context.workspaceId}\n4\n`) }],
      nextCursor: null,
    });
    await advise();
    const answer = await app.request('/v1/audit/verify', { method: 'POST' });
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { intact: true, findings: [], from: 1, to: 5, entries: 5, witnessed: 4, unwitnessed: 1, keys: 'store' },
    ]);
  });

  it('lists its notes page by page, down to the first', async () => {
    const { app: other, context: of } = signedHourly;
    for (let hour = 0; hour < 5; hour++) {
      expect((await other.request('/v1/recommendations', post(smallest))).status).toBe(201);
      const clock = { now: () => hour * 3_600_000 };
      await checkpoint({ ...of, notary: { ...of.notary, clock } });
    }
    const pages: number[][] = [];
    for (let cursor: string | null = ''; cursor !== null && pages.length < 9; ) {
      const answer: Response = await other.request(`/v1/audit/checkpoints?limit=2&cursor=${cursor}`);
      const { data, nextCursor } = notesPage.parse(await answer.json());
      pages.push(data.map(({ size }) => size));
      cursor = nextCursor;
    }
    expect(pages).toEqual([[5, 4], [3, 2], [1]]);
  });

  it('is exported as a bundle that verifies by itself, with a key that is known from elsewhere', async () => {
    const answer = await app.request('/v1/audit/export');
    expect(answer.headers.get('content-type')).toBe('application/zip');
    writeFileSync(join(folder, 'trail.zip'), Buffer.from(await answer.arrayBuffer()));
    execFileSync('python3', ['-m', 'zipfile', '-e', join(folder, 'trail.zip'), join(folder, 'trail')]);
    const bundle = openBundle(join(folder, 'trail'));
    const keys = bundle.keys();
    expect(keys).toMatchObject([{ publicKey: notary.openKey().publicKey.toString('base64'), validUntil: null }]);
    const report = await verifyBundle({ folder: join(folder, 'trail') });
    expect(report).toMatchObject({ intact: true, findings: [], entries: 5, witnessed: 5, unwitnessed: 0 });
    const program = fileURLToPath(new URL('../../examples/verify-bundle/verify.mjs', import.meta.url));
    const told = execFileSync(process.execPath, [program, join(folder, 'trail')], { encoding: 'utf8' });
    expect(JSON.parse(told)).toMatchObject({ intact: true, entries: 5, witnessed: 5 });
  });

  it('says what was changed', async () => {
    const { sql } = await import('drizzle-orm');
    await context.store(({ db }) =>
      aroundTriggers(db, (tx) =>
        tx.execute(
          sql`update sextant.audit_entries set payload = replace(payload, '"rows":1000', '"rows":9999') where seq = 2`,
        ),
      ),
    );
    const answer = await app.request('/v1/audit/verify', { method: 'POST' });
    expect(await answer.json()).toMatchObject({
      intact: false,
      findings: [{ code: 'content_edited', severity: 'damage', first: 2, message: expect.stringContaining('Entry 2') }],
    });
  });
});
