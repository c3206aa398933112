import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import type { Optimizer, OptimizerName } from './schema.js';

/** One step over the flat parameters of all members, [members, parameters]; `rate` is [members, 1]. */
export interface UpdateInput {
  readonly gradient: Tensor;
  readonly rate: Tensor;
  /** Steps done before, from 0. */
  readonly step: number;
  readonly state: readonly Tensor[];
  /** The numbers of the optimizer, all members' alike. */
  readonly optimizer: Optimizer;
}

export interface Update {
  /** Subtracted from the parameters. */
  readonly change: Tensor;
  readonly state: Tensor[];
}

export interface UpdateRule {
  /** Value that each state tensor starts with; its length is the number of state tensors. */
  readonly initialState: readonly number[];
  readonly update: (input: UpdateInput) => Update;
}

/** Accumulator start of Adagrad; Keras' default. */
const ADAGRAD_START = 0.1;

type CreateRule = (tf: Tf) => UpdateRule;

/** rho x old + (1 - rho) x value */
const average = (tf: Tf, old: Tensor, value: Tensor, { rho }: Optimizer): Tensor =>
  tf.add(tf.mul(old, rho), tf.mul(value, 1 - rho));

const stateAt = (state: readonly Tensor[], index: number): Tensor => {
  const tensor = state[index];
  if (tensor === undefined) throw new Error(`optimizer state ${index} is missing`);
  return tensor;
};

const sgd: CreateRule = (tf) => ({
  initialState: [],
  update: ({ gradient, rate }) => ({ change: tf.mul(rate, gradient), state: [] }),
});

/** Velocity form of Sutskever et al. 2013, as in Keras: v <- momentum v + gradient. */
const withMomentum =
  (lookAhead: boolean): CreateRule =>
  (tf) => ({
    initialState: [0],
    update: ({ gradient, rate, state, optimizer: { momentum } }) => {
      const velocity = tf.add(tf.mul(stateAt(state, 0), momentum), gradient);
      const direction = lookAhead ? tf.add(gradient, tf.mul(velocity, momentum)) : velocity;
      return { change: tf.mul(rate, direction), state: [velocity] };
    },
  });

/**
 * Kingma and Ba 2015 (arXiv 1412.6980), algorithm 1. The states are the moments without their factors (1 - beta), and those,
 * the bias corrections and epsilon are folded into two scalars: three passes over the parameters less.
 */
const adam: CreateRule = (tf) => ({
  initialState: [0, 0],
  update: ({ gradient, rate, step, state, optimizer: { beta1, beta2, epsilon } }) => {
    const first = tf.add(tf.mul(stateAt(state, 0), beta1), gradient);
    const second = tf.add(tf.mul(stateAt(state, 1), beta2), tf.square(gradient));
    const firstScale = (1 - beta1) / (1 - beta1 ** (step + 1));
    const secondScale = Math.sqrt((1 - beta2) / (1 - beta2 ** (step + 1)));
    const direction = tf.div(first, tf.add(tf.sqrt(second), epsilon / secondScale));
    return { change: tf.mul(direction, tf.mul(rate, firstScale / secondScale)), state: [first, second] };
  },
});

/** Hinton's lecture 6e: the gradient over a running root mean square. */
const rmsprop: CreateRule = (tf) => ({
  initialState: [0],
  update: ({ gradient, rate, state, optimizer }) => {
    const square = average(tf, stateAt(state, 0), tf.square(gradient), optimizer);
    const change = tf.mul(rate, tf.div(gradient, tf.sqrt(tf.add(square, optimizer.epsilon))));
    return { change, state: [square] };
  },
});

/** Duchi et al. 2011 (JMLR 12:2121): the gradient over the root of the sum of squares. */
const adagrad: CreateRule = (tf) => ({
  initialState: [ADAGRAD_START],
  update: ({ gradient, rate, state, optimizer }) => {
    const sum = tf.add(stateAt(state, 0), tf.square(gradient));
    const change = tf.mul(rate, tf.div(gradient, tf.sqrt(tf.add(sum, optimizer.epsilon))));
    return { change, state: [sum] };
  },
});

/** Zeiler 2012 (arXiv 1212.5701), algorithm 1. */
const adadelta: CreateRule = (tf) => ({
  initialState: [0, 0],
  update: ({ gradient, rate, state, optimizer }) => {
    const square = average(tf, stateAt(state, 0), tf.square(gradient), optimizer);
    const lastChanges = tf.sqrt(tf.add(stateAt(state, 1), optimizer.epsilon));
    const direction = tf.mul(gradient, tf.div(lastChanges, tf.sqrt(tf.add(square, optimizer.epsilon))));
    const changes = average(tf, stateAt(state, 1), tf.square(direction), optimizer);
    return { change: tf.mul(rate, direction), state: [square, changes] };
  },
});

const rules: Readonly<Record<OptimizerName, CreateRule>> = {
  sgd,
  momentum: withMomentum(false),
  nesterov: withMomentum(true),
  adam,
  /** Adam; the decay is decoupled for every optimizer. */
  adamw: adam,
  rmsprop,
  adagrad,
  adadelta,
};

export const updateRule = (tf: Tf, name: OptimizerName): UpdateRule => rules[name](tf);
