import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activations } from '../../src/probe/activations.js';
import { loadBackend } from '../../src/probe/backend.js';
import { uploadData } from '../../src/probe/device-data.js';
import { grownParameters, isGrowable } from '../../src/probe/grow.js';
import { initialParameters } from '../../src/probe/initialize.js';
import { parametersOf, sectionsOf } from '../../src/probe/layout.js';
import { backward, forward, unpack } from '../../src/probe/network.js';
import type { Network } from '../../src/probe/schema.js';
import { trainPopulation } from '../../src/probe/train.js';
import { createNormal, createRandom } from '../../src/random.js';
import { activationNames, configurationOf, networkOf, populationOf, randomData } from './builders.js';

const { tf } = await loadBackend('native');
beforeAll(() => tf.engine().startScope());
afterAll(() => tf.engine().endScope());

const data = randomData({ rows: 60, inputs: 4, outputs: 2, folds: 2 });

const variants: Partial<Network>[] = [false, true].flatMap((parametric) =>
  [false, true].flatMap((residual) =>
    ([undefined, 'layer', 'batch'] as const).map((normalization) => ({
      ...(parametric && { parametric }),
      ...(residual && { residual }),
      ...(normalization && { normalization }),
    })),
  ),
);
const networks = activationNames.flatMap((activation) =>
  variants.flatMap((variant) =>
    [[5], [5, 5]].map((hidden): [string, Network, Network] => {
      const shallow = networkOf(data, { activation, ...variant, hidden });
      return [
        `${hidden.length} ${activation} ${JSON.stringify(variant)}`,
        shallow,
        { ...shallow, hidden: [...hidden, 5] },
      ];
    }),
  ),
);

/** Anything but what a start would be: every section, running moments too, is drawn; variances are positive. */
function anyWeights(network: Network): Float32Array {
  const normal = createNormal(createRandom(1, 'any'));
  const member = (): number[] =>
    sectionsOf(network).flatMap(({ kind, shape }) =>
      Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
        kind === 'runningVariance' ? Math.abs(normal()) + 0.1 : normal(),
      ),
    );
  return Float32Array.from([...member(), ...member()]);
}

function outputsOf(network: Network, weights: Float32Array): number[] {
  const x = uploadData(tf, data).trainSample.chunks[0]?.x ?? tf.tensor1d([]);
  const parameters = tf.tensor2d(weights, [2, parametersOf(network)]);
  const { outputs } = forward(tf, unpack(tf, parameters, network), x, {
    activation: activations(tf)[network.activation],
  });
  return Array.from(outputs.dataSync());
}

describe('a network with one layer more', () => {
  const growable = networks.filter(([, shallow, deep]) => isGrowable(shallow, deep));

  it.each(growable)('gives at its start what the shallower one gives: %s', (_, shallow, deep) => {
    const weights = anyWeights(shallow);
    const before = outputsOf(shallow, weights);
    const after = outputsOf(deep, grownParameters({ network: shallow, weights }, deep));
    const largest = Math.max(...before.map(Math.abs));
    after.forEach((value, i) => expect(Math.abs(value - (before[i] ?? Number.NaN))).toBeLessThan(1e-5 * (1 + largest)));
  });

  it.each(growable)('has a new layer that learns: %s', (_, shallow, deep) => {
    const start = grownParameters({ network: shallow, weights: anyWeights(shallow) }, deep);
    const x = uploadData(tf, data).trainSample.chunks[0]?.x ?? tf.tensor1d([]);
    const weights = unpack(tf, tf.tensor2d(start, [2, parametersOf(deep)]), deep);
    const options = { activation: activations(tf)[deep.activation], isTraining: true };
    const pass = forward(tf, weights, x, options);
    const gradient = backward(tf, weights, pass, { ...options, gradient: tf.sub(pass.outputs, 1) });
    const values = gradient.dataSync();
    const learns = sectionsOf(deep).reduce<{ at: number; moved: number }>(
      ({ at, moved }, { kind, layer, shape }) => {
        const length = shape.reduce((a, b) => a * b, 1);
        const isNew = layer === shallow.hidden.length && ['weights', 'gain'].includes(kind);
        const own = isNew ? Array.from(values.slice(at, at + length)).filter((value) => value !== 0).length : 0;
        return { at: at + length, moved: moved + own };
      },
      { at: 0, moved: 0 },
    );
    expect(learns.moved).toBeGreaterThan(0);
  });

  it('is possible for all activations beside a skip connection, but for those without a slope at 0 or a value of 0 there', () => {
    const possible = (over: Partial<Network>): string[] =>
      activationNames.filter((activation) => {
        const shallow = networkOf(data, { activation, hidden: [5], ...over });
        return isGrowable(shallow, { ...shallow, hidden: [5, 5] });
      });
    expect(possible({ residual: true })).toEqual(activationNames.filter((name) => !['relu', 'sigmoid'].includes(name)));
    expect(possible({})).toEqual(['relu']);
    expect(possible({ parametric: true })).toEqual(activationNames);
    expect(possible({ normalization: 'layer' })).toEqual([]);
    expect(possible({ normalization: 'batch', parametric: true, residual: true })).toEqual(activationNames);
  });

  it('may gain the first skip connection, but none over a layer that had none', () => {
    const one = networkOf(data, { activation: 'selu', hidden: [5] });
    expect(isGrowable(one, { ...one, hidden: [5, 5], residual: true })).toBe(true);
    const two = { ...one, hidden: [5, 5] };
    expect(isGrowable(two, { ...two, hidden: [5, 5, 5], residual: true })).toBe(false);
  });

  it.each<[string, Partial<Network>, Partial<Network>]>([
    ['no layer before it', { hidden: [] }, { hidden: [5] }],
    ['two layers more', { hidden: [5] }, { hidden: [5, 5, 5] }],
    ['another width', { hidden: [5] }, { hidden: [6, 6] }],
    ['another activation', { hidden: [5] }, { hidden: [5, 5], activation: 'tanh', residual: true }],
    ['other inputs', { hidden: [5] }, { hidden: [5, 5], inputs: 7 }],
  ])('is not possible with %s', (_, shallow, deep) => {
    const [from, to] = [networkOf(data, shallow), networkOf(data, deep)];
    expect(isGrowable(from, to)).toBe(false);
    expect(() => grownParameters({ network: from, weights: anyWeights(from) }, to)).toThrow(RangeError);
  });
});

it('trains on from what the shallower network had learned', async () => {
  const target = { ...data, folds: data.folds.map((fold) => ({ ...fold, y: fold.y.map((_, i) => Math.sin(i)) })) };
  const shallow = networkOf(data, { hidden: [16] });
  const train = (over: Partial<Parameters<typeof populationOf>[1]>) =>
    trainPopulation({
      tf,
      data: uploadData(tf, target),
      population: populationOf(target, { epochs: 30, ...over }),
      elapsed: () => 0,
    });
  const [before] = (await train({ network: shallow })).configurations;
  const weights = before?.weights ?? new Float32Array();
  const [after] = (
    await train({
      network: { ...shallow, hidden: [16, 16] },
      grownFrom: { network: shallow, weights },
      configurations: [configurationOf('still', { learningRate: 1e-12 })],
    })
  ).configurations;
  expect(after?.foldLosses.length).toBe(2);
  after?.foldLosses.forEach((loss, fold) => expect(loss).toBeCloseTo(before?.foldLosses[fold] ?? Number.NaN, 5));
  expect(initialParameters(populationOf(data, { network: shallow }), 2)).not.toEqual(weights);
});
