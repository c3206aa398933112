import type { Tensor } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activations, plainGradients } from '../../src/probe/activations.js';
import { loadBackend } from '../../src/probe/backend.js';
import { losses } from '../../src/probe/losses.js';
import { backward, forward, unpack } from '../../src/probe/network.js';
import { isResidual, parametersOf, runningOf } from '../../src/probe/layout.js';
import type { LossName, Network } from '../../src/probe/schema.js';
import { createNormal, createRandom } from '../../src/random.js';
import { plainActivations } from '../oracle/activations.js';
import { float64Losses, meanLoss, meanLossOfCategory, numericGradient } from '../oracle/float64-network.js';
import { plainLosses } from '../oracle/losses.js';
import { type PlainModel, plainGradient, plainOutputs } from '../oracle/network.js';
import { activationNames, distance, lossNames, targetRow, withCodes } from './builders.js';

const { tf } = await loadBackend('native');
const MEMBERS = 3;
const ROWS = 5;
const PARAMETERS = { huberDelta: 0.7, focalGamma: 1.7, focalAlpha: 0.3 };

beforeAll(() => tf.engine().startScope());
afterAll(() => tf.engine().endScope());

const random = createRandom(11, 'network test');
const normal = createNormal(random);
const normalTensor = (shape: number[], scale = 1): Tensor =>
  tf.tensor(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => normal() * scale),
    shape,
  );

/** Everything a gradient depends on, for all members: dropout masks and row weights included. */
function problemOf(network: Network, loss: LossName) {
  const targets = Array.from({ length: MEMBERS * ROWS }, () => targetRow(loss, network.outputs, random));
  return {
    parameters: normalTensor([MEMBERS, parametersOf(network)], 0.6),
    x: withCodes(tf, normalTensor([MEMBERS, ROWS, network.inputs]), network, random),
    y: tf.tensor3d(targets.flat(), [MEMBERS, ROWS, network.outputs]),
    weights: tf.add(0.5, tf.abs(normalTensor([MEMBERS, ROWS]))),
    masks: network.hidden.map((units) =>
      tf.mul(tf.cast(tf.greater(normalTensor([MEMBERS, ROWS, units]), -0.5), 'float32'), 1.4),
    ),
  };
}
type Problem = ReturnType<typeof problemOf>;

/** Each member's own share of what is mixed. */
const SHARES = [1, 0.7, 0.25];

function handWritten(
  network: Network,
  loss: LossName,
  { parameters, x, y, weights, masks }: Problem,
  isMixed: boolean,
) {
  const activation = activations(tf)[network.activation];
  const unpacked = unpack(tf, parameters, network);
  const options = {
    activation,
    masks,
    isTraining: true,
    ...(isMixed && { ownShare: tf.tensor3d(SHARES, [MEMBERS, 1, 1]) }),
  };
  const pass = forward(tf, unpacked, x, options);
  const perRow = losses(tf, PARAMETERS)[loss].gradient(pass.outputs, y);
  const gradient = tf.div(tf.mul(perRow, tf.reshape(weights, [MEMBERS, ROWS, 1])), ROWS);
  return { outputs: pass.outputs, gradient: backward(tf, unpacked, pass, { ...options, gradient }) };
}

/** One member's part of a problem, without its axis. */
const memberOf = (tensor: Tensor, member: number): Tensor => tf.squeeze(tf.gather(tensor, [member]), [0]);

function expectExactGradient(network: Network, loss: LossName, isMixed = false): void {
  tf.tidy(() => {
    const problem = problemOf(network, loss);
    const { outputs, gradient } = handWritten(network, loss, problem, isMixed);
    const model: PlainModel = { tf, network, loss, ...PARAMETERS };
    for (let member = 0; member < MEMBERS; member++) {
      const of = (tensor: Tensor): Tensor => memberOf(tensor, member);
      const masks = problem.masks.map(of);
      const ownShare = (isMixed ? SHARES[member] : undefined) ?? 1;
      const batch = { x: of(problem.x), y: of(problem.y), weights: of(problem.weights), masks, ownShare };
      const expected = plainGradient(model, of(problem.parameters), batch).dataSync();
      expect(distance(of(gradient).dataSync(), expected)).toBeLessThan(2e-5 * (1 + Math.max(...expected)));
      const plain = plainOutputs(model, of(problem.parameters), batch, true).dataSync();
      expect(distance(of(outputs).dataSync(), plain)).toBeLessThan(1e-5 * (1 + Math.max(...plain)));
    }
  });
}

