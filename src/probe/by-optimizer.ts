import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';
import { createUniformLearner } from './fused-adam.js';
import type { Learner, LearnerInput } from './learner.js';
import type { Configuration } from './schema.js';

/** A learner of all members. Those whose optimizers have the same numbers learn together, as they would without the others. */
export function createLearner(input: LearnerInput): Learner {
  const sets = sameOptimizers(input);
  return sets.length === 1 ? createUniformLearner(inputOf(input, sets[0] ?? [])) : joinLearners(input, sets);
}

const optimizerOf = ({ population }: LearnerInput, { optimizer }: Configuration) => ({
  ...population.optimizer,
  ...optimizer,
});

function sameOptimizers(input: LearnerInput): Configuration[][] {
  const sets = new Map<string, Configuration[]>();
  for (const configuration of input.population.configurations) {
    // The population's optimizer comes first, and with it the order of the numbers.
    const key = JSON.stringify(optimizerOf(input, configuration));
    sets.set(key, [...(sets.get(key) ?? []), configuration]);
  }
  return [...sets.values()];
}

/** The input of some of the configurations, which have one optimizer. */
function inputOf(input: LearnerInput, configurations: readonly Configuration[]): LearnerInput {
  const { population, folds } = input;
  const [first] = configurations;
  if (!first) return input;
  const length = input.start.length / (population.configurations.length * folds);
  const start = new Float32Array(configurations.length * folds * length);
  membersOf(configurations, { among: population.configurations, folds }).forEach((member, i) =>
    start.set(input.start.subarray(member * length, (member + 1) * length), i * length),
  );
  return { ...input, population: { ...population, configurations, optimizer: optimizerOf(input, first) }, start };
}

/** Where the members of some configurations stand among those of others, configuration by configuration. */
function membersOf(
  configurations: readonly Configuration[],
  { among, folds }: { readonly among: readonly Configuration[]; readonly folds: number },
): number[] {
  const positionOf = new Map(among.map(({ id }, position) => [id, position]));
  return configurations.flatMap(({ id }) =>
    Array.from({ length: folds }, (_, fold) => (positionOf.get(id) ?? 0) * folds + fold),
  );
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
function joinLearners(input: LearnerInput, sets: readonly (readonly Configuration[])[]): Learner {
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
  let parts = sets.map((set) => partOf(createUniformLearner(inputOf(input, set)), set, population.configurations));
  let parameters = inOrder(tf, parts);
  const replace = (): void => {
    parameters.dispose();
    parameters = inOrder(tf, parts);
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
      replace();
    },
    dispose() {
      tf.dispose([parameters, ...parts.map(({ index }) => index)]);
      for (const { learner } of parts) learner.dispose();
    },
  };
}

/** The parameters of all parts, every member in its place, [members, parameters]. */
const inOrder = (tf: Tf, parts: readonly Part[]): Tensor =>
  tf.tidy(() => {
    const places = parts.flatMap(({ members }) => members);
    const order = places.map((_, member) => places.indexOf(member));
    const all = tf.concat(parts.map(({ learner }) => learner.parameters));
    return tf.keep(tf.gather(all, tf.tensor1d(order, 'int32')));
  });
