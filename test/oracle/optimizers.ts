import type { Optimizer as TensorFlowOptimizer, SGDOptimizer, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Tf } from '../../src/probe/backend.js';
import type { Optimizer, OptimizerName } from '../../src/probe/schema.js';

/** Moves one variable by one step at a rate; keeps its state. */
export type PlainStep = (weights: Variable, gradient: Tensor, rate: number) => void;
type Create = (tf: Tf, settings: Optimizer) => PlainStep;

const stepWith =
  (optimizer: TensorFlowOptimizer): PlainStep =>
  (weights, gradient, rate) => {
    // All read their rate at every step, but only one lets it be set.
    if (isDescent(optimizer)) optimizer.setLearningRate(rate);
    else Object.assign(optimizer, { learningRate: rate });
    optimizer.applyGradients({ [weights.name]: gradient });
  };

const isDescent = (optimizer: TensorFlowOptimizer): optimizer is SGDOptimizer => 'setLearningRate' in optimizer;

const adam: Create = (tf, { beta1, beta2, epsilon }) => stepWith(tf.train.adam(1, beta1, beta2, epsilon));

/**
 * Zeiler 2012, algorithm 1, in double precision. TensorFlow.js divides by the mean square of the step *before*, against the
 * paper and Keras, so that its first step is a thousand times too long: no oracle.
 */
const adadelta: Create = (tf, { rho, epsilon }) => {
  const squares: number[] = [];
  const changes: number[] = [];
  return (weights, gradient, rate) => {
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
  sgd: (tf) => stepWith(tf.train.sgd(1)),
  momentum: (tf, { momentum }) => stepWith(tf.train.momentum(1, momentum)),
  nesterov: (tf, { momentum }) => stepWith(tf.train.momentum(1, momentum, true)),
  adam,
  adamw: adam,
  rmsprop: (tf, { rho, epsilon }) => stepWith(tf.train.rmsprop(1, rho, 0, epsilon)),
  adagrad: (tf) => stepWith(tf.train.adagrad(1, 0.1)),
  adadelta,
};
