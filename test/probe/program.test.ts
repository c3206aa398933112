import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';
import { uploadData } from '../../src/probe/device-data.js';
import { initialParameters } from '../../src/probe/initialize.js';
import { createProgram } from '../../src/probe/program.js';
import { parametersOf } from '../../src/probe/layout.js';
import type { Population, TrainingData } from '../../src/probe/schema.js';
import { plainGradient } from '../oracle/network.js';
import {
  configurationOf,
  distance,
  lossNames,
  networkOf,
  optimizerOf,
  populationOf,
  randomData,
  withCategory,
  withRowWeights,
} from './builders.js';

const { tf } = await loadBackend('native');
beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

const BATCH = [4, 0, 9, 2];

/** Steps of the descent with rate 1, so that the parameters lost are the gradient. */
const descent = optimizerOf({ name: 'sgd' });
const unit = (id: string, overrides = {}) => configurationOf(id, { learningRate: 1, ...overrides });

interface Step {
  readonly t?: number;
  readonly step?: number;
  readonly start?: Float32Array;
  readonly rows?: readonly number[];
}

/** Parameters of every member before and after one step on the rows `BATCH` of each fold. */
/** Every configuration starts alike. */
const startOf = (population: Population, folds: number): Float32Array => {
  const ofFolds = initialParameters(population, folds);
  return Float32Array.from(population.configurations.flatMap(() => Array.from(ofFolds)));
};

function oneStep(data: TrainingData, population: Population, { t = 0, step = 0, start, rows = BATCH }: Step = {}) {
  const { configurations, network } = population;
  const before = start ?? startOf(population, data.folds.length);
  const program = createProgram(tf, { ...population, batchSize: rows.length }, uploadData(tf, data));
  const batch = Int32Array.from(data.folds.flatMap(() => [...rows]));
  const learner = program.start(before);
  const { clipped, norms } = program.step({ learner, configurations, rows: batch, step, t, isObserved: true });
  const size = parametersOf(network);
  const of = (values: ArrayLike<number>, member: number): number[] =>
    Array.from({ length: size }, (_, i) => values[member * size + i] ?? Number.NaN);
  const values = learner.parameters.dataSync();
  return {
    before: (member: number) => of(before, member),
    after: (member: number) => of(values, member),
    change: (member: number) => of(before, member).map((value, i) => value - (values[member * size + i] ?? 0)),
    clipped: Array.from(clipped?.dataSync() ?? []),
    norms: Array.from(norms?.dataSync() ?? []),
  };
}

/** TensorFlow's gradient for one fold's batch, with label smoothing by the textbook. */
function expectedGradient(data: TrainingData, population: Population, fold: number, smoothing = 0): Float32Array {
  const { network, loss } = population;
  const own = data.folds[fold];
  if (!own) throw new Error(`no fold ${fold}`);
  const take = (matrix: Float32Array, width: number): number[][] =>
    BATCH.map((row) => Array.from(matrix.slice(row * width, (row + 1) * width)));
  // Every class alike: of ordered ones, the share of the classes above each step.
  const classes = loss === 'ordinalCrossentropy' ? data.outputs + 1 : Math.max(2, data.outputs);
  const uniform = (k: number): number => (loss === 'ordinalCrossentropy' ? classes - 1 - k : 1) / classes;
  const y = take(own.y, data.outputs).map((row) =>
    row.map((value, k) => value * (1 - smoothing) + smoothing * uniform(k)),
  );
  const size = parametersOf(network);
  const parameters = tf.tensor1d(startOf(population, data.folds.length).slice(fold * size, (fold + 1) * size));
  const weights = tf.tensor1d(BATCH.map((row) => own.rowWeights[row] ?? Number.NaN));
  const batch = { x: tf.tensor2d(take(own.x, data.inputs)), y: tf.tensor2d(y), weights };
  return Float32Array.from(plainGradient({ tf, ...population }, parameters, batch).dataSync());
}

const norm = (values: ArrayLike<number>): number => Math.hypot(...Array.from(values));

