import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';
import { createLearner } from '../../src/probe/by-optimizer.js';
import { createPlainLearner, type Learner, type LearnerInput } from '../../src/probe/learner.js';
import { nativeVariables } from '../../src/probe/native-variables.js';
import { createNormal, createRandom } from '../../src/random.js';
import type { Configuration } from '../../src/probe/schema.js';
import { configurationOf, distance, optimizerOf, populationOf, randomData } from './builders.js';

const { tf } = await loadBackend('native');
const FOLDS = 2;
const PARAMETERS = 7;

beforeAll(() => tf.engine().startScope());
afterAll(() => tf.engine().endScope());

const normal = createNormal(createRandom(3, 'learner test'));
const numbers = (length: number): Float32Array => Float32Array.from({ length }, normal);
const configurations = [
  configurationOf('a', { learningRate: 0.3, weightDecay: 0.1 }),
  configurationOf('b', { learningRate: 1e-7, weightDecay: 0.5 }),
  configurationOf('c', { learningRate: 10 }),
];

/** Ten steps along the same gradients, under a rate that falls; after three the first falls more, after five the second leaves. */
function learned(
  create: (input: LearnerInput) => Learner,
  over: Partial<LearnerInput> = {},
  { isDropped = true, members = configurations }: { isDropped?: boolean; members?: Configuration[] } = {},
): Float32Array[] {
  const dropped = members.map((c) => (c.id === 'a' && isDropped ? { ...c, learningRate: 0.03 } : c));
  const optimizer = optimizerOf({ beta1: 0.8, beta2: 0.97, epsilon: 0.01 });
  const population = populationOf(randomData(), { configurations: members, optimizer });
  const decayed = tf.tensor2d([[1, 1, 1, 1, 0, 0, 1]]);
  const learner = create({ tf, population, folds: FOLDS, start, decayed, ...over });
  const after = gradients.map((gradient, step) => {
    if (step === 3 && isDropped) learner.changeRates(dropped);
    if (step === 5) {
      const left = dropped.filter(({ id }) => id !== 'b');
      learner.keep(left, kept);
    }
    const own = tf.tensor2d(gradient, [gradient.length / PARAMETERS, PARAMETERS]);
    learner.move(step < 5 ? own : tf.gather(own, kept), { step, rate: 1 - step / 10, decay: (1 - step / 10) ** 2 });
    return Float32Array.from(learner.parameters.dataSync());
  });
  learner.dispose();
  return after;
}
const start = numbers(configurations.length * FOLDS * PARAMETERS);
const gradients = Array.from({ length: 10 }, () => numbers(start.length));
const kept = tf.keep(tf.tensor1d([0, 1, 4, 5], 'int32'));

describe('Adam in one operation', () => {
  it.each([
    ['one rate for all parameters', undefined],
    ['factors of the rate', [[1, 6, 0.1, 1, 0.1, 1, 0.5]]],
  ])('learns what element-wise operations learn: %s', (_, factors) => {
    const over = factors ? { rates: tf.tensor2d(factors) } : {};
    const [fused, plain] = [learned(createLearner, over), learned(createPlainLearner, over)];
    plain.forEach((expected, step) => {
      const scale = Math.max(...expected.map(Math.abs));
      expect(distance(fused[step] ?? [], expected) / scale, `step ${step}`).toBeLessThan(1e-5);
    });
    expect(plain.at(-1)).toHaveLength(4 * PARAMETERS);
  });

  it.each([createLearner, createPlainLearner])(
    'lowers the rate of one and leaves the others alone to the bit',
    (create) => {
      const [with_, without] = [learned(create), learned(create, {}, { isDropped: false })];
      const own = FOLDS * PARAMETERS;
      with_.forEach((parameters, step) => {
        expect(parameters.slice(own)).toEqual(without[step]?.slice(own));
        const moved = distance(parameters.slice(0, own), without[step]?.slice(0, own) ?? []);
        if (step < 3) expect(moved).toBe(0);
        else expect(moved).toBeGreaterThan(0.01);
      });
    },
  );

  it.each(['a', 'b', 'c'])(
    'gives the others the same bits when %s has numbers of its own, also when one leaves',
    (id) => {
      const optimizer = { beta1: 0.5, beta2: 0.9 };
      const members = configurations.map((one) => (one.id === id ? { ...one, optimizer } : one));
      const [mixed, alone] = [learned(createLearner, {}, { members }), learned(createLearner)];
      mixed.forEach((parameters, step) => {
        const left = members.filter((one) => step < 5 || one.id !== 'b');
        left.forEach((one, i) => {
          const [from, to] = [i * FOLDS * PARAMETERS, (i + 1) * FOLDS * PARAMETERS];
          const apart = distance(parameters.slice(from, to), alone[step]?.slice(from, to) ?? []);
          if (one.id !== id) expect(apart, `${one.id} after step ${step}`).toBe(0);
          // Adam's first step is the same for all betas.
          else if (step > 0) expect(apart, `${one.id} after step ${step}`).toBeGreaterThan(0);
        });
      });
    },
  );

  it('is what the native backend uses', () => {
    expect(nativeVariables(tf)).toBeDefined();
    expect(learned(createLearner)).not.toEqual(learned(createPlainLearner));
  });

  it('leaves no tensor and no variable', () => {
    const before = tf.memory();
    const members = configurations.map((one, i) => ({ ...one, optimizer: { beta1: 0.5 + i / 10 } }));
    tf.tidy(() => [learned(createLearner), learned(createLearner, {}, { members })]);
    expect(tf.memory().numTensors).toBe(before.numTensors);
    const variables = nativeVariables(tf);
    const variable = variables?.create(tf.scalar(1));
    variable?.dispose();
    expect(() => variable?.read()).toThrow('disposed');
  });
});
