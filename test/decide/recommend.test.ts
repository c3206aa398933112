import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultWorkspaceId } from '../../src/ids.js';
import { readDecision } from '../../src/audit/record.js';
import { explain } from '../../src/decide/explain.js';
import { listDecisions } from '../../src/decide/list-decisions.js';
import { recommend } from '../../src/decide/recommend.js';
import type { Progress, RecommendRequest } from '../../src/decide/schema.js';
import { createRandom } from '../../src/random.js';
import { settingRows, verdictCounts } from '../../src/report/view/setting-rows.js';
import { type Recommendation, recommendationSchema } from '../../src/settings/recommendation.js';
import { isCollectSlot, slots } from '../../src/settings/slots.js';
import { decisionsOf } from '../../src/store/decisions-of.js';
import { createBench, exampleData } from './context.js';

const bench = createBench();
const iris: RecommendRequest = { file: exampleData('iris'), target: ['species'], probe: { trialsLimit: 6 }, seed: 0 };
const run = async (request: RecommendRequest, signal?: AbortSignal, onProgress?: (progress: Progress) => void) =>
  recommend(bench.context, request, { ...(signal && { signal }), ...(onProgress && { onProgress }) });
const recordsOf = async (recommendation: Recommendation) => {
  const { db } = await bench.store();
  return (await decisionsOf(db, defaultWorkspaceId, recommendation.id)).map(readDecision);
};
/** The answer without what differs between two runs: ids by their first mention, and times. */
const timeless = (recommendation: Recommendation): unknown => {
  const known = new Map<string, string>();
  const text = JSON.stringify(recommendation, (key, value: unknown) =>
    /seconds$|^createdAt$/i.test(key) ? undefined : value,
  );
  const renamed = text.replace(/\b(rec|dec|prb|trl)_[0-9a-f-]{36}/g, (id, prefix: string) => {
    const name = known.get(id) ?? `${prefix} ${known.size}`;
    known.set(id, name);
    return name;
  });
  return JSON.parse(renamed);
};