describe('a step', () => {
  it.each([
    { outputs: 1, loss: 'binaryCrossentropy' },
    { outputs: 3, loss: 'categoricalCrossentropy' },
    { outputs: 1, loss: 'binaryFocal' },
    { outputs: 3, loss: 'categoricalFocal' },
    { outputs: 3, loss: 'ordinalCrossentropy' },
    { outputs: 1, loss: 'ordinalCrossentropy' },
  ] as const)(
    'follows the gradient of the weighted rows of its own fold, labels smoothed by its own share ($loss)',
    ({ outputs, loss }) => {
      const data = withRowWeights(randomData({ outputs, loss, folds: 3 }));
      const configurations = [unit('plain'), unit('smooth', { labelSmoothing: 0.3 })];
      const network = networkOf(data, { hidden: [5, 4], activation: 'tanh' });
      const population = populationOf(data, { network, loss, optimizer: descent, configurations });
      const { change } = oneStep(data, population);
      for (const fold of [0, 1, 2]) {
        expect(distance(change(fold), expectedGradient(data, population, fold))).toBeLessThan(1e-6);
        expect(distance(change(3 + fold), expectedGradient(data, population, fold, 0.3))).toBeLessThan(1e-6);
      }
    },
  );

  it.each(lossNames)('weighs its rows, whatever the loss: %s', (loss) => {
    const data = withRowWeights(randomData({ outputs: 3, loss, folds: 2 }));
    const population = populationOf(data, { loss, optimizer: descent, configurations: [unit('a')] });
    const { change } = oneStep(data, population);
    for (const fold of [0, 1]) {
      const expected = expectedGradient(data, population, fold);
      // Numbers of 32 bits: what Poisson's exponential makes large is as far off in proportion.
      const largest = Math.max(1, ...expected.map(Math.abs));
      expect(distance(change(fold), expected) / largest).toBeLessThan(1e-6);
    }
    const plain = oneStep(randomData({ outputs: 3, loss, folds: 2 }), population);
    expect(distance(change(0), plain.change(0))).toBeGreaterThan(1e-4);
  });

  it('goes as far as the rate of its configuration times the schedule', () => {
    const data = randomData();
    const configurations = [unit('one'), unit('tenth', { learningRate: 0.1 })];
    const population = populationOf(data, { optimizer: descent, configurations, schedule: { name: 'cosine' } });
    const { change } = oneStep(data, population, { t: 1 / 3 });
    const expected = Array.from(expectedGradient(data, population, 0), (value) => value * 0.75);
    expect(distance(change(0), expected)).toBeLessThan(1e-6);
    expect(
      distance(
        change(2),
        expected.map((value) => value / 10),
      ),
    ).toBeLessThan(1e-6);
  });
});

