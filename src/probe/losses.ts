import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import { binaryFocal, categoricalFocal } from './focal.js';
import type { Loss, LossParameters } from './loss.js';
import type { LossName } from './schema.js';

export function losses(tf: Tf, parameters: LossParameters): Readonly<Record<LossName, Loss>> {
  const { huberDelta } = parameters;
  const meanOverOutputs = (values: Tensor): Tensor => tf.mean(values, 2);
  const perOutput = (gradient: Tensor): Tensor => {
    const outputs = gradient.shape[2] ?? 1;
    return outputs === 1 ? gradient : tf.div(gradient, outputs);
  };
  /** log(1 + e^z), which stays finite. */
  const softplus = (z: Tensor): Tensor => tf.add(tf.relu(z), tf.log1p(tf.exp(tf.neg(tf.abs(z)))));
  const binaryOf = (z: Tensor, y: Tensor): Tensor => tf.sub(softplus(z), tf.mul(z, y));
  const focal = binaryFocal(tf, parameters, binaryOf);
  return {
    meanSquaredError: {
      perRow: (z, y) => meanOverOutputs(tf.square(tf.sub(z, y))),
      gradient: (z, y) => perOutput(tf.mul(2, tf.sub(z, y))),
    },
    meanAbsoluteError: {
      perRow: (z, y) => meanOverOutputs(tf.abs(tf.sub(z, y))),
      gradient: (z, y) => perOutput(tf.sign(tf.sub(z, y))),
    },
    huber: {
      perRow: (z, y) => {
        const error = tf.abs(tf.sub(z, y));
        const near = tf.minimum(error, huberDelta);
        return meanOverOutputs(tf.add(tf.mul(0.5, tf.square(near)), tf.mul(huberDelta, tf.sub(error, near))));
      },
      gradient: (z, y) => perOutput(tf.clipByValue(tf.sub(z, y), -huberDelta, huberDelta)),
    },
    /** The output is the logarithm of the rate. */
    poisson: {
      perRow: (z, y) => meanOverOutputs(halfDeviance(tf, z, y)),
      gradient: (z, y) => perOutput(tf.sub(tf.exp(z), y)),
    },
    /** On logits: log(1 + e^z) - z y. */
    binaryCrossentropy: {
      perRow: (z, y) => meanOverOutputs(binaryOf(z, y)),
      gradient: (z, y) => perOutput(tf.sub(tf.sigmoid(z), y)),
    },
    /** On logits; the rows of `y` sum to 1. */
    categoricalCrossentropy: {
      perRow: (z, y) => tf.neg(tf.sum(tf.mul(y, tf.logSoftmax(z)), 2)),
      gradient: (z, y) => tf.sub(tf.softmax(z), y),
    },
    binaryFocal: {
      perRow: (z, y) => meanOverOutputs(focal.perRow(z, y)),
      gradient: (z, y) => perOutput(focal.gradient(z, y)),
    },
    categoricalFocal: categoricalFocal(tf, parameters),
    /**
     * Of ordered classes, as their log loss: output k is the logit of a class above k among those above k - 1, and y is 1 for
     * each k below the class (CORN: Shi, Cao and Raschka 2023, arXiv 2111.08851, section 3.3; there summed over subsets).
     */
    ordinalCrossentropy: {
      perRow: (z, y) => tf.sum(tf.sub(tf.mul(reached(tf, y), softplus(z)), tf.mul(z, y)), 2),
      gradient: (z, y) => tf.sub(tf.mul(reached(tf, y), tf.sigmoid(z)), y),
    },
  };
}

/** Of counts from rates of these logarithms, so that 0 is the least there is: e^z - y z + y ln y - y. */
function halfDeviance(tf: Tf, z: Tensor, y: Tensor): Tensor {
  const isAny = tf.greater(y, 0);
  const count = tf.where(isAny, y, tf.onesLike(y));
  const excess = tf.sub(z, tf.log(count));
  return tf.where(isAny, tf.mul(count, tf.sub(tf.expm1(excess), excess)), tf.exp(z));
}

/** The probability that a step is asked about: that the class lies above the step before. */
function reached(tf: Tf, y: Tensor): Tensor {
  const [members = 1, rows = 1, outputs = 1] = y.shape;
  const first = tf.ones([members, rows, 1]);
  return outputs === 1 ? first : tf.concat([first, tf.slice(y, [0, 0, 0], [members, rows, outputs - 1])], 2);
}

/** The loss by which epochs and configurations are compared: log loss for classes, squared error otherwise. */
export const selectionLoss: Readonly<Record<LossName, LossName>> = {
  meanSquaredError: 'meanSquaredError',
  meanAbsoluteError: 'meanSquaredError',
  huber: 'meanSquaredError',
  poisson: 'poisson',
  binaryCrossentropy: 'binaryCrossentropy',
  categoricalCrossentropy: 'categoricalCrossentropy',
  binaryFocal: 'binaryCrossentropy',
  categoricalFocal: 'categoricalCrossentropy',
  ordinalCrossentropy: 'ordinalCrossentropy',
};

/** The target of a row about which nothing is known, [outputs]: every class alike. Label smoothing moves towards it. */
export const uniformTarget = (loss: LossName, outputs: number): number[] =>
  Array.from({ length: outputs }, (_, k) =>
    loss === 'ordinalCrossentropy' ? (outputs - k) / (outputs + 1) : 1 / Math.max(2, outputs),
  );
