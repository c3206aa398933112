import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { compactRecommendation } from '../../src/audit/compact-recommendation.js';
import { createTopics } from '../../src/decide/probe-topics.js';
import { defaultWorkspaceId } from '../../src/ids.js';
import { insertProbe } from '../../src/store/probes.js';
import { saveRuleSet } from '../../src/store/rule-sets.js';
import { saveRecommendations } from '../../src/store/save-recommendation.js';
import { createContext, createRecording, ruleSet } from '../fixtures/decisions.js';
import { describeOnBackends } from '../store/backends.js';

/** More than a function takes arguments. */
const EVENTS = 150_000;

describeOnBackends('a probe that is followed', (backend) => {
  it('may have told more than fits into one call', async () => {
    const { store } = backend();
    const { name, version, hash, body } = ruleSet;
    await saveRuleSet(store.db, { name, version, hash, body });
    const { recommendation } = createRecording(createContext());
    const compact = compactRecommendation(recommendation, ruleSet);
    const workspaceId = defaultWorkspaceId;
    await saveRecommendations(store.db, [{ workspaceId, recommendation, body: compact }]);
    await insertProbe(store.db, {
      id: 'prb_long',
      workspaceId,
      recommendationId: recommendation.id,
      datasetId: 'dst_1',
      status: 'running',
      attempt: 2,
      request: {},
      jobId: 'job',
      createdAt: 0,
      startedAt: 0,
      finishedAt: null,
      cancelledAt: null,
      leaseUntil: null,
      report: null,
      error: null,
      modelHash: null,
    });
    await store.db.transaction(async (tx) => {
      // Not each of them needs to be looked at.
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(
        sql`insert into sextant.probe_events (probe_id, attempt, sequence, at, body)
          select 'prb_long', 1 + n / 1000, n, 0, '{}' from generate_series(1, ${EVENTS}::int) n`,
      );
    });
    const topics = createTopics(store);
    const { events } = await topics.enter('prb_long', workspaceId);
    expect(events.map(({ sequence }) => sequence)).toEqual(Array.from({ length: EVENTS }, (_, i) => i + 1));
    await topics.close();
  });
});