describe('rates of their own', () => {
  const data = randomData();
  const embedding = { inputs: [1], frequencies: 2, size: 1, sigma: 1 };
  const network = networkOf(data, { hidden: [4], inputScale: true, parametric: true, embedding });
  /** Sections in their order: f, p, W, c, input scale, weights, bias, share, weights, bias. */
  const lengths = [2, 2, 2, 1, 4, 16, 4, 4, 4, 1];
  const ratios = (initializer: Population['initializer'], name: 'sgd' | 'adam'): (number | undefined)[] => {
    const optimizer = optimizerOf({ name, epsilon: 1e-12 });
    const population = { ...populationOf(data, { network, optimizer, configurations: [unit('a')] }), initializer };
    const start = startOf({ ...population, initializer: 'heNormal' }, data.folds.length);
    const moved = oneStep(data, population, { start }).change(0);
    const plain = oneStep(data, { ...population, network, initializer: 'heNormal' }, { start }).change(0);
    let at = 0;
    return lengths.map((length) => {
      const own = Array.from({ length }, (_, i) => (moved[at + i] ?? 0) / (plain[at + i] ?? 1));
      at += length;
      return own.find(Number.isFinite);
    });
  };

  it('under the neural tangent parametrization are those of RealMLP, over the root of the inputs', () => {
    const expected = [0.1, 0.1, 0.1, 0.1, 1, 1 / 2, 0.1, 0.1, 1 / 2, 0.1];
    ratios('dataDriven', 'adam').forEach((ratio, i) => expect(ratio, `section ${i}`).toBeCloseTo(expected[i] ?? 0, 3));
  });

  it('for plain steps go by the inputs themselves, since their gradients are smaller too', () => {
    const [, , , , , first, , , last] = ratios('ntk', 'sgd');
    expect(first).toBeCloseTo(1 / 4, 3);
    expect(last).toBeCloseTo(1 / 4, 3);
  });

  it('move a gain as slowly as a bias', () => {
    const optimizer = optimizerOf({ name: 'adam', epsilon: 1e-12 });
    const normalized = networkOf(data, { hidden: [4], normalization: 'layer' });
    const population = populationOf(data, { network: normalized, optimizer, configurations: [unit('a')] });
    const start = startOf(population, data.folds.length);
    const { change } = oneStep(data, { ...population, initializer: 'dataDriven' }, { start });
    for (const gain of change(0).slice(12, 16)) expect(Math.abs(gain)).toBeCloseTo(0.1, 3);
  });

  it('let an input scale learn six times as fast', () => {
    const adam = optimizerOf({ name: 'adam', epsilon: 1e-12 });
    const { change } = oneStep(data, populationOf(data, { network, optimizer: adam, configurations: [unit('a')] }));
    expect(Math.abs(change(0)[7] ?? 0)).toBeCloseTo(6, 3);
    expect(Math.abs(change(0)[12] ?? 0)).toBeCloseTo(1, 3);
  });
});

describe('vectors of categories', () => {
  const data = withCategory(randomData({ folds: 2 }), 5);
  const network = networkOf(data, { hidden: [4], activation: 'tanh', categories: { levels: [5], size: 2 } });
  const TABLE = 10;
  const tableOf = (values: readonly number[]): readonly number[] => values.slice(0, TABLE);

  it("follow TensorFlow's gradient in a step, each member's on its own", () => {
    const population = populationOf(data, { network, optimizer: descent, configurations: [unit('a'), unit('b')] });
    const { change } = oneStep(data, population);
    for (const fold of [0, 1])
      for (const member of [fold, 2 + fold])
        expect(distance(change(member), expectedGradient(data, population, fold))).toBeLessThan(1e-6);
    // Codes of the rows 4, 0, 9 and 2 are 4, 0, 4 and 2.
    expect(change(0).slice(2, 4)).toEqual([0, 0]);
    expect(change(0).slice(6, 8)).toEqual([0, 0]);
  });

  it('learn at the rate itself, also under the neural tangent parametrization', () => {
    const optimizer = optimizerOf({ name: 'adam', epsilon: 1e-12 });
    const shared = { network, optimizer, configurations: [unit('a')], initializer: 'dataDriven' } as const;
    const start = startOf(populationOf(data, { network, configurations: [unit('a')] }), 2);
    const moved = tableOf(oneStep(data, populationOf(data, shared), { start }).change(0));
    expect(Math.max(...moved.map(Math.abs))).toBeCloseTo(1, 3);
  });

  it('decay as weights do', () => {
    const configurations = [unit('none'), unit('some', { weightDecay: 0.05 })];
    const { before, after } = oneStep(data, populationOf(data, { network, optimizer: descent, configurations }));
    const expected = tableOf(after(0)).map((value, i) => value - 0.05 * (before(0)[i] ?? 0));
    expect(distance(tableOf(after(2)), expected)).toBeLessThan(1e-6);
  });

  /** Linear on one number, always 0, and the vector of the category; every target is 1 below the output at the start. */
  const alone = (overrides: Partial<Population['configurations'][number]>) => {
    const rows = [0, 1, 2, 3];
    const all = Int32Array.from(rows);
    const x = Float32Array.from(rows.flatMap((row) => [0, row]));
    const rowWeights = new Float32Array(4).fill(1);
    const fold = { train: all, validation: all, x, y: new Float32Array(4).fill(-1), rowWeights };
    const one: TrainingData = { rows: 4, inputs: 2, outputs: 1, folds: [fold] };
    const configurations = [unit('some', overrides)];
    const own = networkOf(one, { hidden: [], categories: { levels: [4], size: 1 } });
    const shared = { network: own, loss: 'meanAbsoluteError', optimizer: descent, configurations } as const;
    // Vectors 1, 10, 100, 1000; weights of the number and of the vector; the bias.
    return oneStep(one, populationOf(one, shared), { start: Float32Array.of(1, 10, 100, 1000, 0, 1, 0), rows }).change(
      0,
    );
  };

  it('are looked up by codes that noise does not touch', () => {
    const [a, b, c, d, number, vector] = alone({ inputNoise: 0.5 });
    expect([a, b, c, d]).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(vector).toBeCloseTo(1111 / 4, 3);
    expect(number).not.toBe(0);
  });

  it('are mixed where rows are, and not their codes', () => {
    const [a, b, c, d, number, vector] = alone({ mixup: 1 });
    // Every vector has its share s in one row and 1 - s in the row at the other end: what it adds up to is the same.
    for (const value of [a, b, c, d]) expect(value).toBeCloseTo(0.25, 5);
    expect(vector).toBeCloseTo(1111 / 4, 3);
    expect(number).toBe(0);
  });
});

