import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadModel, saveModel } from '../../src/decide/model.js';
import { predictRows } from '../../src/decide/predict.js';
import { recommend } from '../../src/decide/recommend.js';
import type { RecommendRequest } from '../../src/decide/schema.js';
import { recommendationSchema } from '../../src/settings/recommendation.js';
import { createRandom } from '../../src/random.js';
import { createBench, exampleData } from './context.js';

const bench = createBench();

/** Rows of two normal classes that overlap, every sixth `yes`; the best guess for nearly all rows is `no`. */
function imbalanced(rows: number, seed: number): string {
  const random = createRandom(seed, 'imbalanced');
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const lines = Array.from({ length: rows }, (_, row) => {
    const isYes = row % 6 === 0;
    return `${normal() + (isYes ? 1.2 : 0)},${normal()},${isYes ? 'yes' : 'no'}`;
  });
  return ['x,z,y', ...lines].join('\n');
}
const train = bench.write('train.csv', imbalanced(600, 1));
const test = bench.write('test.csv', imbalanced(600, 2));
const asked: RecommendRequest = {
  file: train,
  target: ['y'],
  metric: 'f1',
  seed: 0,
  probe: { trialsLimit: 1 },
  settings: { epochs: 30, foldRepeats: 2, classWeights: 'none', decisionThreshold: 'calibrated' },
  test,
};

describe('a threshold that is calibrated', () => {
  const result = recommend(bench.context, asked);
  const plain = recommend(bench.context, { ...asked, settings: { ...asked.settings, decisionThreshold: 'default' } });

  it('is told with what it gains and costs, and nothing is replaced', async () => {
    const { warnings, settings, probe } = (await result).recommendation;
    expect(warnings.map(({ code }) => code)).not.toContain('not_probed');
    const told = warnings.find(({ code }) => code === 'threshold_calibrated')?.message;
    expect(told).toMatch(/^yes is named from a probability of 0\.\d+ on, chosen for f1: 0\.\d+ instead of 0\.\d+/);
    expect(told).toContain('accuracy, which may fall, is');
    expect(settings.decisionThreshold).toBe('calibrated');
    expect(probe?.finalModel?.threshold).toBeLessThan(0.4);
    expect(probe?.finalModel?.threshold).toBe((await result).model?.threshold);
  });

  it('raises F1 on new rows about as expected, and leaves the probabilities alone', async () => {
    const [after, before] = [(await result).recommendation, (await plain).recommendation];
    expect(after.test?.['f1']).toBeGreaterThan((before.test?.['f1'] ?? 1) + 0.05);
    expect(after.test?.['logLoss']).toBe(before.test?.['logLoss']);
    const expected = after.probe?.expectedScore;
    expect(expected?.value).toBeGreaterThan(before.probe?.expectedScore?.value ?? 1);
    const [low = 1, high = 0] = expected?.interval ?? [];
    expect(after.test?.['f1']).toBeGreaterThan(low);
    expect(after.test?.['f1']).toBeLessThan(high);
  });

  it('is saved, and names the rows of predictions', async () => {
    const { model } = await result;
    if (!model) throw new Error('a model was asked for');
    const folder = join(bench.folder, 'with-threshold');
    await saveModel(model, folder);
    const { threshold = 1 } = await loadModel(folder);
    expect(threshold).toBe(model.threshold);
    const predictions = join(bench.folder, 'named.csv');
    await predictRows(bench.context, { model: folder, rows: test, predictions });
    const [head, ...lines] = readFileSync(predictions, 'utf8').trimEnd().split('\r\n');
    expect(head).toBe('p:no,p:yes,prediction');
    const cells = lines.map((line) => line.split(','));
    expect(cells.every(([, yes, named]) => named === (Number(yes) >= threshold ? 'yes' : 'no'))).toBe(true);
    expect(cells.some(([, yes, named]) => named === 'yes' && Number(yes) < 0.5)).toBe(true);
  });
});

