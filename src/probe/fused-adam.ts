import type { Tensor } from '@tensorflow/tfjs-core';
import { column, createPlainLearner, decayShares, type Learner, type LearnerInput, type Stride } from './learner.js';
import { nativeVariables, type Variable, type Variables } from './native-variables.js';
import type { Configuration } from './schema.js';

/**
 * For members with one optimizer: Adam in TensorFlow's own fused operation where the backend has it, and else, and the others,
 * in element-wise operations.
 */
export function createUniformLearner(input: LearnerInput): Learner {
  const { name } = input.population.optimizer;
  const variables = name === 'adam' || name === 'adamw' ? nativeVariables(input.tf) : undefined;
  return variables ? createFusedAdam(input, variables) : createPlainLearner(input);
}

/**
 * The fused operation knows one rate for all members. So it moves what is learned over each member's own rate, which changes
 * on plateaus alone; the schedule and Adam's correction of its start are numbers that all members share.
 */
function createFusedAdam(input: LearnerInput, variables: Variables): Learner {
  const { tf, population, start } = input;
  const { beta1, beta2, epsilon } = population.optimizer;
  let { configurations } = population;
  const members = configurations.length * input.folds;
  let of = numbersOf(input, configurations);
  let parameters: Tensor = tf.tensor2d(start, [members, start.length / members]);
  const variableOf = (value: () => Tensor): Variable => {
    const first = tf.tidy(value);
    const variable = variables.create(first);
    first.dispose();
    return variable;
  };
  let scaled = variableOf(() => tf.div(parameters, of.rates));
  let first = variableOf(() => tf.zerosLike(parameters));
  let second = variableOf(() => tf.zerosLike(parameters));
  const take = (variable: Variable, index: Tensor): Variable => {
    const smaller = variableOf(() => tf.gather(variable.read(), index));
    variable.dispose();
    return smaller;
  };
  return {
    get parameters() {
      return parameters;
    },
    move(gradient, stride) {
      const { rate, correction } = corrected(stride, { beta1, beta2 });
      const moved = tf.tidy(() => {
        if (of.decays && stride.decay > 0)
          variables.shrink({ variable: scaled, share: of.decays, factor: stride.decay });
        const adam = { gradient, beta1, beta2, rate, epsilon: epsilon * correction };
        variables.applyAdam({ parameters: scaled, first, second, ...adam });
        return tf.keep(scaled.times(of.rates));
      });
      parameters.dispose();
      parameters = moved;
    },
    changeRates(changed) {
      configurations = changed;
      const before = of;
      of = numbersOf(input, configurations);
      // Whose rate stays keeps its numbers to the bit: its quotient is 1.
      tf.tidy(() => scaled.assign(tf.mul(scaled.read(), tf.div(before.rates, of.rates))));
      tf.dispose(Object.values(before));
    },
    keep(kept, index) {
      configurations = kept;
      [scaled, first, second] = [take(scaled, index), take(first, index), take(second, index)];
      const fewer = tf.gather(parameters, index);
      tf.dispose([parameters, ...Object.values(of)]);
      [parameters, of] = [fewer, numbersOf(input, configurations)];
    },
    dispose() {
      tf.dispose([parameters, ...Object.values(of)]);
      for (const variable of [scaled, first, second]) variable.dispose();
    },
  };
}

type Numbers = {
  readonly rates: Tensor;
  /** Absent where nobody's weights decay. */
  readonly decays?: Tensor;
};

/**
 * Every member's learning rate and share of weight decay for every parameter, [members, parameters]: as columns they would take twice
 * the time to multiply with.
 */
function numbersOf(input: LearnerInput, configurations: readonly Configuration[]): Numbers {
  const { tf, rates, decayed } = input;
  const isDecayed = configurations.some(({ weightDecay }) => weightDecay > 0);
  return {
    rates: tf.tidy(() =>
      tf.mul(
        column(input, configurations, (c) => c.learningRate),
        rates ?? tf.onesLike(decayed),
      ),
    ),
    ...(isDecayed && { decays: tf.tidy(() => decayShares(input, configurations)) }),
  };
}

/** Adam's correction of means that start from 0 (Kingma and Ba 2015, section 2, last paragraph), as factors of rate and epsilon. */
function corrected({ step, rate }: Stride, { beta1, beta2 }: { readonly beta1: number; readonly beta2: number }) {
  const correction = Math.sqrt(1 - beta2 ** (step + 1));
  return { rate: (rate * correction) / (1 - beta1 ** (step + 1)), correction };
}
