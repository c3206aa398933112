import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { eq, gt } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { commit, draftOf } from '../../src/audit/commit.js';
import { openSigningKey } from '../../src/audit/signing-key.js';
import { storedTrail } from '../../src/audit/stored-trail.js';
import { type Notary, noteFiles, takeCheckpoint } from '../../src/audit/take-checkpoint.js';
import { verifyTrail } from '../../src/audit/verify-trail.js';
import { defaultWorkspaceId as chainId } from '../../src/ids.js';
import { saveRuleSet } from '../../src/store/rule-sets.js';
import { auditCheckpoints, auditEntries, decisions } from '../../src/store/schema.js';
import { createContext, createRecording } from '../fixtures/decisions.js';
import { aroundTriggers } from '../store/around-triggers.js';
import { describeOnBackends, temporaryFolder } from '../store/backends.js';

/** What is done by others once the end of a chain was read, and before what is read after it. */
const meanwhile = vi.hoisted(() => ({ act: (): Promise<unknown> => Promise.resolve() }));
vi.mock('../../src/store/audit-entries.js', async (original) => {
  const actual = await original<typeof import('../../src/store/audit-entries.js')>();
  const listEntries: typeof actual.listEntries = async (...given) => {
    const entries = await actual.listEntries(...given);
    await meanwhile.act();
    return entries;
  };
  return { ...actual, listEntries };
});
afterEach(() => {
  meanwhile.act = () => Promise.resolve();
});

describeOnBackends('what decisions of a chain are found by', (backend) => {
  const db = () => backend().store.db;
  beforeEach(async () => {
    const context = createContext();
    for (let i = 0; i < 3; i++) {
      const recording = createRecording(context);
      const drafts = recording.decisions.map((one) => draftOf(one, recording.workspaceId));
      await commit(backend().store, { recording, drafts });
    }
  });
  const findings = async () => {
    const report = await verifyTrail(await storedTrail(db(), { chainId, folder: 'no notes' }));
    return report.findings.map(({ code, first, last }) => [code, first, last]);
  };

  it('is what they say', async () => {
    expect(await findings()).toEqual([]);
  });

  it.each([
    ['parentId', 'dec_00000000-0000-7000-8000-000000000000'],
    ['recommendationId', null],
    ['kind', 'override'],
    ['schemaVersion', 1],
    ['occurredAt', 1],
    ['actor', null],
    ['requestId', 'req_1'],
    ['ruleSetHash', 'f'.repeat(64)],
  ])('is told where it is another: %s', async (column, value) => {
    const hash = 'f'.repeat(64);
    await saveRuleSet(db(), { name: 'other', version: '1', hash, body: '{}' });
    await aroundTriggers(db(), (tx) =>
      tx
        .update(decisions)
        .set({ [column]: value })
        .where(eq(decisions.seq, 2)),
    );
    expect(await findings()).toEqual([['copy_differs', 2, 2]]);
  });

  it('is told where it is another, though the clock had been set back', async () => {
    const recording = createRecording(createContext(1_700_000_000_000));
    const drafts = recording.decisions.map((one) => draftOf(one, recording.workspaceId));
    await commit(backend().store, { recording, drafts });
    expect(await findings()).toEqual([['time_order', 4, 4]]);
    await db().update(decisions).set({ actor: 'somebody else' }).where(eq(decisions.seq, 4));
    expect(await findings()).toEqual([['copy_differs', 4, 4]]);
  });
});

describeOnBackends('notes on a chain in the store', (backend) => {
  const db = () => backend().store.db;
  const context = createContext();
  let home = '';
  let notary: Notary;
  beforeEach(() => {
    home = temporaryFolder();
    notary = {
      folder: join(home, 'data', 'checkpoints'),
      openKey: () => openSigningKey(join(home, 'key.pem'), join(home, 'data')),
      createId: () => 'of-tests',
      clock: context.clock,
    };
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));
  const record = async () => {
    const recording = createRecording(context);
    await commit(backend().store, {
      recording,
      drafts: recording.decisions.map((one) => draftOf(one, recording.workspaceId)),
    });
  };
  const sign = () => takeCheckpoint(db(), { chainId, upTo: Number.MAX_SAFE_INTEGER }, notary);
  const verify = async () => {
    const { findings, ...report } = await verifyTrail(await storedTrail(db(), { chainId, folder: notary.folder }));
    return { ...report, codes: findings.map(({ code, first }) => [code, first]) };
  };

  it('that is signed while the chain is read vouches for nothing that is missing', async () => {
    for (let i = 0; i < 2; i++) await record();
    await sign();
    meanwhile.act = async () => {
      meanwhile.act = () => Promise.resolve();
      await record();
      await sign();
    };
    expect(await verify()).toMatchObject({ intact: true, to: 2, witnessed: 2, codes: [] });
    expect(await verify()).toMatchObject({ intact: true, to: 3, witnessed: 3, codes: [] });
  });

  it('is looked at where the end was cut off meanwhile', async () => {
    for (let i = 0; i < 3; i++) await record();
    await sign();
    await aroundTriggers(db(), (tx) => tx.delete(auditEntries).where(gt(auditEntries.seq, 2)));
    meanwhile.act = () => db().delete(auditCheckpoints);
    expect(await verify()).toMatchObject({ intact: false, codes: [['truncated', 3]] });
  });

  it('is left out where another process took it away meanwhile, and is bad where it cannot be read', async () => {
    await record();
    await sign();
    const folder = join(notary.folder, chainId);
    symlinkSync('gone', join(folder, '000000000002.note'));
    expect(noteFiles(notary.folder, chainId).map(({ name }) => name)).toEqual(['000000000001.note']);
    expect(await verify()).toMatchObject({ intact: true, codes: [] });
    mkdirSync(join(folder, '000000000003.note'));
    expect(await verify()).toMatchObject({ intact: false, codes: [['signature_bad', null]] });
  });
});