describe('weight decay', () => {
  const data = randomData();
  const sizes = { weights: 3 * 6, biases: 6, last: 6 };
  const isWeight = (i: number): boolean =>
    i < sizes.weights || (i >= sizes.weights + sizes.biases && i < sizes.weights + sizes.biases + sizes.last);
  const start = Float32Array.from({ length: 4 * 31 }, (_, i) => 0.3 + (i % 31) / 50);

  it.each(['sgd', 'adam', 'rmsprop'] as const)(
    'takes rate x decay off the weights, not the biases, with %s',
    (name) => {
      const configurations = [
        unit('none', { learningRate: 0.1 }),
        unit('some', { learningRate: 0.1, weightDecay: 0.05 }),
      ];
      const population = populationOf(data, { optimizer: optimizerOf({ name }), configurations });
      const { before, after } = oneStep(data, population, { start });
      const expected = after(0).map((value, i) => value - (isWeight(i) ? 0.1 * 0.05 * (before(0)[i] ?? 0) : 0));
      expect(distance(after(2), expected)).toBeLessThan(1e-6);
    },
  );

  it('follows the schedules of the rate and its own', () => {
    const configurations = [unit('none'), unit('some', { weightDecay: 0.2 })];
    const shared = { optimizer: descent, configurations, weightDecaySchedule: 'flatCosine' } as const;
    const population = populationOf(data, { ...shared, schedule: { name: 'exponential', decay: 0.0001 } });
    const { before, after } = oneStep(data, population, { start, t: 0.75 });
    const expected = after(0).map((value, i) => value - (isWeight(i) ? 0.001 * 0.2 * 0.5 * (before(0)[i] ?? 0) : 0));
    expect(distance(after(2), expected)).toBeLessThan(1e-6);
  });
});

describe('gradient clipping', () => {
  it('shortens the gradient of each member to the norm, keeps its direction, and counts it', () => {
    const data = randomData({ folds: 2 });
    const base = populationOf(data, { optimizer: descent, configurations: [unit('a')] });
    const full = [0, 1].map((fold) => expectedGradient(data, base, fold));
    const norms = full.map(norm);
    const between = (Math.min(...norms) + Math.max(...norms)) / 2;
    const { change, clipped, norms: seen } = oneStep(data, { ...base, gradientClipNorm: between });
    full.forEach((gradient, fold) => {
      const length = norms[fold] ?? 0;
      const expected = gradient.map((value) => value * Math.min(1, between / length));
      expect(distance(change(fold), expected)).toBeLessThan(1e-6);
      expect(clipped[fold]).toBe(length > between ? 1 : 0);
      expect(seen[fold]).toBeCloseTo(length, 5);
    });
    expect(new Set(clipped)).toEqual(new Set([0, 1]));
  });
});

