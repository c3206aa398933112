import { describe, expect, it } from 'vitest';
import { createAdvisor } from '../../src/advise/advise.js';
import { drawProfile } from '../../src/advise/draw-profile.js';
import { hashRuleSet } from '../../src/advise/hash.js';
import type { RuleSet } from '../../src/advise/schema.js';
import { readDecision } from '../../src/audit/record.js';
import type { DecisionRecord } from '../../src/audit/schema.js';
import { adviseProfiles } from '../../src/decide/advise.js';
import type { Context } from '../../src/decide/context.js';
import { listDecisions } from '../../src/decide/list-decisions.js';
import { recommend } from '../../src/decide/recommend.js';
import { replay } from '../../src/decide/replay.js';
import { simulate } from '../../src/decide/simulate.js';
import { defaultWorkspaceId } from '../../src/ids.js';
import { createRandom } from '../../src/random.js';
import { decisionsOf } from '../../src/store/decisions-of.js';
import { getDecision } from '../../src/store/get-decision.js';
import { addDecisions } from '../store/add-decisions.js';
import { ruleSets } from '../../src/store/schema.js';
import { builtIn } from '../advise/built-in.js';
import { createBench, exampleData } from './context.js';

const bench = createBench();
const { context } = bench;
const smallest = { task: 'binary' as const, rows: 1000, columns: { numeric: 12 } };

const recordOf = async (id: string): Promise<DecisionRecord> => {
  const row = await getDecision((await bench.store()).db, defaultWorkspaceId, id);
  if (!row) throw new Error(`there is no ${id}`);
  return readDecision(row);
};
/** Puts a decision on record that nobody made. */
const insert = async (record: DecisionRecord): Promise<string> => {
  await addDecisions((await bench.store()).db, [record]);
  return record.id;
};
const adviseOne = async (over: Context = context, rows = 1000): Promise<string> =>
  (await adviseProfiles(over, { items: [{ profile: { ...smallest, rows } }] }))[0]?.decisionId ?? '';

const withRules = (change: (rule: RuleSet['rules'][number]) => RuleSet['rules'][number]): Context => {
  const content = { ...builtIn, rules: builtIn.rules.map(change) };
  const advisor = createAdvisor({ ...content, hash: hashRuleSet(content) });
  return { ...context, advisor: () => Promise.resolve(advisor) };
};

