import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { defaultWorkspaceId } from '../../src/ids.js';
import type { DecisionRecord } from '../../src/audit/schema.js';
import { compactRecommendation } from '../../src/audit/compact-recommendation.js';
import type { Recommendation } from '../../src/settings/recommendation.js';
import { decisionsOf } from '../../src/store/decisions-of.js';
import { getDecision } from '../../src/store/get-decision.js';
import { listEntries } from '../../src/store/audit-entries.js';
import { getRecommendation } from '../../src/audit/stored-recommendation.js';
import { insertDecisions } from '../../src/store/insert-decisions.js';
import { type DecisionQuery, listDecisions, placeAfter } from '../../src/store/list-decisions.js';
import { getRuleSetOf, getRuleSetRow, saveRuleSet } from '../../src/store/rule-sets.js';
import { saveRecommendations } from '../../src/store/save-recommendation.js';
import { type DecisionRow, recommendations } from '../../src/store/schema.js';
import { createContext, createRecording, ruleSet } from '../fixtures/decisions.js';
import { addDecisions } from './add-decisions.js';
import { describeOnBackends } from './backends.js';

describeOnBackends('the store', (backend) => {
  const db = () => backend().store.db;
  const { name, version, hash, body } = ruleSet;
  const context = createContext();

  const kept = (recommendation: Recommendation) => {
    return { workspaceId: defaultWorkspaceId, recommendation, body: compactRecommendation(recommendation, ruleSet) };
  };

  /** Recommendations of two decisions each, all at the same time unless told. */
  async function fill(count: number, occurredAt?: number): Promise<DecisionRow[]> {
    await saveRuleSet(db(), { name, version, hash, body });
    const records: DecisionRecord[] = [];
    for (let i = 0; i < count; i++) {
      const { recommendation, decisions } = createRecording(context);
      await saveRecommendations(db(), [kept(recommendation)]);
      for (const record of [...decisions, ...decisions])
        records.push({ ...record, id: context.createId('dec'), occurredAt: occurredAt ?? record.occurredAt });
    }
    return addDecisions(db(), records, context.clock);
  }

  it('gives back a decision to the byte', async () => {
    const [row] = await fill(1);
    expect(await getDecision(db(), defaultWorkspaceId, row?.id ?? '')).toEqual(row);
    expect(await getDecision(db(), defaultWorkspaceId, 'dec_none')).toBeUndefined();
  });

  it.each([undefined, 1_764_000_000_000])('lists decisions newest first, page by page (all at %s)', async (at) => {
    const newest = (await fill(10, at)).map(({ id }) => id).toReversed();
    const first = await listDecisions(db(), { workspaceId: defaultWorkspaceId, limit: 8 });
    expect(first.map(({ id }) => id)).toEqual(newest.slice(0, 8));
    await fill(1, (first[0]?.occurredAt ?? 0) + 1);
    const last = first.at(-1);
    const rest = await listDecisions(db(), {
      workspaceId: defaultWorkspaceId,
      limit: 200,
      ...(last && { before: { at: last.occurredAt, id: last.id } }),
    });
    expect(rest.map(({ id }) => id)).toEqual(newest.slice(8));
  });

  it('lists the decisions of one recommendation, in the order in which they were made too', async () => {
    const rows = await fill(3);
    const { recommendationId } = rows[2] ?? {};
    const ids = rows.slice(2, 4).map(({ id }) => id);
    const listed = await listDecisions(db(), {
      workspaceId: defaultWorkspaceId,
      limit: 9,
      recommendationId: recommendationId ?? '',
    });
    expect(listed.map(({ id }) => id)).toEqual(ids.toReversed());
    expect((await decisionsOf(db(), defaultWorkspaceId, recommendationId ?? '')).map(({ id }) => id)).toEqual(ids);
  });

  it('lists decisions by what is asked of them, as far back as is looked', async () => {
    const rows = await fill(6);
    const [recommendationId, ids] = [rows[4]?.recommendationId ?? '', rows.map(({ id }) => id).toReversed()];
    const datasetHash = 'd'.repeat(64);
    await db().update(recommendations).set({ datasetHash }).where(eq(recommendations.id, recommendationId));
    const list = async (filter: Partial<DecisionQuery>) =>
      (await listDecisions(db(), { workspaceId: defaultWorkspaceId, limit: 200, ...filter })).map(({ id }) => id);
    expect(await list({ datasetHash })).toEqual(ids.slice(6, 8));
    expect(await list({ actor: 'ada', kind: 'recommendation' })).toEqual(ids);
    expect(await list({ actor: 'a_a' })).toEqual([]);
    expect(await list({ within: [['"adam"'], ['"sgd"', '"dropout"']] })).toEqual(ids);
    expect(await list({ within: [['"adam"'], ['"sg%"', '"s_d"']] })).toEqual([]);
    const [from, to] = [rows[2]?.occurredAt ?? 0, rows[8]?.occurredAt ?? 0];
    expect(await list({ from, to })).toEqual(
      ids.filter((id) => rows.some((row) => row.id === id && row.occurredAt >= from && row.occurredAt < to)),
    );
    const query = { workspaceId: defaultWorkspaceId, limit: 200 };
    const oldest = await placeAfter(db(), query, 5);
    expect(oldest?.id).toBe(ids[4]);
    expect(await list({ oldest })).toEqual(ids.slice(0, 5));
    expect(await placeAfter(db(), query, 13)).toBeUndefined();
  });

  it('gives a rule set to who has a decision by it', async () => {
    await fill(1);
    expect((await getRuleSetOf(db(), defaultWorkspaceId, hash))?.body).toBe(body);
    expect(await getRuleSetOf(db(), 'wsp_other', hash)).toBeUndefined();
  });

  it('adds all decisions or none with their entries, and never changes one', async () => {
    const [row] = await fill(1);
    const before = await listEntries(db(), { chainId: defaultWorkspaceId, limit: 9 });
    const entry = before.at(-1);
    if (row === undefined || entry === undefined) throw new Error('nothing was stored');
    const { payload: _payload, payloadHash: _hash, entryHash: _entryHash, ...decision } = row;
    const fresh = {
      entry: { ...entry, seq: 8, entryId: 'ent_fresh', prevHash: 'a'.repeat(64), entryHash: 'b'.repeat(64) },
      decision: { ...decision, id: 'dec_fresh', seq: 8 },
    };
    const again = {
      entry: { ...fresh.entry, seq: 9, entryId: 'ent_again', prevHash: 'b'.repeat(64), entryHash: 'c'.repeat(64) },
      decision,
    };
    const same = { entry, decision: { ...decision, id: 'dec_other' } };
    for (const taken of [again, same])
      await expect(insertDecisions(db(), [fresh, taken])).rejects.toMatchObject({
        code: 'store_failed',
        cause: { cause: { code: '23505' } },
      });
    expect(await getDecision(db(), defaultWorkspaceId, 'dec_fresh')).toBeUndefined();
    expect(await listEntries(db(), { chainId: defaultWorkspaceId, limit: 9 })).toEqual(before);
    expect(await getDecision(db(), defaultWorkspaceId, row.id)).toEqual(row);
    const orphan = { ...fresh.decision, ruleSetHash: '0'.repeat(64) };
    await expect(insertDecisions(db(), [{ ...fresh, decision: orphan }])).rejects.toMatchObject({
      cause: { cause: { code: '23503' } },
    });
  });

  it('gives back a recommendation, its members in their order and its texts whole', async () => {
    await saveRuleSet(db(), { name, version, hash, body });
    const { recommendation } = createRecording();
    const profile = { ...recommendation.profile, classCounts: { 'zwei\u0000': 1, 'a\u2028"': 2, '10': 3, '9': 4 } };
    const saved = { ...recommendation, profile };
    await saveRecommendations(db(), [{ ...kept(saved), dataset: { name: 'iris.csv', hash: '0'.repeat(64) } }]);
    const found = await getRecommendation(db(), defaultWorkspaceId, recommendation.id);
    expect(JSON.stringify(found)).toBe(JSON.stringify(saved));
    expect(await getRecommendation(db(), defaultWorkspaceId, 'rec_none')).toBeUndefined();
  });

  it('replaces a recommendation by what a probe made of it', async () => {
    await saveRuleSet(db(), { name, version, hash, body });
    const { recommendation } = createRecording();
    await saveRecommendations(db(), [{ ...kept(recommendation), dataset: { name: 'iris.csv', hash: '0'.repeat(64) } }]);
    const [advice, ...others] = recommendation.advice;
    if (advice === undefined) throw new Error('the fixture has no advice');
    const probed = { ...recommendation, advice: [{ ...advice, verdict: 'confirmed' as const }, ...others] };
    await saveRecommendations(db(), [kept(probed)]);
    expect(await getRecommendation(db(), defaultWorkspaceId, recommendation.id)).toEqual(probed);
    expect(await db().select({ name: recommendations.datasetName }).from(recommendations)).toEqual([
      { name: 'iris.csv' },
    ]);
  });

  it('says when what is stored is no recommendation', async () => {
    const { recommendation } = createRecording();
    await saveRecommendations(db(), [kept(recommendation)]);
    await db()
      .update(recommendations)
      .set({ body: { id: 1 } });
    await expect(getRecommendation(db(), defaultWorkspaceId, recommendation.id)).rejects.toMatchObject({
      code: 'store_failed',
    });
  });

  it('keeps a rule set once, verbatim', async () => {
    const row = { name, version, hash, body };
    await saveRuleSet(db(), row);
    await saveRuleSet(db(), row);
    expect(await getRuleSetRow(db(), hash)).toEqual(row);
    expect(await getRuleSetRow(db(), 'none')).toBeUndefined();
  });
});
