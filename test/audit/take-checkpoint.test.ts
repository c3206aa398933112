import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { eq, gt, gte, lte } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { appendEntries } from '../../src/audit/append.js';
import { commit, draftOf } from '../../src/audit/commit.js';
import { entryHash, genesisHash, payloadHash } from '../../src/audit/entry-hash.js';
import { append, emptyRange, writeRange } from '../../src/audit/merkle.js';
import { readDecision } from '../../src/audit/record.js';
import { openSigningKey } from '../../src/audit/signing-key.js';
import { storedTrail } from '../../src/audit/stored-trail.js';
import { type Notary, takeCheckpoint } from '../../src/audit/take-checkpoint.js';
import { draftOfEvent } from '../../src/audit/trail-events.js';
import { verifyTrail } from '../../src/audit/verify-trail.js';
import { defaultWorkspaceId as chainId } from '../../src/ids.js';
import { listCheckpoints } from '../../src/store/audit-checkpoints.js';
import { entriesOf } from '../../src/store/audit-entries.js';
import { type AuditEntryRow, auditCheckpoints, auditEntries, decisions } from '../../src/store/schema.js';
import { selectDecisions } from '../../src/store/select-decisions.js';
import { createContext, createRecording } from '../fixtures/decisions.js';
import { aroundTriggers } from '../store/around-triggers.js';
import { describeOnBackends, temporaryFolder } from '../store/backends.js';

