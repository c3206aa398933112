import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { saveModel } from '../../src/decide/model.js';
import { predictRows } from '../../src/decide/predict.js';
import { recommend } from '../../src/decide/recommend.js';
import type { RecommendRequest } from '../../src/decide/schema.js';
import { createRandom } from '../../src/random.js';
import { createBench } from './context.js';

const bench = createBench();
const ROWS = 240;

/** Two uniform inputs, and a target that grows with what is made of them. */
function fileOf(name: string, target: (size: number, random: () => number) => string | number): string {
  const random = createRandom(4, name);
  const lines = Array.from({ length: ROWS }, () => {
    const [a, b] = [2 * random() - 1, 2 * random() - 1];
    return [a.toFixed(4), b.toFixed(4), target(a + a * b + 0.2 * random(), random)].join(',');
  });
  return bench.write(`${name}.csv`, ['a,b,y', ...lines, ''].join('\n'));
}

/** Trains, tests on the rows trained on, saves, and reads the saved model's predictions for them. */
async function trained(file: string, over: Partial<RecommendRequest>) {
  const folder = file.replace('.csv', '');
  const { settings } = over;
  const { recommendation, model } = await recommend(bench.context, {
    file,
    target: ['y'],
    test: file,
    probe: { trialsLimit: 2 },
    seed: 0,
    needsModel: true,
    ...over,
    settings: { foldRepeats: 1, folds: 3, epochs: 40, ...settings },
  });
  if (!model) throw new Error('a model was wanted');
  await saveModel(model, folder);
  const predictions = join(bench.folder, 'predictions.csv');
  await predictRows(bench.context, { model: folder, rows: file, predictions });
  const [head = '', ...lines] = readFileSync(predictions, 'utf8').trim().split('\n');
  expect(recommendation.warnings.map(({ code }) => code)).not.toContain('not_probed');
  return { recommendation, head: head.split(','), rows: lines.map((line) => line.split(',')) };
}

const scoreOfConstant = ({ probe }: Awaited<ReturnType<typeof trained>>['recommendation']): number =>
  probe?.baselines.find(({ name }) => name === 'constant')?.score.value ?? Number.NaN;

describe('ordered classes', () => {
  const file = fileOf('ordered', (size) => (size < -0.6 ? 1 : size < 0.1 ? 2 : size < 0.7 ? 3 : 10));
  const answer = trained(file, { task: 'ordinal' });

  it('are trained step by step, in the order of their numbers, and their probabilities sum to 1', async () => {
    const { recommendation, head, rows } = await answer;
    expect(recommendation.settings).toMatchObject({ loss: 'ordinalCrossentropy', outputUnits: 3 });
    expect(head.map((name) => name.replaceAll(/[^\d]/g, '')).filter(Boolean)).toEqual(['1', '2', '3', '10']);
    expect(rows).toHaveLength(ROWS);
    for (const cells of rows) {
      const shares = cells.slice(-4).map(Number);
      expect(shares.every((share) => share >= 0)).toBe(true);
      expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    }
  });

  it('are told apart better than by a constant, and scored by their steps', async () => {
    const { recommendation } = await answer;
    expect(recommendation.probe?.score?.metric).toBe('logLoss');
    expect(recommendation.probe?.score?.value).toBeLessThan(0.75 * scoreOfConstant(recommendation));
    expect(recommendation.test?.['meanAbsoluteError']).toBeLessThan(0.4);
    expect(recommendation.test?.['accuracy']).toBeGreaterThan(0.7);
  });

  it('can be judged by their steps, and weigh by their rarity', async () => {
    const settings = { classWeights: 'balanced' } as const;
    const { recommendation } = await trained(file, { task: 'ordinal', metric: 'meanAbsoluteError', settings });
    expect(recommendation.probe?.score?.metric).toBe('meanAbsoluteError');
    expect(recommendation.probe?.score?.value).toBeLessThan(0.75 * scoreOfConstant(recommendation));
    expect(recommendation.test?.['balancedAccuracy']).toBeGreaterThan(0.7);
  });
});

describe('a focal loss', () => {
  it.each([
    ['two', (size: number) => (size > 0.5 ? 'yes' : 'no')],
    ['three', (size: number) => (size > 0.5 ? 'high' : size > -0.3 ? 'middle' : 'low')],
  ])('of %s classes learns them, with weights too', async (name, target) => {
    const file = fileOf(name, target);
    const settings = { loss: 'focal', focalAlpha: 0.5, classWeights: 'balanced' } as const;
    const { recommendation } = await trained(file, { settings });
    expect(recommendation.settings).toMatchObject({ loss: 'focal', focalGamma: 2, focalAlpha: 0.5 });
    expect(recommendation.probe?.score?.metric).toBe('logLoss');
    expect(recommendation.probe?.score?.value).toBeLessThan(scoreOfConstant(recommendation));
    expect(recommendation.test?.['balancedAccuracy']).toBeGreaterThan(0.8);
  });
});

describe('losses of numbers', () => {
  it.each([
    ['meanAbsoluteError', 'meanAbsoluteError'],
    ['huber', 'meanAbsoluteError'],
    ['meanSquaredError', 'rootMeanSquaredError'],
  ] as const)('%s is learned, and judged by what is asked for', async (loss, metric) => {
    const file = fileOf(loss, (size) => size.toFixed(4));
    const { recommendation } = await trained(file, { metric, settings: { loss } });
    expect(recommendation.settings.loss).toBe(loss);
    expect(recommendation.probe?.score).toMatchObject({ metric });
    expect(recommendation.probe?.score?.value).toBeLessThan(0.6 * scoreOfConstant(recommendation));
    expect(recommendation.test?.['r2']).toBeGreaterThan(0.7);
  });

  it('counts are learned by their Poisson loss, and are never below 0', async () => {
    const file = fileOf('counts', (size) => Math.round(Math.exp(1 + size)));
    const { recommendation, rows } = await trained(file, { task: 'count' });
    expect(recommendation.settings).toMatchObject({ loss: 'poisson', outputActivation: 'exponential' });
    expect(recommendation.probe?.score?.value).toBeLessThan(scoreOfConstant(recommendation));
    expect(rows.every(([cell]) => Number(cell) >= 0)).toBe(true);
    expect(recommendation.test?.['r2']).toBeGreaterThan(0.5);
  });
});

it('a target with a long tail is learned as its normal score, and predicted in its own unit', async () => {
  const file = fileOf('tail', (size) => Math.exp(3 * size).toFixed(4));
  const { recommendation, rows } = await trained(file, { settings: { targetTransform: 'quantile' } });
  expect(recommendation.settings.targetTransform).toBe('quantile');
  const truth = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Number(line.split(',')[2]));
  const values = rows.map(([cell]) => Number(cell));
  expect(Math.min(...values)).toBeGreaterThanOrEqual(Math.min(...truth));
  expect(Math.max(...values)).toBeLessThanOrEqual(Math.max(...truth));
  // The logarithm of the target has a mean absolute deviation of 1.5; a standardised target gives an error of 2.3.
  const errors = truth.map((value, row) => Math.abs(Math.log(value) - Math.log(values[row] ?? Number.NaN)));
  expect(errors.reduce((a, b) => a + b, 0) / ROWS).toBeLessThan(1);
});
