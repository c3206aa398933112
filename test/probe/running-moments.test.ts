import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';
import type { Learner } from '../../src/probe/learner.js';
import { keepRunning } from '../../src/probe/running-moments.js';
import { createPlainLearner } from '../../src/probe/learner.js';
import { configurationOf, distance, optimizerOf, populationOf, randomData } from './builders.js';

const { tf } = await loadBackend('native');
beforeAll(() => tf.engine().startScope());
afterAll(() => tf.engine().endScope());

const configurations = [configurationOf('a', { learningRate: 1 }), configurationOf('b', { learningRate: 1 })];
/** Of three parameters of each of two members one is kept; plain descent at rate 1. */
function learnerOf(): Learner {
  const population = populationOf(randomData(), { configurations, optimizer: optimizerOf({ name: 'sgd' }) });
  const start = Float32Array.of(1, 2, 50, 3, 4, 60);
  return keepRunning(tf, createPlainLearner({ tf, population, folds: 1, start, decayed: tf.zeros([1, 3]) }), 1);
}
const observe = (learner: Learner, step: number, values: readonly number[]): Float32Array => {
  const members = values.map((value) => [value]);
  const gradient = tf.tensor2d(values.map(() => [0.5, 0, 0]));
  learner.move(gradient, { step, rate: 1, decay: 0, observed: tf.tensor2d(members) });
  return Float32Array.from(learner.parameters.dataSync());
};

it('what is kept is a mean of what was observed, the later the heavier; what is learned moves', () => {
  const learner = learnerOf();
  expect(Array.from(learner.parameters.dataSync())).toEqual([1, 2, 50, 3, 4, 60]);
  expect(distance(observe(learner, 0, [10, -1]), [0.5, 2, 10, 2.5, 4, -1])).toBeLessThan(1e-5);
  const both = (0.9 * 10 + 20) / 1.9;
  expect(distance(observe(learner, 1, [20, -1]), [0, 2, both, 2, 4, -1])).toBeLessThan(1e-5);
  const all = (0.81 * 10 + 0.9 * 20 + 30) / 2.71;
  expect(distance(observe(learner, 2, [30, -1]), [-0.5, 2, all, 1.5, 4, -1])).toBeLessThan(1e-5);
});

it('it follows its member when others leave', () => {
  const learner = learnerOf();
  observe(learner, 0, [10, -1]);
  learner.keep(configurations.slice(1), tf.tensor1d([1], 'int32'));
  expect(Array.from(learner.parameters.dataSync())).toEqual([2.5, 4, -1]);
  expect(distance(observe(learner, 1, [1]), [2, 4, (1 - 0.9) / 1.9])).toBeLessThan(1e-5);
});

it('a step that observed nothing leaves it, and nothing is left in the end', () => {
  const before = tf.memory().numTensors;
  tf.tidy(() => {
    const learner = learnerOf();
    learner.move(tf.zeros([2, 3]), { step: 0, rate: 1, decay: 0 });
    expect(Array.from(learner.parameters.dataSync())).toEqual([1, 2, 50, 3, 4, 60]);
    learner.dispose();
  });
  expect(tf.memory().numTensors).toBe(before);
});