describeOnBackends('a signed note on a chain in the store', (backend) => {
  const db = () => backend().store.db;
  const context = createContext();
  let home = '';
  let now = 0;
  let notary: Notary;
  beforeEach(() => {
    home = temporaryFolder();
    now = 1_764_000_000_000;
    notary = {
      folder: join(home, 'data', 'checkpoints'),
      openKey: () => openSigningKey(join(home, 'key.pem'), join(home, 'data')),
      createId: () => 'of-tests',
      clock: { now: () => now },
    };
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const record = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) {
      const recording = createRecording(context);
      const drafts = recording.decisions.map((one) => draftOf(one, recording.workspaceId));
      await commit(backend().store, { recording, drafts });
    }
  };
  const sign = (upTo: number) => takeCheckpoint(db(), { chainId, upTo }, notary);
  const verify = async () => {
    const report = await verifyTrail(await storedTrail(db(), { chainId, folder: notary.folder }));
    return { ...report, codes: report.findings.map(({ code }) => code) };
  };
  const signedThrice = async (): Promise<void> => {
    for (const count of [3, 4, 1]) {
      await record(count);
      now += 3_600_000;
      await sign(Number.MAX_SAFE_INTEGER);
    }
    await record(2);
  };

  it('vouches for what is there, and goes on from the note before', async () => {
    await record(5);
    expect(await sign(4)).toBe(4);
    expect(await sign(4)).toBeUndefined();
    expect(await verify()).toMatchObject({ intact: true, entries: 5, witnessed: 4, unwitnessed: 1 });
    await record(8);
    now += 3_600_000;
    expect(await sign(13)).toBe(13);
    expect(await verify()).toMatchObject({
      intact: true,
      findings: [],
      notes: { count: 2, verified: 2 },
      unwitnessed: 0,
    });
  });

  it('is kept once an hour, and the newest always', async () => {
    for (let size = 1; size <= 6; size++) {
      await record(1);
      now += 1_800_000;
      await sign(size);
    }
    const kept = await listCheckpoints(db(), { chainId });
    expect(kept.map(({ size }) => size)).toEqual([6, 5, 3, 1]);
    expect(readdirSync(join(notary.folder, chainId)).map((name) => Number.parseInt(name, 10))).toEqual([1, 3, 5, 6]);
    expect(await verify()).toMatchObject({ intact: true, notes: { verified: 4 }, unwitnessed: 0 });
  });

  it('is made of nothing for a chain that is empty', async () => {
    expect(await sign(10)).toBeUndefined();
    expect(existsSync(join(home, 'key.pem'))).toBe(false);
    expect(await verify()).toMatchObject({ intact: true, entries: 0 });
  });

  it('vouches for nothing after entries that are missing, or that were pruned while it was made', async () => {
    await signedThrice();
    await record(2);
    await aroundTriggers(db(), (tx) => tx.delete(auditEntries).where(eq(auditEntries.seq, 10)));
    expect(await sign(Number.MAX_SAFE_INTEGER)).toBe(9);
    expect(await sign(Number.MAX_SAFE_INTEGER)).toBeUndefined();
    expect((await listCheckpoints(db(), { chainId })).map(({ size }) => size)).toEqual([9, 8, 7, 3]);
  });

  it('gives away an entry whose text was changed, and one whose decision is found by something else', async () => {
    await signedThrice();
    const [edited] = await db().select().from(auditEntries).where(eq(auditEntries.seq, 2));
    const payload = edited?.payload?.replace('"rows":812', '"rows":813') ?? '';
    await aroundTriggers(db(), (tx) => tx.update(auditEntries).set({ payload }).where(eq(auditEntries.seq, 2)));
    await db().update(decisions).set({ actor: 'somebody else' }).where(eq(decisions.seq, 5));
    const { findings, intact } = await verify();
    expect(intact).toBe(false);
    expect(findings.map(({ code, first }) => [code, first])).toEqual([
      ['content_edited', 2],
      ['copy_differs', 5],
    ]);
  });

  it('gives away a decision that cannot be found any more, and one that leads to another', async () => {
    await signedThrice();
    await db().delete(decisions).where(eq(decisions.seq, 4));
    await db().update(decisions).set({ seq: 2 }).where(eq(decisions.seq, 6));
    const { findings, intact } = await verify();
    expect(intact).toBe(false);
    expect(findings).toMatchObject([{ code: 'copy_differs', first: 4, last: 6, count: 2 }]);
    const moved = await selectDecisions(db()).where(eq(decisions.seq, 2));
    const read = moved.map((row) => () => readDecision(row));
    expect(read).toHaveLength(2);
    expect(() => read.forEach((one) => one())).toThrow('is the record of another decision');
  });

  it('gives away an end that was cut off with its notes in the database', async () => {
    await signedThrice();
    for (const seq of [8, 9, 10]) {
      await db().delete(decisions).where(eq(decisions.seq, seq));
      await aroundTriggers(db(), (tx) => tx.delete(auditEntries).where(eq(auditEntries.seq, seq)));
    }
    await db().delete(auditCheckpoints);
    expect(await verify()).toMatchObject({ intact: false, codes: ['truncated'], to: 7 });
  });

  /** What somebody can do who may write the whole database, and has neither the folder nor the key. */
  const madeAnew = async (from = 1): Promise<AuditEntryRow[]> => {
    let prevHash = genesisHash;
    const rows: AuditEntryRow[] = [];
    for await (const { entry } of entriesOf(db(), { chainId, after: 0, upTo: 10 })) {
      const own = entry.payload ?? '';
      const payload = entry.seq < from ? own : own.replace('"actor":"ada"', '"actor":"bob"');
      const made = { ...entry, payload, payloadHash: payloadHash(payload), prevHash };
      prevHash = entryHash(made);
      rows.push({ ...made, entryHash: prevHash });
    }
    await aroundTriggers(db(), (tx) => tx.delete(auditEntries));
    await db().insert(auditEntries).values(rows);
    await db().update(decisions).set({ actor: 'bob' }).where(gte(decisions.seq, from));
    return rows;
  };
  const treeOf = (rows: readonly AuditEntryRow[], size: number) =>
    writeRange(
      rows.slice(0, size).reduce((range, { entryHash: leaf }) => append(range, Buffer.from(leaf, 'hex')), emptyRange),
    );
  /** Another process, which knows nothing but what is kept. */
  const restarted = (): Notary => ({ ...notary });
  const noteFiles = (): string[] => readdirSync(join(notary.folder, chainId));

  it('gives away a chain that was made anew, hash by hash', async () => {
    await signedThrice();
    await madeAnew();
    expect(await verify()).toMatchObject({ intact: false, codes: ['mismatch'], notes: { mismatch: 3 } });
  });

  it.each(['the process that signed', 'one after it'])(
    'is not made on a chain that was made anew, by %s, though the notes in the database were too',
    async (who) => {
      await signedThrice();
      const rows = await madeAnew();
      const [copy] = await db().select().from(auditCheckpoints).where(eq(auditCheckpoints.size, 8));
      if (!copy) throw new Error('there is no copy of the note');
      await db().delete(auditCheckpoints);
      // The one that would be passed, a second after another.
      const forged = [1, 8].map((size) => ({ ...copy, size, createdAt: size, tree: treeOf(rows, size) }));
      await db().insert(auditCheckpoints).values(forged);
      const by = who === 'one after it' ? restarted() : notary;
      for (let round = 0; round < 2; round++) {
        await expect(takeCheckpoint(db(), { chainId, upTo: 10 }, by)).rejects.toMatchObject({
          code: 'trail_contradicted',
          message: 'The trail is not the one that the note on its first 8 entries vouches for.',
        });
        await record(1);
      }
      expect(noteFiles()).toHaveLength(3);
      expect(await verify()).toMatchObject({ intact: false, notes: { mismatch: 3 } });
    },
  );

  it('is not made once more on as many entries, of which the last is another', async () => {
    await signedThrice();
    await aroundTriggers(db(), (tx) => tx.delete(auditEntries).where(gt(auditEntries.seq, 8)));
    await madeAnew(8);
    await db().delete(auditCheckpoints).where(eq(auditCheckpoints.size, 8));
    const before = noteFiles();
    await expect(takeCheckpoint(db(), { chainId, upTo: 8 }, restarted())).rejects.toMatchObject({
      code: 'trail_contradicted',
    });
    expect(noteFiles()).toEqual(before);
    expect((await verify()).codes).toContain('mismatch');
  });

  it('is not made on fewer entries than the newest, and goes on where its copy in the database is gone', async () => {
    await signedThrice();
    await db().delete(auditCheckpoints);
    expect(await takeCheckpoint(db(), { chainId, upTo: 10 }, restarted())).toBe(10);
    expect(await verify()).toMatchObject({ intact: true, notes: { verified: 4 } });
    await aroundTriggers(db(), (tx) => tx.delete(auditEntries).where(gt(auditEntries.seq, 4)));
    await expect(takeCheckpoint(db(), { chainId, upTo: 10 }, restarted())).rejects.toMatchObject({
      message: expect.stringContaining('first 10 entries') as string,
    });
  });

  it('is not made where more is said to be pruned than the newest vouches for', async () => {
    await signedThrice();
    const rows = await madeAnew();
    const [last] = rows.slice(-1);
    const compactRange = treeOf(rows, 10);
    const [event] = [
      { kind: 'prune' as const, upTo: 10, compactRange, lastEntryHash: last?.entryHash ?? '', reason: 'old' },
    ];
    await appendEntries(db(), [draftOfEvent(event, { chainId, ids: context.createId, actor: 'bob' })], context.clock);
    await aroundTriggers(db(), (tx) => tx.delete(auditEntries).where(lte(auditEntries.seq, 10)));
    await expect(takeCheckpoint(db(), { chainId, upTo: 11 }, restarted())).rejects.toMatchObject({
      code: 'trail_contradicted',
    });
    expect(noteFiles()).toHaveLength(3);
    expect(await verify()).toMatchObject({ intact: false, codes: ['gap'], from: 11, notes: { notChecked: 3 } });
  });
});