describe('noise of a member', () => {
  const rows = Array.from({ length: 400 }, (_, row) => row);

  it('drops hidden units at its rate and scales what stays', () => {
    const data = randomData({ rows: 400, inputs: 1, folds: 1 });
    const units = 20;
    const network = networkOf(data, { hidden: [units] });
    const configurations = [unit('none'), unit('some', { dropout: 0.25 })];
    const loss = 'meanAbsoluteError';
    const population = populationOf(data, { network, loss, optimizer: descent, configurations });
    // Every hidden unit is 1 and every output far above its target: the last layer's gradient is the mean of the mask.
    const one = [...new Array<number>(units).fill(0), ...new Array<number>(units).fill(1)];
    const start = Float32Array.from([...one, ...new Array<number>(units).fill(0), 1e6]);
    const both = Float32Array.from([...start, ...start]);
    const { change } = oneStep(data, population, { start: both, rows });
    const ofLast = (member: number): number[] => change(member).slice(2 * units, 3 * units);
    ofLast(0).forEach((mean) => expect(mean).toBeCloseTo(1, 5));
    const kept = ofLast(1).map((mean) => mean * 400 * 0.75);
    kept.forEach((count) => expect(Math.abs(count - Math.round(count))).toBeLessThan(1e-2));
    expect(new Set(kept.map(Math.round)).size).toBeGreaterThan(5);
    expect(kept.reduce((a, b) => a + b, 0) / (400 * units)).toBeCloseTo(0.75, 1);
  });

  it('ends dropout with its schedule', () => {
    const data = randomData({ rows: 400, folds: 1 });
    const configurations = [unit('none'), unit('some', { dropout: 0.5 })];
    const population = populationOf(data, { optimizer: descent, configurations, dropoutSchedule: 'flatCosine' });
    const early = oneStep(data, population, { t: 0.5 });
    expect(distance(early.after(0), early.after(1))).toBeGreaterThan(1e-3);
    const late = oneStep(data, population, { t: 1 });
    expect(late.after(0)).toEqual(late.after(1));
  });

  it('is added to the inputs with its standard deviation', () => {
    const inputs = 50;
    const all = Int32Array.from(rows);
    const [y, rowWeights] = [new Float32Array(400).fill(-1), new Float32Array(400).fill(1)];
    const fold = { train: all, validation: all, x: new Float32Array(400 * inputs), y, rowWeights };
    const data: TrainingData = { rows: 400, inputs, outputs: 1, folds: [fold] };
    const configurations = [unit('none'), unit('some', { inputNoise: 0.5 })];
    const network = networkOf(data, { hidden: [] });
    const shared = { network, loss: 'meanAbsoluteError', optimizer: descent, configurations } as const;
    const { change } = oneStep(data, populationOf(data, shared), { start: new Float32Array(2 * 51), rows });
    // All inputs are 0 and all errors positive: the gradient of a weight is the mean of 400 draws.
    expect(change(0).slice(0, inputs)).toEqual(new Array<number>(inputs).fill(0));
    const means = change(1).slice(0, inputs);
    const deviation = Math.sqrt(means.reduce((sum, mean) => sum + mean ** 2, 0) / inputs);
    expect(deviation * Math.sqrt(400)).toBeGreaterThan(0.35);
    expect(deviation * Math.sqrt(400)).toBeLessThan(0.65);
  });

  it('mixes pairs of rows, inputs and targets in one proportion', () => {
    const all = Int32Array.from([0, 1]);
    const [x, y, rowWeights] = [Float32Array.of(1, 0), Float32Array.of(5, 3), Float32Array.of(1, 1)];
    const data: TrainingData = {
      rows: 2,
      inputs: 1,
      outputs: 1,
      folds: [{ train: all, validation: all, x, y, rowWeights }],
    };
    const configurations = [unit('none'), unit('some', { mixup: 1 })];
    const population = populationOf(data, {
      network: networkOf(data, { hidden: [] }),
      optimizer: descent,
      configurations,
    });
    const { change } = oneStep(data, population, { start: new Float32Array(4), rows: [0, 1] });
    // Gradient by the weight: -mean of 2 x y = -(x1 y1 + x2 y2) with x = (s, 1 - s) and y = (3 + 2 s, 5 - 2 s).
    const [unmixed = 0] = change(0);
    const [mixed = 0, bias = 0] = change(1);
    expect(unmixed).toBeCloseTo(-5, 5);
    expect(bias).toBeCloseTo(-8, 5);
    // s (3 + 2 s) + (1 - s) (5 - 2 s) = 5 - 4 s (1 - s), between 4 and 5.
    expect(-mixed).toBeGreaterThanOrEqual(4);
    expect(-mixed).toBeLessThan(4.9999);
  });

  it('counts each of two mixed rows by its own weight', () => {
    const all = Int32Array.from([0, 1]);
    const shape = { rows: 2, inputs: 1, outputs: 1 };
    const biasOf = (...rowWeights: [number, number]): number => {
      const [x, y] = [Float32Array.of(1, 0), Float32Array.of(5, 3)];
      const folds = [{ train: all, validation: all, x, y, rowWeights: Float32Array.from(rowWeights) }];
      const population = populationOf(
        { ...shape, folds },
        {
          network: networkOf({ ...shape, folds }, { hidden: [] }),
          optimizer: descent,
          configurations: [unit('some', { mixup: 1 })],
        },
      );
      return oneStep({ ...shape, folds }, population, { start: new Float32Array(2), rows: [0, 1] }).change(0)[1] ?? 0;
    };
    // Minus the mean of 2 w y over the rows, whatever their shares.
    expect(biasOf(0.5, 1.5)).toBeCloseTo(-(0.5 * 5 + 1.5 * 3), 5);
    expect(biasOf(0, 2)).toBeCloseTo(-6, 5);
    expect(biasOf(0, 0)).toBeCloseTo(0, 5);
  });
});

