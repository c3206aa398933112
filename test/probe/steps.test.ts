import { describe, expect, it } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';
import { uploadData } from '../../src/probe/device-data.js';
import type { ConfigurationResult, Population } from '../../src/probe/schema.js';
import { trainPopulation } from '../../src/probe/train.js';
import { type LearningRateSchedule, learningRateScheduleSchema, slotSchemas } from '../../src/settings/slots.js';
import { plainTraining, type PlainResult } from '../oracle/plain-training.js';
import { configurationOf, distance, networkOf, optimizerOf, populationOf, randomData, resultOf } from './builders.js';

const { tf } = await loadBackend('native');
const STEPS = 10;
const data = randomData({ folds: 1, rows: 37 });
const [fold] = data.folds;
if (!fold) throw new Error('one fold');
const all = Int32Array.from({ length: data.rows }, (_, row) => row);
/** All rows train, those of every third are validated, and a batch is all rows: a step is an epoch. */
const whole = { ...data, folds: [{ ...fold, train: all, validation: all.filter((row) => row % 3 === 0) }] };

/** A step of adadelta is short: its rate is 1 in the paper, where the others' is a hundredth. */
const rates: Partial<Record<Population['optimizer']['name'], number>> = { adadelta: 1 };

/** Ten steps by the probe and by the plain network; the probe returns the last weights, since every loss counts as a gain. */
async function tenSteps(
  over: Partial<Population>,
  evaluated = [STEPS],
): Promise<{ ours: ConfigurationResult; plain: PlainResult }> {
  const name = over.optimizer?.name ?? 'adam';
  const configurations = [configurationOf('a', { learningRate: rates[name] ?? 0.02 })];
  const earlyStopping = { patience: 1000, patienceGrowth: 0, minDelta: Number.NEGATIVE_INFINITY };
  const network = networkOf(whole, { hidden: [5], activation: 'tanh' });
  const shared = { network, batchSize: data.rows, epochs: STEPS, earlyStopping, configurations };
  const population = populationOf(whole, { ...shared, ...over });
  const device = uploadData(tf, whole);
  const ours = resultOf(await trainPopulation({ tf, data: device, population, elapsed: () => 0 }), 'a');
  device.dispose();
  expect(ours.curve.epochs.at(-1)).toBe(STEPS);
  const plain = plainTraining({ tf, data: whole, population, fold: 0, stepsPerEpoch: 1 }, evaluated);
  return { ours, plain };
}

const schedules: readonly LearningRateSchedule[] = learningRateScheduleSchema.shape.name.options.flatMap((name) => [
  { name, decay: 0.5, every: 0.25 },
  { name, decay: 0.5, every: 0.25, warmupShare: 0.25 },
]);

describe('after ten steps the weights are those of a plain network', () => {
  it.each(slotSchemas.optimizer.options)('with %s, under every schedule, with a warm-up and without', async (name) => {
    const optimizer = optimizerOf({ name, momentum: 0.8, beta1: 0.85, beta2: 0.97, rho: 0.7 });
    const seen = new Set<string>();
    for (const schedule of schedules) {
      const { ours, plain } = await tenSteps({ optimizer, schedule });
      expect(distance(ours.weights, plain.parameters), JSON.stringify(schedule)).toBeLessThan(1e-5);
      seen.add(plain.parameters.join());
    }
    // A warm-up leaves two of the seven alone; without a plateau the schedule that waits for one is constant.
    expect(seen.size).toBe(schedules.length - 4);
  });

  it.each(slotSchemas.optimizer.options)('with %s, clipped, decayed and averaged', async (name) => {
    const configurations = [configurationOf('a', { learningRate: rates[name] ?? 0.02, weightDecay: 0.3 })];
    const shared = { optimizer: optimizerOf({ name }), configurations, gradientClipNorm: 0.5 };
    const { ours, plain } = await tenSteps({ ...shared, weightAveraging: true });
    expect(distance(ours.weights, plain.parameters)).toBeLessThan(1e-5);
    const last = await tenSteps(shared);
    expect(distance(last.ours.weights, last.plain.parameters)).toBeLessThan(1e-5);
    expect(distance(ours.weights, last.ours.weights)).toBeGreaterThan(1e-3);
  });
});

describe('a rate that waits for a plateau', () => {
  /** So high that the loss soon rises. */
  const high: Partial<Record<Population['optimizer']['name'], number>> = {
    adadelta: 100,
    sgd: 1,
    momentum: 0.4,
    nesterov: 0.4,
  };
  const everyEpoch = Array.from({ length: STEPS + 1 }, (_, epoch) => epoch);
  const schedule = { name: 'reduceOnPlateau', patience: 1, decay: 0.3 } as const;

  it.each(slotSchemas.optimizer.options)('falls with %s as it does for a plain network', async (name) => {
    const configurations = [configurationOf('a', { learningRate: high[name] ?? 0.5, weightDecay: 0.01 })];
    // What counts as a gain is the stop's own measure.
    const earlyStopping = { patience: 1000, patienceGrowth: 0, minDelta: 0 };
    const over = { optimizer: optimizerOf({ name }), configurations, earlyStopping, schedule };
    const { ours, plain } = await tenSteps(over, everyEpoch);
    expect(distance(ours.curve.validation, plain.losses)).toBeLessThan(1e-5);
    expect(plain.plateau).toBeLessThan(0.3);
    // The weights that are kept are those of the best epoch: with SGD, Nesterov's and Adagrad it comes after a drop.
    const atBest = await tenSteps(over, everyEpoch.slice(0, ours.chosenEpoch + 1));
    expect(distance(ours.weights, atBest.plain.parameters)).toBeLessThan(1e-5);
  });
});