describe('one model on all rows', () => {
  const request: RecommendRequest = {
    file: exampleData('iris'),
    target: ['species'],
    seed: 0,
    probe: { trialsLimit: 2 },
    settings: { epochs: 40, finalModel: 'refit' },
    test: exampleData('iris'),
  };
  const result = recommend(bench.context, request);

  it('is what the final model is, trained to the epoch at which the folds were best', async () => {
    const { model, recommendation } = await result;
    const { probe, warnings, settings } = recommendation;
    expect(recommendationSchema.safeParse(JSON.parse(JSON.stringify(recommendation))).error).toBeUndefined();
    expect(warnings.map(({ code }) => code)).not.toContain('not_probed');
    expect(settings.finalModel).toBe('refit');
    expect(model?.parts.map(({ share, members }) => [share, members.length])).toEqual([[1, 1]]);
    expect(probe?.finalModel).toMatchObject({ kind: 'refit', parts: [{ share: 1, members: 1 }] });
    expect(probe?.expectedScore?.of).toBe('member');
    const id = probe?.finalModel?.parts[0]?.trialId;
    const chosen = probe?.learningCurves.find(({ trialId }) => trialId === id)?.chosenEpoch ?? Number.NaN;
    const plan = probe?.plan.find(({ purpose }) => purpose === 'the final model on all rows');
    expect(plan?.members).toBe(1);
    // As many steps as the folds took on four fifths of the rows.
    expect(plan?.epochs).toBeLessThanOrEqual(Math.ceil(chosen));
    expect(plan?.epochs).toBeGreaterThanOrEqual(Math.floor(0.6 * chosen));
    expect(recommendation.test?.['accuracy']).toBeGreaterThan(0.9);
  });

  it('is the same a second time, and from the saved model', async () => {
    const { model } = await result;
    expect((await recommend(bench.context, request)).model).toEqual(model);
    if (!model) throw new Error('a model was asked for');
    const folder = join(bench.folder, 'refitted');
    await saveModel(model, folder);
    expect(await loadModel(folder)).toEqual(model);
  });

  it('is made without a probe too', async () => {
    const { probe: _, ...rest } = request;
    const { model, recommendation } = await recommend(bench.context, rest);
    expect(model?.parts.map(({ members }) => members.length)).toEqual([1]);
    expect(recommendation.test?.['accuracy']).toBeGreaterThan(0.9);
  });

  it('was told of with what a full training takes and what half of the rows lost', async () => {
    const { fullTraining, dataSlope, plan } = (await result).recommendation.probe ?? {};
    expect(fullTraining).toMatchObject({ rows: 150 });
    expect(fullTraining?.seconds).toBeGreaterThan(0);
    // Rows that are alike stay together, so that halves are not exact.
    expect((dataSlope?.halfRows ?? 0) / (dataSlope?.rows ?? 1)).toBeCloseTo(0.5, 1);
    expect(plan?.at(-1)?.purpose).toBe('half of the rows, to see what more would bring');
    expect(dataSlope?.effect?.percent).toBeCloseTo((100 * (dataSlope?.difference ?? 0)) / Math.log(3), 0);
  });
});

it('more rows help where a table is small for what it holds, and are no help for noise', {
  timeout: 60_000,
}, async () => {
  const random = createRandom(3, 'slope');
  const lines = (of: (x: number, z: number) => boolean) =>
    Array.from({ length: 300 }, () => {
      const [x, z] = [4 * random() - 2, 4 * random() - 2];
      return `${x},${z},${of(x, z) ? 'a' : 'b'}`;
    });
  const slopeOf = async (name: string, of: (x: number, z: number) => boolean) => {
    const file = bench.write(name, ['x,z,y', ...lines(of)].join('\n'));
    const settings = { epochs: 60, foldRepeats: 1 };
    const { recommendation } = await recommend(bench.context, {
      file,
      target: ['y'],
      seed: 0,
      probe: { trialsLimit: 1 },
      settings,
    });
    return recommendation.probe?.dataSlope?.moreData;
  };
  expect(await slopeOf('rings.csv', (x, z) => Math.sin(3 * x) * Math.sin(3 * z) > 0)).toBe('likely');
  expect(await slopeOf('noise.csv', () => random() < 0.5)).toBe('noEvidence');
});

it('a probe whose first stage the time cuts short says how far it came', async () => {
  const long = {
    epochs: 100_000,
    earlyStopping: { patience: 10_000, patienceGrowth: 0, minDelta: 0, restoreBest: true },
  };
  const { recommendation } = await recommend(bench.context, { ...asked, probe: { budgetSeconds: 3 }, settings: long });
  const cut = recommendation.warnings.filter(({ code }) => code === 'training_cut').map(({ message }) => message);
  expect(cut).toHaveLength(1);
  expect(cut[0]).toMatch(/^baseline and learning-rate ladder: \d+ of 100000 epochs in the time given; more seconds/);
  const whole = await recommend(bench.context, { ...asked, probe: { trialsLimit: 2 }, settings: { epochs: 3 } });
  expect(whole.recommendation.warnings.map(({ code }) => code)).not.toContain('training_cut');
});

it('without a probe a time that is given bounds the training, and what it cuts is told', async () => {
  const { probe: _, settings: __, ...rest } = asked;
  const { recommendation, model } = await recommend(bench.context, {
    ...rest,
    trainingSeconds: 2,
    settings: {
      epochs: 100_000,
      foldRepeats: 1,
      earlyStopping: { patience: 10_000, patienceGrowth: 0, minDelta: 0, restoreBest: true },
    },
  });
  expect(recommendation.warnings.map(({ code }) => code)).toContain('training_cut');
  expect(recommendation.probe).toBeUndefined();
  expect(model?.parts).toHaveLength(1);
  expect(recommendation.test?.['rocAuc']).toBeGreaterThan(0.6);
});
