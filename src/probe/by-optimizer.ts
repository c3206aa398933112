import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import { createUniformLearner } from './fused-adam.js';
import type { Learner, LearnerInput } from './learner.js';
import type { Configuration, Population } from './schema.js';

/** A learner of all members. Those whose optimizers have the same numbers learn together, as they would without the others. */
export function createLearner(input: LearnerInput): Learner {
  const inputs = byOptimizer(input.population).map((part) => inputOf(input, part));
  const [only, ...others] = inputs;
  return only && others.length === 0 ? createUniformLearner(only) : joinLearners(input, inputs);
}

type Uniform = Pick<Population, 'optimizer' | 'configurations'>;

/** The configurations of each optimizer, numbers of their own included. */
function byOptimizer({ optimizer: shared, configurations }: Population): Uniform[] {
  const parts = new Map<string, Uniform>();
  for (const configuration of configurations) {
    const optimizer = { ...shared, ...configuration.optimizer };
    // In the order of the shared ones, whatever that of the own ones.
    const key = JSON.stringify(optimizer);
    const others = parts.get(key)?.configurations ?? [];
    parts.set(key, { optimizer, configurations: [...others, configuration] });
  }
  return [...parts.values()];
}

function inputOf(input: LearnerInput, part: Uniform): LearnerInput {
  const { population, folds } = input;
  const among = population.configurations;
  const length = input.start.length / (among.length * folds);
  const start = new Float32Array(part.configurations.length * folds * length);
  membersOf(part.configurations, { among, folds }).forEach((member, i) =>
    start.set(input.start.subarray(member * length, (member + 1) * length), i * length),
  );
  return { ...input, population: { ...population, ...part }, start };
}

/** Where the members of some configurations stand among those of others, configuration by configuration. */
function membersOf(
  configurations: readonly Configuration[],
  { among, folds }: { readonly among: readonly Configuration[]; readonly folds: number },
): number[] {
  const positionOf = new Map(among.map(({ id }, position) => [id, position]));
  return configurations.flatMap(({ id }) => {
    const position = positionOf.get(id);
    if (position === undefined) throw new Error(`no members of ${id} are trained`);
    return Array.from({ length: folds }, (_, fold) => position * folds + fold);
  });
}

/** Some of the configurations, and where their members stand among all. */
interface Part {
  readonly learner: Learner;
  readonly configurations: readonly Configuration[];
  readonly members: readonly number[];
  /** The same as a tensor. */
  readonly index: Tensor;
}

/** A learner of members that learn apart, in the order of the configurations. */
function joinLearners(input: LearnerInput, inputs: readonly LearnerInput[]): Learner {
  const { tf, folds, population } = input;
  const partOf = (
    learner: Learner,
    configurations: readonly Configuration[],
    among: readonly Configuration[],
  ): Part => {
    const members = membersOf(configurations, { among, folds });
    return { learner, configurations, members, index: tf.tensor1d(members, 'int32') };
  };
  const ownOf = ({ configurations }: Part, all: readonly Configuration[]): Configuration[] =>
    all.filter(({ id }) => configurations.some((own) => own.id === id));
  let parts = inputs.map((own) =>
    partOf(createUniformLearner(own), own.population.configurations, population.configurations),
  );
  let order = orderOf(tf, parts);
  const gathered = (): Tensor =>
    tf.tidy(() => tf.keep(tf.gather(tf.concat(parts.map(({ learner }) => learner.parameters)), order)));
  let parameters = gathered();
  const replace = (): void => {
    parameters.dispose();
    parameters = gathered();
  };
  return {
    get parameters() {
      return parameters;
    },
    move(gradient, stride) {
      for (const { learner, index } of parts) tf.tidy(() => learner.move(tf.gather(gradient, index), stride));
      replace();
    },
    changeRates(changed) {
      for (const part of parts) part.learner.changeRates(ownOf(part, changed));
    },
    keep(kept) {
      parts = parts.flatMap((part) => {
        const own = ownOf(part, kept);
        part.index.dispose();
        if (own.length === 0) {
          part.learner.dispose();
          return [];
        }
        const index = tf.tensor1d(membersOf(own, { among: part.configurations, folds }), 'int32');
        part.learner.keep(own, index);
        index.dispose();
        return partOf(part.learner, own, kept);
      });
      order.dispose();
      order = orderOf(tf, parts);
      replace();
    },
    dispose() {
      tf.dispose([parameters, order, ...parts.map(({ index }) => index)]);
      for (const { learner } of parts) learner.dispose();
    },
  };
}

/** Where every member stands in the parts one after the other, [members]. */
function orderOf(tf: Tf, parts: readonly Part[]): Tensor {
  const places = parts.flatMap(({ members }) => members);
  return tf.tensor1d(
    places.map((_, member) => places.indexOf(member)),
    'int32',
  );
}