const embedding = { inputs: [0, 3], frequencies: 5, size: 2, sigma: 1 };

describe.each([{ hidden: [] }, { hidden: [6] }, { hidden: [6, 4] }])(
  'the gradient, hidden layers $hidden',
  ({ hidden }) => {
    it.each<[string, Partial<Network>]>([
      ['a learned input scale', { inputScale: true }],
      ['learned shares of the activation', { parametric: true }],
      ['a periodic embedding', { embedding }],
      ['all three', { inputScale: true, parametric: true, embedding }],
      [
        'all three under batch normalisation',
        { inputScale: true, parametric: true, embedding, normalization: 'batch' },
      ],
      [
        'all three under layer normalisation',
        { inputScale: true, parametric: true, embedding, normalization: 'layer' },
      ],
    ])("with %s equals TensorFlow's for every member", (_, parts) => {
      for (const activation of ['tanh', 'selu', 'mish'] as const)
        expectExactGradient({ inputs: 4, outputs: 3, hidden, activation, ...parts }, 'categoricalCrossentropy');
    });
  },
);

/** What stands around a hidden layer's activation. */
const around: readonly Pick<Network, 'normalization' | 'residual'>[] = [
  {},
  { normalization: 'layer' },
  { normalization: 'batch' },
  { residual: true },
  { normalization: 'layer', residual: true },
  { normalization: 'batch', residual: true },
];
const named = (parts: (typeof around)[number]): string =>
  `${parts.normalization ?? 'no'} normalisation${parts.residual ? ' and skip connections' : ''}`;

describe.each(activationNames)('the gradient with %s', (activation) => {
  describe.each(lossNames)('and %s', (loss) => {
    it.each([{ hidden: [] }, { hidden: [6] }, { hidden: [6, 4] }])(
      "equals TensorFlow's for every member, hidden layers $hidden",
      ({ hidden }) => {
        expectExactGradient({ inputs: 4, outputs: 3, hidden, activation }, loss);
      },
    );

    it.each(around.map((parts) => [named(parts), parts] as const))("equals TensorFlow's with %s", (_, parts) => {
      expectExactGradient({ inputs: 4, outputs: 3, hidden: [5, 5, 4], activation, ...parts }, loss);
    });

    it.each(around.map((parts) => [named(parts), parts] as const))(
      'agrees with finite differences in double precision with %s',
      (_, parts) => expectNumericGradient({ inputs: 3, outputs: 2, hidden: [4, 4], activation, ...parts }, loss),
    );
  });
});

/** Of the mean loss over rows by all that is learned. */
function gradientAt(network: Network, loss: LossName, { parameters, x, y }: Float64Problem): Float32Array {
  const all = [...parameters, ...new Array<number>(runningOf(network)).fill(1)];
  return tf
    .tidy(() => {
      const unpacked = unpack(tf, tf.tensor2d(all, [1, all.length]), network);
      const options = { activation: activations(tf)[network.activation], isTraining: true };
      const pass = forward(tf, unpacked, tf.tensor3d([x]), options);
      const byOutputs = tf.div(losses(tf, PARAMETERS)[loss].gradient(pass.outputs, tf.tensor3d([y])), ROWS);
      return backward(tf, unpacked, pass, { ...options, gradient: byOutputs });
    })
    .dataSync<'float32'>();
}

interface Float64Problem {
  readonly parameters: number[];
  readonly x: number[][];
  readonly y: number[][];
}

const numbers = (length: number): number[] => Array.from({ length }, () => Math.fround(normal()));