describe('a recorded decision', () => {
  it('comes out the same under its own rules: a thousand of random profiles', { timeout: 900_000 }, async () => {
    const items = Array.from({ length: 1000 }, (_, seed) => ({
      profile: drawProfile(createRandom(seed, 'replay')),
      // Some slots are fixed, some of which do not apply.
      ...(seed % 3 === 0 && { settings: { optimizer: 'sgd' as const, hiddenLayers: seed % 4, focalGamma: 2 } }),
    }));
    const advised = await adviseProfiles(context, { items });
    const outcomes = new Set<string>();
    for (const { decisionId } of advised) {
      const { outcome, differences, recorded, replayed } = await replay(context, { id: decisionId });
      outcomes.add(outcome);
      expect(differences, decisionId).toEqual([]);
      expect(replayed.ruleSet).toEqual(recorded.ruleSet);
    }
    expect(outcomes).toEqual(new Set(['same']));
  });

  it('is told by slot where the recorded rules give something else now', async () => {
    const id = await adviseOne();
    const record = await recordOf(id);
    if (record.kind !== 'recommendation') throw new Error('another kind');
    const settings = { ...record.outcome.settings, batchSize: { value: 7, ruleId: 'batchSize.small' } };
    const drifted = await insert({ ...record, id: context.ids('dec'), outcome: { settings } });
    const { outcome, differences } = await replay(context, { id: drifted });
    expect(outcome).toBe('engine_drift');
    expect(differences).toEqual([
      {
        slot: 'batchSize',
        before: [{ value: 7, ruleId: 'batchSize.small' }],
        after: [record.outcome.settings['batchSize']],
      },
    ]);
  });

  it('shows under other rules what they change, by name, by hash and where they are in force', async () => {
    const id = await adviseOne();
    const others = withRules((rule) => (rule.id === 'optimizer.default' ? { ...rule, recommend: 'adamw' } : rule));
    const { hash } = (await others.advisor()).ruleSet;
    const active = await replay(others, { id, ruleSet: 'active' });
    expect(active.outcome).toBe('different');
    expect(active.differences[0]).toMatchObject({
      slot: 'optimizer',
      before: [{ value: 'adam' }],
      after: [{ value: 'adamw' }],
    });
    expect(active.replayed.ruleSet?.hash).toBe(hash);
    // A hash is known when it decided something here.
    await expect(replay(context, { id, ruleSet: hash })).rejects.toMatchObject({ code: 'not_found' });
    await adviseOne(others);
    expect((await replay(context, { id, ruleSet: hash })).differences).toEqual(active.differences);
    await expect(replay({ ...context, workspaceId: 'wsp_other' }, { id, ruleSet: hash })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect((await replay(others, { id, ruleSet: 'built-in' })).outcome).toBe('same');
    expect((await replay(others, { id })).outcome).toBe('same');
  });

  it('says why where the rules cannot be read or give no answer', async () => {
    const id = await adviseOne();
    const holed = withRules((rule) =>
      rule.id === 'optimizer.default' ? { ...rule, when: { fact: 'rows', operator: 'lessThan', value: 5 } } : rule,
    );
    const failed = await replay(holed, { id, ruleSet: 'active' });
    expect(failed).toMatchObject({ outcome: 'not_replayable', reason: { code: 'evaluation_failed' } });
    expect(failed.reason?.message).toContain('optimizer');
    const record = await recordOf(id);
    const hash = 'f'.repeat(64);
    const { db } = await bench.store();
    await db.insert(ruleSets).values({ hash, name: 'old', version: '0.0.1', body: '{"name":"old"}' });
    const unreadable = await insert({
      ...record,
      id: context.ids('dec'),
      ruleSet: { name: 'old', version: '0.0.1', hash },
    });
    expect(await replay(context, { id: unreadable })).toMatchObject({
      outcome: 'not_replayable',
      reason: { code: 'rules_unreadable' },
    });
    // Under other rules its facts can be evaluated.
    expect(await replay(context, { id: unreadable, ruleSet: 'built-in' })).toMatchObject({ outcome: 'same' });
  });
});

describe('the decisions of a probe', { timeout: 900_000 }, () => {
  const probed = recommend(context, {
    file: exampleData('iris'),
    target: ['species'],
    probe: { trialsLimit: 14 },
    seed: 0,
  });
  const records = async () => {
    const { recommendation } = await probed;
    const { db } = await bench.store();
    return (await decisionsOf(db, defaultWorkspaceId, recommendation.id)).map(readDecision);
  };

  it('are replayed where rules decided: the diagnosis on the recorded evidence', async () => {
    const reasons = new Map<string, number>();
    for (const record of await records()) {
      const { outcome, reason, differences } = await replay(context, { id: record.id });
      expect(differences).toEqual([]);
      const name = `${record.kind} ${outcome} ${reason?.code ?? ''}`.trim();
      reasons.set(name, (reasons.get(name) ?? 0) + 1);
    }
    expect([...reasons.keys()].toSorted()).toEqual([
      'recommendation same',
      'refinement not_replayable no_rules',
      'refinement same',
      'verdicts not_replayable no_rules',
    ]);
    expect(reasons.get('refinement same')).toBeGreaterThan(3);
  });

  it('are told where another diagnosis fires', async () => {
    const refined = (await records()).find((record) => record.kind === 'refinement' && record.trace !== null);
    const silent = withRules((rule) =>
      rule.id.startsWith('diagnosis.')
        ? { ...rule, when: { fact: 'rows', operator: 'greaterThan', value: 1e9 } }
        : rule,
    );
    const { outcome, differences } = await replay(silent, { id: refined?.id ?? '', ruleSet: 'active' });
    expect(outcome).toBe('different');
    expect(differences.length).toBeGreaterThan(0);
    for (const { before, after } of differences) expect([before.length > 0, after]).toEqual([true, []]);
  });

  it('are not replayed on facts that the record does not give back', async () => {
    const refined = (await records()).find((record) => record.kind === 'refinement' && record.trace !== null);
    if (refined?.kind !== 'refinement') throw new Error('there is no refinement');
    const trial = { ...refined.outcome.trial, parentId: 'trl_lost' };
    const lost = await insert({ ...refined, id: context.ids('dec'), outcome: { trial } });
    const reason = { code: 'facts_incomplete', message: expect.stringContaining('not recorded here') };
    expect(await replay(context, { id: lost })).toMatchObject({ outcome: 'not_replayable', reason });
    const seen = { ...refined.trace?.seen, 'evidence.trainLoss': -5 };
    const edited = refined.trace && { ...refined.trace, seen };
    const other = await insert({ ...refined, id: context.ids('dec'), trace: edited });
    expect((await replay(context, { id: other })).reason?.message).toContain('evidence.trainLoss');
  });
});

describe('what if', () => {
  it('tells which settings change with the facts, and records nothing', async () => {
    const id = await adviseOne();
    const before = (await listDecisions(context, { limit: 5000 })).length;
    const simulation = await simulate(context, { from: { decision: id }, changes: { rows: 200 } });
    expect(simulation.profile.rows).toBe(200);
    const other = await recordOf(await adviseOne(context, 200));
    if (other.kind !== 'recommendation') throw new Error('another kind');
    expect(simulation.differences.length).toBeGreaterThan(3);
    for (const { slot, after } of simulation.differences)
      expect(after, slot).toEqual([other.outcome.settings[slot] ?? []].flat());
    expect((await listDecisions(context, { limit: 5000 })).length).toBe(before + 1);
    const unchanged = await simulate(context, { from: { decision: id } });
    expect(unchanged.differences).toEqual([]);
  });

  it('keeps to what the caller fixed then, unless something else is fixed now', async () => {
    const items = [{ profile: smallest, settings: { optimizer: 'sgd' as const } }];
    const id = (await adviseProfiles(context, { items }))[0]?.decisionId ?? '';
    expect((await simulate(context, { from: { decision: id }, changes: { rows: 50 } })).settings.optimizer).toBe('sgd');
    const freed = await simulate(context, { from: { decision: id }, settings: {} });
    expect(freed.settings.optimizer).toBe('adam');
  });

  it.each([
    [{ rowsPerInput: 3 }, /rowsPerInput is no fact/],
    [{ rows: -1 }, /rows/],
  ])('refuses %j', async (changes, says) => {
    const refused = simulate(context, { from: { profile: smallest }, changes });
    await expect(refused).rejects.toMatchObject({ code: 'profile_invalid', message: expect.stringMatching(says) });
  });
});