describe('an evaluation', () => {
  it('counts rows by their own weights, whatever they weigh in training', () => {
    const base = withRowWeights(randomData({ rows: 30, folds: 2 }));
    const weights = Float64Array.from({ length: 30 }, (_, row) => row % 5);
    const population = populationOf(base, { network: networkOf(base, { hidden: [] }) });
    const evaluate = (data: TrainingData): number[] => {
      const device = uploadData(tf, data);
      const parameters = tf.tensor2d([0, 1].map(() => [0.3, -0.2, 0.5, 0.1]));
      return Array.from(
        createProgram(tf, population, device).evaluate(parameters, device.validation).losses.dataSync(),
      );
    };
    // A row of weight w is w rows.
    const repeated = base.folds.map((fold) => ({
      ...fold,
      validation: Int32Array.from(Array.from(fold.validation).flatMap((row) => new Array<number>(row % 5).fill(row))),
    }));
    const expected = evaluate({ ...base, folds: repeated });
    expect(distance(evaluate({ ...base, weights }), expected)).toBeLessThan(1e-6);
    expect(distance(evaluate(base), expected)).toBeGreaterThan(1e-3);
  });

  it('weighs every validation row of a fold alike, whatever the padding and the pieces', () => {
    // 2,500 and 1,300 rows: three pieces of at most 1,024, the second fold padded.
    const rows = 3800;
    const base = randomData({ rows, folds: 2 });
    const part = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);
    const folds = withRowWeights(base).folds.map((fold, f) => ({
      ...fold,
      validation: f === 0 ? part(0, 2500) : part(2500, rows),
      train: f === 0 ? part(2500, rows) : part(0, 2500),
    }));
    const data: TrainingData = { ...base, folds };
    const population = populationOf(data, { network: networkOf(data, { hidden: [] }) });
    const device = uploadData(tf, data);
    const program = createProgram(tf, population, device);
    const parameters = [0.3, -0.2, 0.5, 0.1];
    const { losses, outputs } = program.evaluate(tf.tensor2d([parameters, parameters]), device.validation);
    expect(outputs.shape).toEqual([2, 2500, 1]);
    const expected = folds.map(({ x, y, validation }) => {
      const errors = Array.from(validation, (row) => {
        const [a = 0, b = 0, c = 0] = x.slice(3 * row, 3 * row + 3);
        return 0.3 * a - 0.2 * b + 0.5 * c + 0.1 - (y[row] ?? 0);
      });
      return errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length;
    });
    expect(distance(losses.dataSync(), expected)).toBeLessThan(1e-5);
  });

  it('finds the share of hidden units that never fire', () => {
    const data = randomData({ folds: 1 });
    const device = uploadData(tf, data);
    const program = createProgram(tf, populationOf(data, { network: networkOf(data, { hidden: [4] }) }), device);
    // Weights 0; biases decide: two of four units are always 0.
    const parameters = [...new Array<number>(12).fill(0), 1, -1, 2, -2, 1, 1, 1, 1, 0];
    expect(program.deadUnitShare(tf.tensor2d([parameters]), device.validation)).toBe(0.5);
  });

  it('nor where an input that skips them hides that they give nothing', () => {
    const data = randomData({ folds: 1 });
    const network = networkOf(data, { hidden: [2, 2], residual: true });
    const device = uploadData(tf, data);
    const program = createProgram(tf, populationOf(data, { network }), device);
    // The first layer gives 1 and 2, the second adds nothing by its second unit.
    const parameters = [...new Array<number>(6).fill(0), 1, 2, ...new Array<number>(4).fill(0), 1, -1, 1, 1, 0];
    expect(program.deadUnitShare(tf.tensor2d([parameters]), device.validation)).toBe(0.25);
  });

  it('are not dead where their input goes by the activation', () => {
    const data = randomData({ folds: 1 });
    const device = uploadData(tf, data);
    const network = networkOf(data, { hidden: [4], parametric: true });
    const program = createProgram(tf, populationOf(data, { network }), device);
    // The same units; of the second one half goes by.
    const parameters = [...new Array<number>(12).fill(0), 1, -1, 2, -2, 1, 0.5, 1, 1, 1, 1, 1, 1, 0];
    expect(program.deadUnitShare(tf.tensor2d([parameters]), device.validation)).toBe(0.25);
  });
});

