import type { Optimizer as TensorFlowOptimizer, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Tf } from '../../src/probe/backend.js';
import type { Optimizer, OptimizerName } from '../../src/probe/schema.js';

/** Moves one variable by one step; keeps its state. */
export type PlainStep = (weights: Variable, gradient: Tensor) => void;
type Create = (tf: Tf, rate: number, settings: Optimizer) => PlainStep;

const stepWith =
  (optimizer: TensorFlowOptimizer): PlainStep =>
  (weights, gradient) =>
    optimizer.applyGradients({ [weights.name]: gradient });

const adam: Create = (tf, rate, { beta1, beta2, epsilon }) => stepWith(tf.train.adam(rate, beta1, beta2, epsilon));

/**
 * Zeiler 2012, algorithm 1, in double precision. TensorFlow.js divides by the mean square of the step *before*, against the
 * paper and Keras, so that its first step is a thousand times too long: no oracle.
 */
const adadelta: Create = (tf, rate, { rho, epsilon }) => {
  const squares: number[] = [];
  const changes: number[] = [];
  return (weights, gradient) => {
    const slopes = gradient.dataSync();
    const next = Array.from(weights.dataSync(), (weight, i) => {
      const g = slopes[i] ?? Number.NaN;
      const square = rho * (squares[i] ?? 0) + (1 - rho) * g ** 2;
      const before = changes[i] ?? 0;
      const change = (-Math.sqrt(before + epsilon) / Math.sqrt(square + epsilon)) * g;
      squares[i] = square;
      changes[i] = rho * before + (1 - rho) * change ** 2;
      return weight + rate * change;
    });
    weights.assign(tf.tensor(next, weights.shape));
  };
};

/** An independent optimizer for each name: TensorFlow's own where it is right. Its Adagrad has a fixed epsilon, 1e-7. */
export const plainOptimizers: Readonly<Record<OptimizerName, Create>> = {
  sgd: (tf, rate) => stepWith(tf.train.sgd(rate)),
  momentum: (tf, rate, { momentum }) => stepWith(tf.train.momentum(rate, momentum)),
  nesterov: (tf, rate, { momentum }) => stepWith(tf.train.momentum(rate, momentum, true)),
  adam,
  adamw: adam,
  rmsprop: (tf, rate, { rho, epsilon }) => stepWith(tf.train.rmsprop(rate, rho, 0, epsilon)),
  adagrad: (tf, rate) => stepWith(tf.train.adagrad(rate, 0.1)),
  adadelta,
};
