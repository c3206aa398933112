import { createNormal, createRandom } from '../random.js';
import { layersOf, parametersOf, type Population } from './schema.js';

/** Variance of a weight, from the layer's fan-in and fan-out. */
const variances: Readonly<Record<Population['initializer'], (fanIn: number, fanOut: number) => number>> = {
  /** He et al. 2015 (arXiv 1502.01852). */
  heNormal: (fanIn) => 2 / fanIn,
  /** Glorot and Bengio 2010. */
  glorotUniform: (fanIn, fanOut) => 2 / (fanIn + fanOut),
  /** LeCun et al. 1998; what SELU expects. */
  lecunNormal: (fanIn) => 1 / fanIn,
};

/**
 * Starting parameters of all members, [configurations x folds, parameters]. Members of one fold start alike in every
 * configuration, so that configurations differ by their settings and not by luck. Hidden biases are 0. The last layer's
 * weights follow the Glorot variance, which suits a linear output.
 */
export function initialParameters(population: Population, folds: number): Float32Array {
  const { network, configurations } = population;
  const size = parametersOf(network);
  const all = new Float32Array(configurations.length * folds * size);
  for (let fold = 0; fold < folds; fold++) {
    const one = memberParameters(population, fold);
    for (let c = 0; c < configurations.length; c++) all.set(one, (c * folds + fold) * size);
  }
  return all;
}

function memberParameters({ network, initializer, outputBias, seed }: Population, fold: number): Float32Array {
  const random = createRandom(seed, `weights ${fold}`);
  const normal = createNormal(random);
  const parameters = new Float32Array(parametersOf(network));
  const layers = layersOf(network);
  let offset = 0;
  layers.forEach(({ inputs, outputs }, l) => {
    const isLast = l === layers.length - 1;
    const kind = isLast && l > 0 ? 'glorotUniform' : initializer;
    const deviation = Math.sqrt(variances[kind](inputs, outputs));
    const draw = kind === 'glorotUniform' ? () => (2 * random() - 1) * Math.sqrt(3) : normal;
    for (let i = 0; i < inputs * outputs; i++) parameters[offset + i] = draw() * deviation;
    offset += inputs * outputs;
    if (isLast) parameters.set(outputBias[fold] ?? [], offset);
    offset += outputs;
  });
  return parameters;
}