function expectNumericGradient(network: Network, loss: LossName): void {
  const kept = runningOf(network);
  const parameters = numbers(parametersOf(network) - kept);
  const x = Array.from({ length: ROWS }, () => numbers(network.inputs));
  const y = Array.from({ length: ROWS }, () => targetRow(loss, network.outputs, random).map(Math.fround));
  const expected = numericGradient((at) => meanLoss({ ...network, loss, ...PARAMETERS }, at, { x, y }), parameters);
  const gradient = gradientAt(network, loss, { parameters, x, y });
  const most = Math.max(...expected.map(Math.abs));
  expect(distance(gradient, [...expected, ...new Array<number>(kept).fill(0)])).toBeLessThan(1e-5 * (1 + most));
}

it.each(activationNames)('%s takes the values of its textbook form, far out too', (name) => {
  const z = tf.tensor1d([-20, -3, -1, -0.1, 0, 0.1, 1, 3, 20]);
  const values = activations(tf)[name].forward(z).a.dataSync();
  expect(distance(values, plainActivations(tf)[name](z).dataSync())).toBeLessThan(2e-6);
});

it.each(activationNames)("%s has one slope, by TensorFlow's kernels and by TensorFlow.js' functions", (name) => {
  const z = tf.tensor1d([-20, -3, -1, -0.1, 0.1, 1, 3, 20]);
  const gradient = tf.tensor1d([1, -2, 3, 0.5, 1, -1, 2, 4]);
  const [native, plain] = [activations(tf), activations(tf, plainGradients(tf))].map((all) =>
    all[name].backward(gradient, { z, ...all[name].forward(z) }).dataSync(),
  );
  expect(distance(native ?? [], plain ?? [])).toBeLessThan(1e-5);
});

describe.each(lossNames)('%s', (loss) => {
  it('takes the values of its textbook form', () => {
    const y = tf.tensor2d(Array.from({ length: 8 }, () => targetRow(loss, 3, random)));
    const z = normalTensor([8, 3]);
    const values = losses(tf, PARAMETERS)[loss].perRow(tf.expandDims(z, 0), tf.expandDims(y, 0));
    expect(values.shape).toEqual([1, 8]);
    expect(distance(values.dataSync(), plainLosses(tf, PARAMETERS)[loss](z, y).dataSync())).toBeLessThan(2e-6);
    const rows = (tensor: Tensor): number[][] => tensor.arraySync() as number[][];
    const exact = rows(z).map((own, row) => float64Losses[loss](own, rows(y)[row] ?? [], PARAMETERS));
    expect(distance(values.dataSync(), exact)).toBeLessThan(2e-6);
  });

  it('and its gradient stay finite for outputs of 80 on the wrong side', () => {
    const y = tf.tensor3d([[targetRow(loss, 3, random)]]);
    const z = tf.mul(tf.sub(1, tf.mul(2, y)), 80);
    // A focusing exponent below 1 has a derivative without bound where nothing is missed.
    for (const focalGamma of [0, 0.5, 2]) {
      const { perRow, gradient } = losses(tf, { ...PARAMETERS, focalGamma })[loss];
      for (const outputs of [z, tf.clipByValue(tf.neg(z), -80, 80)]) {
        const values = [...perRow(outputs, y).dataSync(), ...gradient(outputs, y).dataSync()];
        expect(values.every(Number.isFinite)).toBe(true);
      }
    }
  });
});

it.each([
  ['binaryFocal', 'binaryCrossentropy'],
  ['categoricalFocal', 'categoricalCrossentropy'],
] as const)('%s that does not focus is a share of %s', (focal, plain) => {
  const table = losses(tf, { huberDelta: 1, focalGamma: 0, focalAlpha: 0.5 });
  const y = tf.tensor3d([Array.from({ length: 8 }, () => targetRow(focal, 3, random))]);
  const z = normalTensor([1, 8, 3]);
  for (const part of ['perRow', 'gradient'] as const) {
    const expected = tf.mul(table[plain][part](z, y), 0.5).dataSync();
    expect(distance(table[focal][part](z, y).dataSync(), expected)).toBeLessThan(1e-6);
  }
});

it('two ordered classes are two classes', () => {
  const table = losses(tf, PARAMETERS);
  const y = tf.tensor3d([Array.from({ length: 8 }, () => targetRow('binaryCrossentropy', 1, random))]);
  const z = normalTensor([1, 8, 1]);
  for (const part of ['perRow', 'gradient'] as const) {
    const expected = table.binaryCrossentropy[part](z, y).dataSync();
    expect(distance(table.ordinalCrossentropy[part](z, y).dataSync(), expected)).toBeLessThan(1e-6);
  }
});

