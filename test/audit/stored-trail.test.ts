import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { commit, draftOf } from '../../src/audit/commit.js';
import { storedTrail } from '../../src/audit/stored-trail.js';
import { verifyTrail } from '../../src/audit/verify-trail.js';
import { defaultWorkspaceId as chainId } from '../../src/ids.js';
import { saveRuleSet } from '../../src/store/rule-sets.js';
import { decisions } from '../../src/store/schema.js';
import { createContext, createRecording } from '../fixtures/decisions.js';
import { aroundTriggers } from '../store/around-triggers.js';
import { describeOnBackends } from '../store/backends.js';

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
});
