import type { Tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';
import { updateRule } from '../../src/probe/optimizers.js';
import { slotSchemas } from '../../src/settings/slots.js';
import { plainOptimizers } from '../oracle/optimizers.js';
import { distance, optimizerOf } from './builders.js';

const { tf } = await loadBackend('native');
const STEPS = 10;
const RATES = [0.02, 0.1];
const START = [0.5, -1.5, 2, -0.01, 0];
/** A bowl: its gradient is curvature x (w - target), the same for ours and theirs. */
const gradientAt = (w: Tensor): Tensor => tf.mul(tf.tensor1d([1, 4, 0.2, 7, 2]), tf.sub(w, [1, 0, 5, 0.3, 0]));

/** Weights of every member after each step, [steps][members x parameters]. */
function ourSteps(settings: ReturnType<typeof optimizerOf>): Float32Array[] {
  const rule = updateRule(tf, settings.name);
  let parameters: Tensor = tf.tensor2d(RATES.map(() => START));
  let state: readonly Tensor[] = rule.initialState.map((value) => tf.fill(parameters.shape, value));
  const rate = tf.tensor2d(RATES, [RATES.length, 1]);
  return Array.from({ length: STEPS }, (_, step) => {
    const update = rule.update({ gradient: gradientAt(parameters), rate, step, state, optimizer: settings });
    parameters = tf.sub(parameters, update.change);
    state = update.state;
    return Float32Array.from(parameters.dataSync());
  });
}

function theirSteps(settings: ReturnType<typeof optimizerOf>): number[][] {
  const members = RATES.map((rate) => ({
    weights: tf.variable(tf.tensor1d(START)),
    step: plainOptimizers[settings.name](tf, settings),
    rate,
  }));
  return Array.from({ length: STEPS }, () =>
    members.flatMap(({ weights, step, rate }) => {
      step(weights, gradientAt(weights), rate);
      return Array.from(weights.dataSync());
    }),
  );
}

it.each(slotSchemas.optimizer.options)('%s steps as its independent form does, each member at its own rate', (name) => {
  const settings = optimizerOf({ name, momentum: 0.8, beta1: 0.85, beta2: 0.97, rho: 0.7, epsilon: 1e-7 });
  const ours = ourSteps(settings);
  theirSteps(settings).forEach((theirs, step) => {
    expect(distance(ours[step] ?? [], theirs), `after step ${step + 1}`).toBeLessThan(1e-5);
  });
});

it('adam, rmsprop and adadelta put epsilon where the independent forms put it', () => {
  for (const name of ['adam', 'rmsprop', 'adadelta'] as const) {
    const settings = optimizerOf({ name, epsilon: 0.3 });
    expect(distance(ourSteps(settings).at(-1) ?? [], theirSteps(settings).at(-1) ?? []), name).toBeLessThan(1e-5);
  }
});