it('has layers as laid out: weights [in, out] row by row, then biases', () => {
  const network: Network = { inputs: 2, outputs: 1, hidden: [2], activation: 'relu' };
  const parameters = tf.tensor2d([[1, 2, 3, 4, 5, 6, 7, 8, 9]]);
  const [first, last] = unpack(tf, parameters, network).layers;
  expect(first?.weights.arraySync()).toEqual([
    [
      [1, 2],
      [3, 4],
    ],
  ]);
  expect(first?.bias.arraySync()).toEqual([[[5, 6]]]);
  expect(last?.weights.arraySync()).toEqual([[[7], [8]]]);
  expect(last?.bias.arraySync()).toEqual([[[9]]]);
});

it('predicts by the moments that it keeps, and by nothing of the other rows', () => {
  const network: Network = {
    inputs: 4,
    outputs: 2,
    hidden: [5, 5],
    activation: 'silu',
    normalization: 'batch',
    residual: true,
  };
  const parameters = tf.add(tf.abs(normalTensor([1, parametersOf(network)])), 0.1);
  const x = normalTensor([1, ROWS, 4]);
  const options = { activation: activations(tf).silu };
  const outputs = forward(tf, unpack(tf, parameters, network), x, options).outputs;
  const model: PlainModel = { tf, network, loss: 'meanSquaredError', ...PARAMETERS };
  const expected = plainOutputs(model, memberOf(parameters, 0), { x: memberOf(x, 0), y: memberOf(x, 0) });
  expect(distance(outputs.dataSync(), expected.dataSync())).toBeLessThan(1e-4);
  const alone = forward(tf, unpack(tf, parameters, network), tf.slice(x, [0, 1, 0], [1, 1, 4]), options).outputs;
  expect(distance(alone.dataSync(), outputs.dataSync().slice(2, 4))).toBeLessThan(1e-5);
});

it('adds only where a hidden layer is as wide as the one before', () => {
  const layers = [0, 1, 2, 3].map((layer) =>
    isResidual({ inputs: 4, outputs: 4, hidden: [4, 4, 3], activation: 'relu', residual: true }, layer),
  );
  expect(layers).toEqual([false, true, false, false]);
});

describe.each([{ hidden: [] }, { hidden: [6] }, { hidden: [6, 4] }])(
  'the gradient by vectors of categories, hidden layers $hidden',
  ({ hidden }) => {
    const categories = { levels: [4, 3], size: 3 };
    const network: Network = { inputs: 6, outputs: 3, hidden, activation: 'tanh', categories };
    const recipe = { ...network, activation: 'mish', inputScale: true, parametric: true, embedding } as const;
    it.each<[string, Network, boolean]>([
      ['beside numbers', network, false],
      ['without numbers', { ...network, inputs: 2 }, false],
      ['with the rest of the recipe', recipe, false],
      ['that are mixed', recipe, true],
    ])("%s equals TensorFlow's for every member", (_, one, isMixed) => {
      expectExactGradient(one, 'categoricalCrossentropy', isMixed);
    });
  },
);

it('agrees with finite differences by the vectors of a category, one of which several rows have and one none', () => {
  const categories = { levels: [4], size: 2 };
  const network: Network = { inputs: 2, outputs: 2, hidden: [4], activation: 'tanh', categories };
  const parameters = numbers(parametersOf(network));
  const x = [1, 3, 1, 0, 1].map((code) => [...numbers(1), code]);
  const y = x.map(() => numbers(2));
  const plain = { ...network, inputs: 3, codes: 4, loss: 'meanSquaredError', ...PARAMETERS } as const;
  const expected = numericGradient((at) => meanLossOfCategory(plain, at, { x, y }), parameters);
  const gradient = gradientAt(network, 'meanSquaredError', { parameters, x, y });
  expect(distance(gradient, expected)).toBeLessThan(1e-5 * (1 + Math.max(...expected.map(Math.abs))));
  expect(Array.from(gradient.slice(4, 6))).toEqual([0, 0]);
  expect(gradient.slice(2, 4).every((value) => value !== 0)).toBe(true);
});
