import { createRandom } from '../random.js';
import { activations } from './activations.js';
import type { Tf } from './backend.js';
import type { DeviceData } from './device-data.js';
import { lengthOf, parametersOf, sectionsOf } from './layout.js';
import { forward, unpack } from './network.js';
import type { Network, Population } from './schema.js';

/** Training rows of a fold that its starting weights are fitted to. */
const ROWS = 256;
/** Points whose convex combination a unit's kink goes through (pytabkit, bias initialization `he+5`). */
const POINTS = 5;
/** A unit that varies less over the rows keeps its weights. */
const LEAST_DEVIATION = 1e-6;

/**
 * RealMLP's data-driven start (arXiv 2407.04491, appendix A): layer by layer the weights of each unit are scaled so that what
 * they sum to has deviation 1 over the rows, and each hidden unit's bias puts its zero at a random convex combination of five
 * rows. Under normalisation, which the size of the weights does not pass, the unit's gain is scaled in their place.
 * Returns the fitted copy of `start`, [folds, parameters].
 */
export function fitToData(
  tf: Tf,
  { network, seed }: Pick<Population, 'network' | 'seed'>,
  data: Pick<DeviceData, 'folds' | 'inputs' | 'trainSample' | 'trainRows'>,
  start: Float32Array,
): Float32Array {
  const parameters = Float32Array.from(start);
  const size = parametersOf(network);
  const activation = activations(tf)[network.activation];
  const [sample] = data.trainSample.chunks;
  if (sample === undefined) return parameters;
  const rows = Math.min(ROWS, sample.x.shape[1] ?? 0);
  for (let layer = 0; layer <= network.hidden.length; layer++) {
    const tensor = tf.tidy(() => {
      const weights = unpack(tf, tf.tensor2d(parameters, [data.folds, size]), network);
      const x = tf.slice(sample.x, [0, 0, 0], [data.folds, rows, data.inputs]);
      return forward(tf, weights, x, { activation, isTraining: true }).preActivations[layer] ?? tf.tensor1d([]);
    });
    // Read outside: `tidy` looks for tensors in what it returns, number by number.
    const sums = tensor.dataSync();
    tensor.dispose();
    const perFold = sums.length / data.folds;
    data.trainRows.forEach((trained, fold) => {
      const own = parameters.subarray(fold * size, (fold + 1) * size);
      const random = createRandom(seed, `fit ${fold} ${layer}`);
      // A fold with fewer rows is filled up with copies of them.
      const ofRows = (perFold / rows) * Math.min(rows, trained.length);
      fitLayer(own, { network, layer, random, sums: sums.slice(fold * perFold, fold * perFold + ofRows) });
    });
  }
  return parameters;
}

interface LayerSums {
  readonly network: Network;
  readonly layer: number;
  /** What each unit sums to, bias included: [rows, units]. */
  readonly sums: ArrayLike<number>;
  readonly random: () => number;
}

/** Rewrites the weights and biases of one layer of one member. */
function fitLayer(parameters: Float32Array, { network, layer, sums, random }: LayerSums): void {
  const isNormalized = network.normalization !== undefined && layer < network.hidden.length;
  const scaled = place(network, isNormalized ? 'gain' : 'weights', layer);
  const bias = place(network, 'bias', layer);
  const units = bias.length;
  const perUnit = scaled.length / units;
  const rows = sums.length / units;
  for (let unit = 0; unit < units; unit++) {
    const old = parameters[bias.at + unit] ?? 0;
    const own = Float64Array.from({ length: rows }, (_, row) => (sums[row * units + unit] ?? 0) - old);
    const deviation = standardDeviation(own);
    const factor = deviation > LEAST_DEVIATION ? 1 / deviation : 1;
    for (let i = 0; i < perUnit; i++) {
      const at = scaled.at + i * units + unit;
      parameters[at] = (parameters[at] ?? 0) * factor;
    }
    if (layer < network.hidden.length) parameters[bias.at + unit] = -factor * convexCombination(own, random);
  }
}

/** Where a section lies among a member's parameters. */
function place(network: Network, kind: 'weights' | 'gain' | 'bias', layer: number): { at: number; length: number } {
  let at = 0;
  for (const section of sectionsOf(network)) {
    const length = lengthOf(section);
    if (section.kind === kind && section.layer === layer) return { at, length };
    at += length;
  }
  throw new RangeError(`the network has no layer ${layer}`);
}

function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Of random values, with weights uniform on the simplex (normalised exponentials). */
function convexCombination(values: Float64Array, random: () => number): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < POINTS; i++) {
    const weight = -Math.log(1 - random());
    sum += weight * (values[Math.floor(random() * values.length)] ?? 0);
    total += weight;
  }
  return sum / total;
}
