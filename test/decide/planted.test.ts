import { describe, expect, it } from 'vitest';
import { defaultWorkspaceId } from '../../src/ids.js';
import { readDecision } from '../../src/audit/record.js';
import { decisionsOf } from '../../src/store/decisions-of.js';
import { recommend } from '../../src/decide/recommend.js';
import type { RecommendRequest } from '../../src/decide/schema.js';
import { createRandom } from '../../src/random.js';
import type { Recommendation } from '../../src/settings/recommendation.js';
import { createBench } from './context.js';
import { type Plan, plantedCsv } from './planted.js';

const bench = createBench();
const planted = (name: string, plan: Plan): string => bench.write(`${name}.csv`, plantedCsv(name, plan));

const linear = planted('linear', {
  rows: 600,
  inputs: 4,
  target: ([a = 0, b = 0, c = 0], normal) => (2 * a - 2 * b + c + 2 * normal() > 0 ? 'high' : 'low'),
});
/** One partition, not three, and fewer epochs: what is planted shows all the same. */
const ask = async (file: string, over: Partial<RecommendRequest> = {}): Promise<Recommendation> => {
  const settings = { foldRepeats: 1, epochs: 120, ...over.settings };
  const request = { file, target: ['y'], probe: { trialsLimit: 5 }, seed: 0, ...over, settings };
  return (await recommend(bench.context, request)).recommendation;
};
/** Of each trial on record of the last recommendation. */
const idsOnRecord = async ({ id }: Recommendation): Promise<string[]> => {
  const { db } = await bench.store();
  const records = (await decisionsOf(db, defaultWorkspaceId, id)).map(readDecision);
  return records.flatMap((record) => (record.kind === 'refinement' ? [record.outcome.trial.id] : []));
};
const itemOf = ({ advice }: Recommendation, slot: string) => advice.find((item) => item.slot === slot);
const baselineOf = ({ probe }: Recommendation, name: string) =>
  probe?.baselines.find((one) => one.name === name)?.score;

describe('an exclusive or', () => {
  const file = planted('exclusive-or', {
    rows: 240,
    inputs: 2,
    target: ([a = 0, b = 0]) => (a * b > 0 ? 'same' : 'other'),
  });
  const answer = ask(file);

  it('needs a hidden layer, and the probe shows it', async () => {
    const recommendation = await answer;
    expect(recommendation.settings.hiddenLayers).toBeGreaterThanOrEqual(1);
    expect(itemOf(recommendation, 'hiddenLayers')?.verdict).toMatch(/confirmed|adjusted/);
    expect(recommendation.warnings.map(({ code }) => code)).not.toContain('not_better_than_constant');
    const score = recommendation.probe?.score;
    expect(score?.metric).toBe('logLoss');
    expect(score?.value).toBeLessThan(0.35);
    expect(score?.interval[1]).toBeLessThan(baselineOf(recommendation, 'linear')?.interval[0] ?? 0);
  });

  it('cannot be told by a linear model', async () => {
    expect(baselineOf(await answer, 'linear')?.value).toBeGreaterThan(0.6);
  });
});

describe('two classes on either side of a plane, with noise', () => {
  it('need no hidden layer, and the settings of one are gone', async () => {
    const recommendation = await ask(linear);
    const { settings, probe } = recommendation;
    expect(settings).toMatchObject({ hiddenLayers: 0, hiddenUnits: null, hiddenActivation: null, dropout: null });
    expect(itemOf(recommendation, 'hiddenLayers')).toMatchObject({ verdict: 'adjusted', final: 0 });
    expect(probe?.score?.value).toBeLessThan(baselineOf(recommendation, 'constant')?.value ?? 0);
    // What was never tried beside a linear model does not speak against the rules that set it.
    expect(itemOf(recommendation, 'residual')).toMatchObject({ verdict: 'untested', final: null });
    const selected = probe?.trials.filter((trial) => trial.selected);
    expect(selected).toMatchObject([{ settings: { hiddenLayers: 0 } }]);
    const ids = probe?.trials.map(({ id }) => id) ?? [];
    for (const { trialId } of probe?.finalModel?.parts ?? []) expect(ids).toContain(trialId);
    expect(probe?.learningCurves.map(({ trialId }) => trialId)).toContain(selected?.[0]?.id);
    // The linear model is on record once, though it is a baseline and what was selected.
    expect((await idsOnRecord(recommendation)).toSorted()).toEqual(ids.toSorted());
  });

  it('keep what the caller fixed, though a linear model with another rate does better', async () => {
    const recommendation = await ask(linear, {
      settings: { learningRate: 0.005, hiddenActivation: 'relu' },
      probe: { trialsLimit: 1 },
    });
    expect(recommendation.settings.learningRate).toBe(0.005);
    expect(itemOf(recommendation, 'learningRate')).toMatchObject({
      origin: 'caller',
      final: 0.005,
      verdict: 'untested',
    });
    expect(itemOf(recommendation, 'hiddenLayers')?.verdict).not.toBe('confirmed');
  });
});

