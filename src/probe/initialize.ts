import { createNormal, createRandom } from '../random.js';
import { isTangent } from '../settings/recipe.js';
import { firstRows } from './categories.js';
import { lengthOf, parametersOf, type Section, sectionsOf } from './layout.js';
import type { Population } from './schema.js';

/** Variance of a weight, from the layer's fan-in and fan-out. */
const variances: Readonly<Record<Population['initializer'], (fanIn: number, fanOut: number) => number>> = {
  /** He et al. 2015 (arXiv 1502.01852). */
  heNormal: (fanIn) => 2 / fanIn,
  /** Glorot and Bengio 2010. */
  glorotUniform: (fanIn, fanOut) => 2 / (fanIn + fanOut),
  /** LeCun et al. 1998; what SELU expects. */
  lecunNormal: (fanIn) => 1 / fanIn,
  /** Standard normal weights of the neural tangent parametrization (Jacot et al. 2018, arXiv 1806.07572), held over sqrt(fan-in). */
  ntk: (fanIn) => 1 / fanIn,
  /** The same before they are fitted to the data. */
  dataDriven: (fanIn) => 1 / fanIn,
};

/**
 * Starting parameters of one member a fold, [folds, parameters]: members of one fold start alike in every configuration, so
 * that configurations differ by their settings and not by luck. Hidden biases are 0, but normal under `ntk`.
 * The last layer's weights follow the Glorot variance, which suits a linear output, and are 0 under `ntk`.
 */
export function initialParameters(population: Population, folds: number): Float32Array {
  const size = parametersOf(population.network);
  const all = new Float32Array(folds * size);
  for (let fold = 0; fold < folds; fold++) all.set(memberParameters(population, fold), fold * size);
  return all;
}

/** A number for each place of a section. */
type Draw = (section: Section, context: DrawContext) => () => number;

interface DrawContext {
  readonly population: Population;
  readonly random: () => number;
  readonly normal: () => number;
  readonly isLast: boolean;
}

const constant = (value: number) => () => () => value;
/** Uniform between -bound and bound. */
const uniform = (random: () => number, bound: number) => (): number => (2 * random() - 1) * bound;

const draws: Readonly<Record<Section['kind'], Draw>> = {
  weights: ({ layer, shape: [inputs = 1, outputs = 1] }, { population: { initializer }, random, normal, isLast }) => {
    // RealMLP's simple variant starts its outputs at 0 (pytabkit, mlp.py of realmlp-td-s).
    if (isLast && initializer === 'ntk') return () => 0;
    const kind = isLast && layer > 0 && !isTangent(initializer) ? 'glorotUniform' : initializer;
    const deviation = Math.sqrt(variances[kind](inputs, outputs));
    return kind === 'glorotUniform' ? uniform(random, deviation * Math.sqrt(3)) : () => normal() * deviation;
  },
  bias: (_, { population: { initializer }, normal, isLast }) => (isLast || initializer !== 'ntk' ? () => 0 : normal),
  gain: constant(1),
  /** Standard normal as in RealMLP (pytabkit, categorical.py), but 0 for code 0, which may never be met before a prediction. */
  table: ({ shape: [, size = 1] }, { population: { network }, normal }) => {
    const unknown = new Set(network.categories ? firstRows(network.categories) : []);
    let drawn = 0;
    return () => (unknown.has(Math.floor(drawn++ / size)) ? 0 : normal());
  },
  blend: constant(1),
  // As in Keras; after the first step they are what that batch says.
  runningMean: constant(0),
  runningVariance: constant(1),
  inputScale: constant(1),
  frequencies:
    (_, { population: { network }, normal }) =>
    () =>
      normal() * (network.embedding?.sigma ?? 0),
  phases: (_, { random }) => uniform(random, Math.PI),
  mix: ({ shape: [, frequencies = 1] }, { random }) => uniform(random, 1 / Math.sqrt(frequencies)),
  mixBias: (_, { population: { network }, random }) =>
    uniform(random, 1 / Math.sqrt(network.embedding?.frequencies ?? 1)),
};

function memberParameters(population: Population, fold: number): Float32Array {
  const { network, outputBias, seed } = population;
  const random = createRandom(seed, `weights ${fold}`);
  const normal = createNormal(random);
  const parameters = new Float32Array(parametersOf(network));
  let offset = 0;
  for (const section of sectionsOf(network)) {
    const isLast = section.layer === network.hidden.length;
    const draw = draws[section.kind](section, { population, random, normal, isLast });
    const end = offset + lengthOf(section);
    for (let i = offset; i < end; i++) parameters[i] = draw();
    if (section.kind === 'bias' && isLast) parameters.subarray(offset, end).set(outputBias[fold] ?? []);
    offset = end;
  }
  return parameters;
}
