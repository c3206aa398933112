import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultWorkspaceId } from '../../src/ids.js';
import { newRefinementRecord, newVerdictsRecord } from '../../src/audit/new-record.js';
import { draftOf, rowOfDecision } from '../../src/audit/commit.js';
import { genesisHash } from '../../src/audit/entry-hash.js';
import { readDecision, recordDecisions } from '../../src/audit/record.js';
import { createDecisionLog } from '../../src/audit/decision-log.js';
import { decisionsOf } from '../../src/store/decisions-of.js';
import { getRecommendation } from '../../src/audit/stored-recommendation.js';
import { readRuleSet } from '../../src/audit/stored-rule-set.js';
import { listDecisions } from '../../src/store/list-decisions.js';
import { getRuleSetRow } from '../../src/store/rule-sets.js';
import { createContext, createRecording, items, ruleSet } from '../fixtures/decisions.js';
import { describeOnBackends, temporaryFolder } from '../store/backends.js';

/** What a probe adds: a trial that a diagnosis rule proposed, and the verdicts. */
function probed(recording: ReturnType<typeof createRecording>, context = createContext()) {
  const [first] = recording.decisions;
  const place = { recommendationId: recording.recommendation.id, parentId: first?.id ?? '', durationMs: 12 };
  const trial = newRefinementRecord(context, {
    ...place,
    trial: {
      id: 'trl_2',
      parentId: 'trl_1',
      settings: { dropout: 0.3 },
      because: 'diagnosis.overfitting',
      score: 0.4,
      kept: true,
    },
    evidence: { validationRise: 0.2 },
    trace: null,
  });
  const adjusted = items.map((one) =>
    one.slot === 'dropout' ? { ...one, final: 0.3, verdict: 'adjusted' as const } : one,
  );
  const verdicts = newVerdictsRecord(context, { ...place, probeId: 'prb_1', items: adjusted });
  return { ...recording, decisions: [trial, verdicts] };
}

describeOnBackends('recording', (backend) => {
  let folder = '';
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const logged = () =>
    readFileSync(join(folder, 'decisions.ndjson'), 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));

  it('keeps the recommendation, its decisions, the rule set and a line for each decision', async () => {
    const { db } = backend().store;
    const recording = createRecording();
    const later = probed(recording, createContext(1_764_000_001_000));
    await recordDecisions(backend().store, createDecisionLog(folder), recording);
    await recordDecisions(backend().store, createDecisionLog(folder), later);
    const rows = await decisionsOf(db, defaultWorkspaceId, recording.recommendation.id);
    const records = rows.map(readDecision);
    expect(records).toEqual([...recording.decisions, ...later.decisions]);
    expect(records.map(({ kind }) => kind)).toEqual(['recommendation', 'refinement', 'verdicts']);
    expect(await getRecommendation(db, defaultWorkspaceId, recording.recommendation.id)).toEqual(
      recording.recommendation,
    );
    expect((await getRuleSetRow(db, ruleSet.hash))?.body).toBe(ruleSet.body);
    expect(logged().map(({ decisionId, seq, entryHash }) => [decisionId, seq, entryHash])).toEqual(
      rows.map(({ id, seq, entryHash }) => [id, seq, entryHash]),
    );
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('keeps nothing when a decision cannot be kept', async () => {
    const { store } = backend();
    const recording = createRecording();
    const [decision] = recording.decisions;
    if (decision === undefined) throw new Error('the fixture has no decision');
    const twice = { ...recording, decisions: [decision, decision] };
    await expect(recordDecisions(store, createDecisionLog(folder), twice)).rejects.toMatchObject({
      code: 'store_failed',
    });
    expect(await getRecommendation(store.db, defaultWorkspaceId, recording.recommendation.id)).toBeUndefined();
    expect(await getRuleSetRow(store.db, ruleSet.hash)).toBeUndefined();
    expect(() => logged()).toThrow('ENOENT');
  });

  it('says when the line cannot be written, and the decision is kept', async () => {
    const { store } = backend();
    writeFileSync(join(folder, 'file'), '');
    const log = createDecisionLog(join(folder, 'file'));
    await expect(recordDecisions(store, log, createRecording())).rejects.toMatchObject({
      code: 'store_failed',
      message: expect.stringContaining('decisions.ndjson'),
    });
    expect(await listDecisions(store.db, { workspaceId: defaultWorkspaceId, limit: 9 })).toHaveLength(1);
  });

  it('asks for the text of a rule set once', async () => {
    const { store } = backend();
    const log = createDecisionLog(folder);
    const recording = createRecording();
    const body = vi.fn(recording.ruleSet.body);
    for (const one of [recording, createRecording()])
      await recordDecisions(store, log, { ...one, ruleSet: { ...one.ruleSet, body } });
    expect(body).toHaveBeenCalledTimes(1);
  });

  it('takes only the rule set that the decisions name, with the hash that it has', async () => {
    const { store } = backend();
    const recording = createRecording();
    const log = createDecisionLog(folder);
    const edited = { ...recording, ruleSet: { ...recording.ruleSet, body: () => '{}' } };
    await expect(recordDecisions(store, log, edited)).rejects.toThrow(/does not have the hash/);
    const empty = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
    const other = { ...recording, ruleSet: { ...recording.ruleSet, body: () => '{}', hash: empty } };
    await expect(recordDecisions(store, log, other)).rejects.toThrow(/another rule set/);
  });
});

describe('a stored decision', () => {
  const row = () => {
    const { record, entry } = draftOf(createRecording().decisions[0] ?? failure(), defaultWorkspaceId);
    const place = { ...entry, seq: 1, entryHash: genesisHash };
    return { ...rowOfDecision({ record, entry: place }), ...place };
  };
  const failure = (): never => {
    throw new Error('the fixture has no decision');
  };

  it('is noticed when its text was changed', () => {
    const kept = row();
    expect(readDecision(kept).id).toBe(kept.id);
    const edited = { ...kept, payload: kept.payload.replace('"rows":812', '"rows":813') };
    expect(edited.payload).not.toBe(kept.payload);
    expect(() => readDecision(edited)).toThrow(/was changed after it was written/);
  });

  it('has rules that are noticed when they were changed', () => {
    const edited = { hash: 'a'.repeat(64), body: '{"rules":[]}' };
    expect(() => readRuleSet(edited)).toThrow(
      expect.objectContaining({ code: 'store_failed', hint: expect.stringContaining('sextant audit verify') }),
    );
  });

  it('stays small', () => {
    expect(row().payload.length).toBeLessThan(2048);
  });
});