it('from pure noise nothing is claimed: the interval of the score covers the score of the constant', async () => {
  const file = planted('noise', { rows: 240, inputs: 4, target: (_, normal) => (normal() > 0 ? 'heads' : 'tails') });
  const recommendation = await ask(file);
  const [low, high] = recommendation.probe?.score?.interval ?? [0, 0];
  const constant = baselineOf(recommendation, 'constant')?.value ?? 0;
  expect(low).toBeLessThanOrEqual(constant);
  expect(high).toBeGreaterThanOrEqual(constant);
  expect(recommendation.warnings.map(({ code }) => code)).toContain('not_better_than_constant');
  // It is no better than the constant beyond chance, although the best of many trials is named.
  expect(recommendation.probe?.score?.value).toBeGreaterThan(constant - 0.02);
});

it('a curved quantity is followed', async () => {
  const file = planted('curve', {
    rows: 240,
    inputs: 2,
    target: ([a = 0, b = 0], normal) => (100 + 10 * Math.sin(3 * a) + 10 * b * b + 0.5 * normal()).toFixed(3),
  });
  const recommendation = await ask(file);
  expect(recommendation.settings.task).toBe('regression');
  expect(recommendation.settings.hiddenLayers).toBeGreaterThanOrEqual(1);
  const { score } = recommendation.probe ?? {};
  // The noise is 1 % of the variance of the target.
  if (score?.metric === 'r2') expect(score.value).toBeGreaterThan(0.9);
  else expect(score?.value).toBeLessThan((baselineOf(recommendation, 'constant')?.value ?? 0) / 2);
});

it('rows of one group are never split: a key that tells the target within a group does not help', async () => {
  // Twelve groups of twenty rows with one label each; the key names the group, which says nothing of other groups.
  const random = createRandom(8, 'groups');
  const lines = Array.from({ length: 240 }, (_, row) => {
    const group = row % 12;
    return `k${group},${random().toFixed(3)},g${group},${group % 2 === 0 ? 'a' : 'b'}`;
  });
  const file = bench.write('groups.csv', ['key,x,who,y', ...lines, ''].join('\n'));
  const grouped = await ask(file, { group: 'who', probe: { trialsLimit: 1 } });
  const mixed = await ask(file, { ignore: ['who'], probe: { trialsLimit: 1 } });
  expect(grouped.settings.foldKind).toBe('grouped');
  expect(grouped.probe?.score?.value).toBeGreaterThan(0.6);
  expect(mixed.probe?.score?.value).toBeLessThan(0.2);
});

it.each(['grid', 'random'] as const)('a %s search finds that more steps help: a smaller batch', async (search) => {
  const file = planted(`steps-${search}`, {
    rows: 240,
    inputs: 2,
    target: ([a = 0, b = 0], normal) => (a + b + a * b + 0.05 * normal()).toFixed(3),
  });
  // What is fixed is not searched, and twelve epochs are few: the batch is the only slot left, and it sets the number of steps.
  const settings = {
    search,
    epochs: 12,
    learningRate: 0.001,
    dropout: 0,
    weightDecay: 0,
    hiddenLayers: 1,
    hiddenUnits: 32,
  };
  const recommendation = await ask(file, { settings, probe: { trialsLimit: 3 } });
  const { probe } = recommendation;
  const { recommended, final, verdict } = itemOf(recommendation, 'batchSize') ?? {};
  expect(probe?.trials.map(({ because }) => because)).toEqual([
    'recommendation',
    `search.${search}`,
    `search.${search}`,
  ]);
  expect(new Set(probe?.trials.map((trial) => trial.settings['batchSize'] ?? recommended))).toEqual(
    new Set([1, 0.5, 2].map((factor) => factor * Number(recommended))),
  );
  expect(probe?.trials.filter(({ kept }) => kept).map((trial) => trial.settings)).toEqual([
    { batchSize: Number(recommended) / 2 },
  ]);
  expect(final).toBe(Number(recommended) / 2);
  expect(verdict).toBe('adjusted');
  // The search and its seed are on record: with them the answer comes again.
  expect([recommendation.settings.search, probe?.seed]).toEqual([search, 0]);
  const again = await ask(file, { settings, probe: { trialsLimit: 3 } });
  expect(again.probe?.trials.map(({ score }) => score)).toEqual(probe?.trials.map(({ score }) => score));
});

it('times are kept in order: every fold is trained on what came before', async () => {
  // What was learnt from the last rows would tell the first ones: the sign turns halfway.
  const random = createRandom(9, 'times');
  const lines = Array.from({ length: 200 }, (_, row) => {
    const x = 2 * random() - 1;
    return `${x.toFixed(3)},${(row * 77) % 200},${(row * 77) % 200 < 100 === x > 0 ? 'up' : 'down'}`;
  });
  const file = bench.write('times.csv', ['x,at,y', ...lines, ''].join('\n'));
  const settings = { folds: 2, epochs: 20 };
  const { settings: of, profile, probe } = await ask(file, { time: 'at', settings, probe: { trialsLimit: 1 } });
  expect(profile.timeOrdered).toBe(true);
  expect(of).toMatchObject({ foldKind: 'forward', foldRepeats: 1 });
  expect(probe?.score?.value).toBeGreaterThan(baselineOf({ probe } as Recommendation, 'constant')?.value ?? 0);
});