describe('a probe of six trials on iris', () => {
  const events: Progress[] = [];
  const result = run(iris, undefined, (progress) => events.push(progress));

  it('gives a valid recommendation', async () => {
    const { recommendation } = await result;
    const parsed = recommendationSchema.safeParse(JSON.parse(JSON.stringify(recommendation)));
    expect(parsed.error).toBeUndefined();
    expect(parsed.data).toEqual(recommendation);
  });

  it('has one item of advice for every slot that applies, with the value that holds', async () => {
    const { settings, advice } = (await result).recommendation;
    for (const slot of slots.filter((one) => !isCollectSlot(one))) {
      const items = advice.filter((item) => item.slot === slot);
      if (settings[slot] === null)
        expect(
          items.map(({ final }) => final ?? null),
          slot,
        ).toSatisfy((all: unknown[]) => all.every((one) => one === null));
      else
        expect(
          items.map(({ final }) => final),
          slot,
        ).toEqual([settings[slot]]);
    }
  });

  it('tried six configurations and beat both baselines', async () => {
    const { probe } = (await result).recommendation;
    expect(probe).toMatchObject({ status: 'succeeded', trialsLimit: 6, seed: 0, rows: 150 });
    expect(probe?.backend).toMatch(/^native/);
    expect(probe?.trials).toHaveLength(6);
    expect(probe?.baselines.map(({ name }) => name)).toEqual(['constant', 'linear']);
    const [constant, linear] = probe?.baselines.map(({ score }) => score.value) ?? [];
    expect(probe?.score).toMatchObject({ metric: 'logLoss', of: 'member' });
    expect(probe?.expectedScore?.of).toBe('ensemble');
    expect(constant).toBeCloseTo(Math.log(3), 3);
    expect(linear).toBeLessThan(0.3);
    expect(probe?.score?.value).toBeLessThan(linear ?? 0);
    expect(probe?.score?.value).toBeGreaterThan(0.03);
    const trialIds = new Set(probe?.trials.map(({ id }) => id));
    expect(probe?.trials.every(({ parentId }) => parentId === null || trialIds.has(parentId))).toBe(true);
  });

  it('judged what it varied and nothing else', async () => {
    const { advice } = (await result).recommendation;
    const verdicts = Object.fromEntries(advice.map(({ slot, verdict }) => [slot, verdict]));
    expect(verdicts['learningRate']).not.toBe('untested');
    expect(verdicts['hiddenLayers']).toBe('confirmed');
    expect(verdicts).toMatchObject({ loss: 'untested', batchSize: 'untested', foldKind: 'untested' });
    expect(advice.filter(({ evidence }) => evidence).every(({ verdict }) => verdict !== 'untested')).toBe(true);
  });

  it('is listed with as many verdicts as its report shows settings', async () => {
    const { recommendation } = await result;
    const [entry] = await listDecisions(bench.context, {
      limit: 1,
      kind: 'verdicts',
      recommendationId: recommendation.id,
    });
    const counts = verdictCounts(settingRows(recommendation)).map(({ verdict, count }) => `${count} ${verdict}`);
    expect(entry?.summary.split(', ').toSorted()).toEqual(counts.toSorted());
  });

  it('gives a model of all folds and repeats of each of its configurations, and tells which', async () => {
    const { model, recommendation } = await result;
    const { folds, foldRepeats } = recommendation.settings;
    const members = (folds ?? 0) * (foldRepeats ?? 0);
    const { parts, temperature } = recommendation.probe?.finalModel ?? { parts: [] };
    expect(model?.parts.map(({ share, members: own }) => [share, own.length])).toEqual(
      parts.map(({ share }) => [share, members]),
    );
    expect(model?.temperature).toBe(temperature);
    expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    const known = new Set(recommendation.probe?.trials.map(({ id }) => id));
    for (const { trialId } of parts) expect(known).toContain(trialId);
  });

  it('is recorded: the advice, each trial, the linear model and the verdicts, in the store and in the log', async () => {
    const { recommendation } = await result;
    const records = await recordsOf(recommendation);
    expect(records.map(({ kind }) => kind).toSorted()).toEqual([
      'recommendation',
      ...Array<string>(7).fill('refinement'),
      'verdicts',
    ]);
    const [first, ...others] = records.toSorted((a, b) => a.id.localeCompare(b.id));
    expect(first).toMatchObject({ id: recommendation.decisionId, parentId: null, actor: 'tester' });
    expect(others.every(({ parentId }) => parentId === first?.id)).toBe(true);
    const logged = bench.logged().filter((line) => line['recommendationId'] === recommendation.id);
    expect(new Set(logged.map((line) => line['decisionId']))).toEqual(new Set(records.map(({ id }) => id)));
    const trials = records.flatMap((record) => (record.kind === 'refinement' ? [record.outcome.trial] : []));
    const [linear, ...unknown] = trials.filter(({ id }) => !recommendation.probe?.trials.some((one) => one.id === id));
    expect(linear).toMatchObject({ because: 'baseline.linear', settings: { hiddenLayers: 0 }, kept: false });
    expect(unknown).toEqual([]);
    expect(trials).toHaveLength(1 + (recommendation.probe?.trials.length ?? 0));
  });

  it('can be explained from the record', async () => {
    const { recommendation } = await result;
    const explanation = JSON.stringify(await explain(bench.context, recommendation.id));
    expect(explanation).toContain('hiddenLayers');
    expect(explanation).toContain(recommendation.decisionId);
  });

  it('told of its progress, from the start to the end', async () => {
    await result;
    const kinds = events.flatMap(({ event }) => event?.kind ?? []);
    expect(new Set(kinds)).toEqual(new Set(['plan', 'epoch', 'trial', 'verdict', 'end']));
    expect(kinds.filter((kind) => kind === 'trial')).toHaveLength(6);
    expect(events.at(-1)?.event).toEqual({ kind: 'end', status: 'succeeded' });
    const shares = events.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it('is the same a second time', async () => {
    const again = await run(iris);
    expect(timeless(again.recommendation)).toEqual(timeless((await result).recommendation));
    expect(again.model).toEqual((await result).model);
  });

  it('is another with another seed', async () => {
    const short: RecommendRequest = { ...iris, probe: { trialsLimit: 1 }, settings: { epochs: 5 } };
    const [first, second] = await Promise.all([run(short), run({ ...short, seed: 1 })]);
    const scores = [first, second].map(({ recommendation: { probe } }) => probe?.trials.map(({ score }) => score));
    expect(scores.map((one) => one?.length)).toEqual([1, 1]);
    expect(scores[0]).not.toEqual(scores[1]);
  });
});

describe('stopping', () => {
  it('at the first epoch keeps what is known, and records it', { timeout: 20_000 }, async () => {
    const controller = new AbortController();
    const events: Progress[] = [];
    const request: RecommendRequest = {
      ...iris,
      probe: { budgetSeconds: 300 },
      predict: { rows: iris.file, predictions: join(bench.folder, 'never.csv') },
    };
    const { recommendation } = await run(request, controller.signal, (progress) => {
      events.push(progress);
      if (progress.event?.kind === 'epoch') controller.abort();
    });
    expect(recommendationSchema.safeParse(JSON.parse(JSON.stringify(recommendation))).error).toBeUndefined();
    expect(recommendation.probe?.status).toBe('cancelled');
    expect(events.at(-1)?.event).toEqual({ kind: 'end', status: 'cancelled' });
    expect((await recordsOf(recommendation)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['recommendation', 'verdicts']),
    );
    expect(() => readFileSync(join(bench.folder, 'never.csv'))).toThrow('ENOENT');
  });

  it('before the start gives the advice of the rules, untested', async () => {
    const { recommendation, model } = await run(iris, AbortSignal.abort());
    expect(recommendation.probe).toMatchObject({
      status: 'cancelled',
      score: null,
      expectedScore: null,
      baselines: [],
    });
    expect(recommendation.probe?.trials.every(({ score }) => score === null)).toBe(true);
    expect(new Set(recommendation.advice.map(({ verdict }) => verdict))).toEqual(new Set(['untested']));
    expect(model).toBeUndefined();
    expect(recommendationSchema.safeParse(JSON.parse(JSON.stringify(recommendation))).error).toBeUndefined();
  });
});

describe('without a probe', () => {
  it('nothing is trained, and the advice alone is recorded', async () => {
    const { probe: _, ...request } = iris;
    const { recommendation, model } = await run(request);
    expect(recommendation.probe).toBeUndefined();
    expect(model).toBeUndefined();
    expect((await recordsOf(recommendation)).map(({ kind }) => kind)).toEqual(['recommendation']);
  });

  it('every setting of the caller that is of no use is told', async () => {
    const { probe: _, ...request } = iris;
    const { recommendation } = await run({ ...request, settings: { optimizer: 'adam', rho: 0.9, momentum: 0.8 } });
    const unused = recommendation.warnings.filter(({ code }) => code === 'setting_unused');
    expect(unused.map(({ message }) => /rho|momentum/.exec(message)?.[0])).toEqual(
      expect.arrayContaining(['momentum', 'rho']),
    );
  });

  it('a model that is wanted is trained once, as the rules say', async () => {
    const { probe: _, ...request } = iris;
    const { recommendation, model } = await run({ ...request, needsModel: true, test: iris.file });
    expect(recommendation.probe).toBeUndefined();
    expect(new Set(recommendation.advice.map(({ verdict }) => verdict))).toEqual(new Set(['untested']));
    expect(model?.parts.map(({ share }) => share)).toEqual([1]);
    expect(model?.parts[0]?.settings).toMatchObject({
      hiddenLayers: recommendation.settings.hiddenLayers,
      learningRate: recommendation.settings.learningRate,
    });
    expect(recommendation.test?.['accuracy']).toBeGreaterThan(0.9);
    expect(Object.keys(recommendation.test ?? {})).not.toContain('r2');
  });
});

describe('another file', () => {
  it('that lacks a column is refused before anything is trained or written', async () => {
    const rows = bench.write('lacking.csv', 'sepallength,sepalwidth,petallength\n5,3,1\n');
    const events: Progress[] = [];
    const predictions = join(bench.folder, 'lacking-predictions.csv');
    const before = bench.logged().length;
    await expect(
      run({ ...iris, predict: { rows, predictions } }, undefined, (progress) => events.push(progress)),
    ).rejects.toMatchObject({ code: 'column_missing' });
    expect(events).toEqual([]);
    expect(bench.logged()).toHaveLength(before);
    expect(() => readFileSync(predictions)).toThrow('ENOENT');
  });

  it('a budget in which nothing can be trained is bad usage, and says what to do', async () => {
    await expect(run({ ...iris, probe: { budgetSeconds: 0.001 } })).rejects.toMatchObject({
      code: 'usage_invalid',
      message: expect.stringContaining('0.001 s is too short'),
      hint: expect.stringContaining('--no-probe'),
    });
  });
});

it('a proportion is scored by cross-entropy, from the constant on', async () => {
  const random = createRandom(5, 'shares');
  const rows = Array.from({ length: 300 }, () => {
    const x = 4 * random() - 2;
    return { x, y: 1 / (1 + Math.exp(-2 * x + random() - 0.5)) };
  });
  const mean = rows.reduce((sum, { y }) => sum + y, 0) / rows.length;
  const deviation = Math.sqrt(rows.reduce((sum, { y }) => sum + (y - mean) ** 2, 0) / rows.length);
  const file = bench.write('shares.csv', ['x,y', ...rows.map(({ x, y }) => `${x},${y}`)].join('\n'));
  const { recommendation } = await run({
    file,
    target: ['y'],
    task: 'proportion',
    seed: 0,
    probe: { trialsLimit: 1 },
    settings: { epochs: 40 },
  });
  const { probe, settings } = recommendation;
  expect(settings).toMatchObject({ loss: 'binaryCrossentropy', outputActivation: 'sigmoid' });
  // Cross-entropy of shares lies between their entropy and that of the best constant, log 2 here.
  const [constant] = probe?.baselines ?? [];
  const [trial] = probe?.trials ?? [];
  expect(trial?.score).toBeLessThan(0.6);
  expect(trial?.score).toBeGreaterThan(0.2);
  expect(constant?.score.metric).toBe('rootMeanSquaredError');
  // The shares' standard deviation is the error of their mean.
  expect(Math.abs((constant?.score.value ?? 0) / deviation - 1)).toBeLessThan(0.02);
  expect(probe?.expectedScore?.value).toBeLessThan(0.5 * deviation);
});

it('a deeper network grows out of the shallower one where that is asked for, and the report says so', async () => {
  const { recommendation } = await run({
    file: exampleData('autompg'),
    target: ['mpg'],
    seed: 0,
    probe: { trialsLimit: 14, depthStart: 'grown' },
    settings: { epochs: 12, folds: 2, foldRepeats: 1 },
  });
  const { probe } = recommendationSchema.parse(recommendation);
  expect(probe?.depthStart).toBe('grown');
  const trials = probe?.trials ?? [];
  const grown = trials.filter(({ grownFrom }) => grownFrom !== undefined);
  expect(grown.map(({ settings }) => settings['hiddenLayers'])).toEqual([2, 2, 2]);
  for (const { grownFrom, score } of grown) {
    const start = trials.find(({ id }) => id === grownFrom);
    expect(start?.kept).toBe(true);
    expect(start?.settings).not.toHaveProperty('hiddenLayers');
    // It starts where that one ended, and keeps its best epoch.
    expect(score).toBeLessThanOrEqual(start?.score ?? 0);
  }
});

it('groups of which one alone is held out tell nothing of chance: the probe says so before it trains', async () => {
  const lines = Array.from({ length: 60 }, (_, row) => `${(row * 7) % 60},${row < 40 ? 'a' : 'b'},${row % 3}`);
  const file = bench.write('two-sites.csv', ['x,site,y', ...lines].join('\n'));
  const request = {
    file,
    target: ['y'],
    group: 'site',
    seed: 0,
    settings: { epochs: 2, foldKind: 'holdout' },
  } as const;
  await expect(run({ ...request, probe: { trialsLimit: 2 } })).rejects.toMatchObject({
    code: 'too_few_rows',
    message: expect.stringContaining('of one group'),
  });
  const { model } = await run({ ...request, needsModel: true });
  expect(model?.parts).toHaveLength(1);
});
