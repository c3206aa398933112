import type { Tensor } from '@tensorflow/tfjs-core';
import { normalizationDefaults } from '../settings/recipe.js';
import type { Tf } from './backend.js';
import type { Learner } from './learner.js';
import type { ForwardPass } from './network.js';
import type { Network } from './schema.js';

/** Moments of the batch that the forward pass saw, in the order of the parameters, [members, numbers]; absent without batch normalisation. */
export function batchMoments(tf: Tf, { normalization }: Network, { normalized }: ForwardPass): Tensor | undefined {
  if (normalization !== 'batch' || normalized.length === 0) return undefined;
  const rows = normalized.flatMap(({ moments }) => [moments.mean, moments.variance]);
  return tf.squeeze(tf.concat(rows, 2), [1]);
}

/**
 * A learner whose last `running` parameters are not learned but are means of what the steps observed, weighted by how long ago.
 * The start is corrected as Adam's is: step s (from 0) weighs (1 - momentum) / (1 - momentum^(s + 1)), so that nothing is left of the
 * value they start with.
 */
export function keepRunning(tf: Tf, learner: Learner, running: number): Learner {
  const { momentum } = normalizationDefaults;
  const columns = ({ parameters }: Learner, isKept: boolean): Tensor => {
    const [members = 0, all = 0] = parameters.shape;
    const learned = all - running;
    return tf.slice(parameters, [0, isKept ? learned : 0], [members, isKept ? running : learned]);
  };
  let parameters = tf.clone(learner.parameters);
  const replace = (next: Tensor): void => {
    parameters.dispose();
    parameters = tf.keep(next);
  };
  const self: Learner = {
    get parameters() {
      return parameters;
    },
    move(gradient, stride) {
      learner.move(gradient, stride);
      const { observed, step } = stride;
      const share = (1 - momentum) / (1 - momentum ** (step + 1));
      const moved = tf.tidy(() => {
        const before = columns(self, true);
        const now = observed ? tf.add(before, tf.mul(share, tf.sub(observed, before))) : before;
        return tf.concat([columns(learner, false), now], 1);
      });
      replace(moved);
    },
    changeRates: (configurations) => learner.changeRates(configurations),
    keep(configurations, index) {
      learner.keep(configurations, index);
      replace(tf.gather(parameters, index));
    },
    dispose() {
      parameters.dispose();
      learner.dispose();
    },
  };
  return self;
}
