import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import { perMember } from './members.js';
import { updateRule } from './optimizers.js';
import type { Configuration, Population } from './schema.js';

/** How far a step goes, beside each member's own rate. */
export interface Stride {
  /** Steps done before. */
  readonly step: number;
  /** Factor of every learning rate, by the schedule. */
  readonly rate: number;
  /** Factor of every weight decay, by its schedule and that of the rate. */
  readonly decay: number;
  /** What the step's batch says of the numbers that are kept and not learned, [members, numbers], where there are any. */
  readonly observed?: Tensor;
}

/** What all members have learned, with their optimizer's state. Changes in place. */
export interface Learner {
  /** [members, parameters]; valid until the next step. */
  readonly parameters: Tensor;
  /** One step along the gradient [members, parameters], which stays the caller's, and the decay that belongs to it. */
  move(gradient: Tensor, stride: Stride): void;
  /** Goes on with the learning rates of these configurations, otherwise the same. */
  changeRates(configurations: readonly Configuration[]): void;
  /** Leaves out all but these configurations, whose members are listed in `index`. */
  keep(configurations: readonly Configuration[], index: Tensor): void;
  dispose(): void;
}

export interface LearnerInput {
  readonly tf: Tf;
  /** Of which a learner reads the configurations, and the optimizer that all of them have. */
  readonly population: Population;
  readonly folds: number;
  /** [members, parameters] */
  readonly start: Float32Array;
  /** [1, parameters]: 1 where weight decay applies, else 0. */
  readonly decayed: Tensor;
  /** [1, parameters]: factor of the learning rate; absent where it is 1 throughout. */
  readonly rates?: Tensor;
}

/** A number of each member: [members, 1]. */
export const column = (
  { tf, folds }: LearnerInput,
  configurations: readonly Configuration[],
  of: (configuration: Configuration) => number,
): Tensor => perMember(tf, { configurations, folds }, of, 1);

const isDecaying = (configurations: readonly Configuration[], { decay }: Stride): boolean =>
  decay > 0 && configurations.some(({ weightDecay }) => weightDecay > 0);

/**
 * Decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101): weights shrink by rate x decay, whatever the
 * optimizer. Here that share of every parameter, [members, parameters], before the schedules' factor.
 */
export function decayShares(input: LearnerInput, configurations: readonly Configuration[]): Tensor {
  const shrink = column(input, configurations, (c) => c.learningRate * c.weightDecay);
  return input.tf.mul(shrink, input.decayed);
}

/** In element-wise operations alone, on any backend, for members with one optimizer. */
export function createPlainLearner(input: LearnerInput): Learner {
  const { tf, population, start, rates } = input;
  const rule = updateRule(tf, population.optimizer.name);
  let { configurations } = population;
  const members = configurations.length * input.folds;
  let parameters: Tensor = tf.tensor2d(start, [members, start.length / members]);
  let state: readonly Tensor[] = rule.initialState.map((value) => tf.fill(parameters.shape, value));
  const replace = (next: Tensor, nextState: readonly Tensor[]): void => {
    tf.dispose([parameters, ...state]);
    parameters = tf.keep(next);
    state = nextState.map((tensor) => tf.keep(tensor));
  };
  return {
    get parameters() {
      return parameters;
    },
    move(gradient, stride) {
      tf.tidy(() => {
        const rate = column(input, configurations, (c) => c.learningRate * stride.rate);
        const update = rule.update({ gradient, rate, step: stride.step, state, optimizer: population.optimizer });
        const kept = isDecaying(configurations, stride)
          ? tf.mul(parameters, tf.sub(1, tf.mul(decayShares(input, configurations), stride.decay)))
          : parameters;
        replace(tf.sub(kept, rates ? tf.mul(update.change, rates) : update.change), update.state);
      });
    },
    changeRates: (changed) => {
      configurations = changed;
    },
    keep: (kept, index) => {
      configurations = kept;
      replace(
        tf.gather(parameters, index),
        state.map((tensor) => tf.gather(tensor, index)),
      );
    },
    dispose: () => tf.dispose([parameters, ...state]),
  };
}