it('an evaluation in parts, for the sake of the memory of an embedding, is the same as in one', () => {
  const data = randomData({ rows: 2200, inputs: 320, folds: 2 });
  const embedding = { inputs: Array.from({ length: 320 }, (_, i) => i), frequencies: 16, size: 1, sigma: 0.1 };
  const network = networkOf(data, { hidden: [2], embedding });
  const ids = ['a', 'b', 'c'];
  const population = populationOf(data, { network, configurations: ids.map((id) => unit(id)) });
  const device = uploadData(tf, data);
  const start = startOf(population, 2);
  const evaluated = (parameters: Float32Array) => {
    const program = createProgram(tf, population, device);
    const { outputs, losses } = program.evaluate(
      tf.tensor2d(parameters, [parameters.length / parametersOf(network), parametersOf(network)]),
      device.validation,
    );
    return { shape: outputs.shape, outputs: outputs.dataSync(), losses: losses.dataSync() };
  };
  // Six members take more than one tensor may hold for 1,024 rows, two members do not.
  const [whole, parts] = [evaluated(start.slice(0, start.length / 3)), evaluated(start)];
  expect(parts.shape).toEqual([6, 1100, 1]);
  for (const c of [0, 1, 2]) {
    expect(distance(parts.outputs.slice(c * 2200, (c + 1) * 2200), whole.outputs)).toBeLessThan(1e-5);
    expect(distance(parts.losses.slice(c * 2, c * 2 + 2), whole.losses)).toBeLessThan(1e-5);
  }
});
