import type { Tensor } from '@tensorflow/tfjs-core';
import { averaging } from '../settings/averaging.js';
import type { Tf } from './backend.js';

/** A running mean of what all members learn, in which the late parameters count more. Changes in place. */
export interface Average {
  /** [members, parameters]; valid until the next change. */
  readonly parameters: Tensor;
  /** To be told of every step; most of them are passed over. */
  follow(parameters: Tensor): void;
  /** Leaves out all but the members listed in `index`. */
  keep(index: Tensor): void;
  dispose(): void;
}

/** Three passes over the parameters every few steps: less than 2 % of a step of the smallest networks (2 x 64, batches of 64). */
export function createAverage(tf: Tf, start: Tensor): Average {
  const { power, everySteps } = averaging;
  let mean = tf.keep(tf.clone(start));
  let steps = 0;
  const replace = (next: Tensor): void => {
    mean.dispose();
    mean = tf.keep(next);
  };
  return {
    get parameters() {
      return mean;
    },
    follow(parameters) {
      if (++steps % everySteps !== 0) return;
      const share = (1 + power) / (steps / everySteps + power);
      replace(tf.tidy(() => tf.add(mean, tf.mul(tf.sub(parameters, mean), share))));
    },
    keep: (index) => replace(tf.gather(mean, index)),
    dispose: () => mean.dispose(),
  };
}
