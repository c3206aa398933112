import type { ActivationName, LossName } from '../../src/probe/schema.js';

/** A network with its loss in double precision and plain loops, as in training, for gradients by finite differences. */
export interface Float64Network {
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly activation: ActivationName;
  readonly loss: LossName;
  readonly huberDelta: number;
  readonly focalGamma: number;
  readonly focalAlpha: number;
  readonly normalization?: 'layer' | 'batch';
  readonly residual?: boolean;
}

type Matrix = readonly (readonly number[])[];

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

const activations: Readonly<Record<ActivationName, (z: number) => number>> = {
  relu: (z) => (z > 0 ? z : 0),
  leakyRelu: (z) => (z > 0 ? z : 0.3 * z),
  tanh: Math.tanh,
  sigmoid: logistic,
  elu: (z) => (z > 0 ? z : Math.exp(z) - 1),
  // Klambauer et al. 2017, arXiv 1706.02515.
  selu: (z) => 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * (Math.exp(z) - 1)),
  silu: (z) => z * logistic(z),
  gelu: (z) => 0.5 * z * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3))),
  mish: (z) => z * Math.tanh(Math.log(1 + Math.exp(z))),
};

type Parameters = Pick<Float64Network, 'huberDelta' | 'focalGamma' | 'focalAlpha'>;
type RowLoss = (z: readonly number[], y: readonly number[], parameters: Parameters) => number;

const meanOver = (z: readonly number[], of: (z: number, k: number) => number): number =>
  z.reduce((sum, own, k) => sum + of(own, k), 0) / z.length;
const softmax = (z: readonly number[]): number[] => {
  const total = z.reduce((sum, own) => sum + Math.exp(own), 0);
  return z.map((own) => Math.exp(own) / total);
};
/** Of a class of ordered ones: past every step below it, and not past its own. */
const ofOrderedClass = (z: readonly number[], label: number): number =>
  z.slice(0, label).reduce((product, own) => product * logistic(own), 1) *
  (label < z.length ? 1 - logistic(z[label] ?? 0) : 1);

/** Loss of one row from its outputs `z` and targets `y`; those of yes and no, and of classes, for indicators only. */
export const float64Losses: Readonly<Record<LossName, RowLoss>> = {
  meanSquaredError: (z, y) => meanOver(z, (own, k) => (own - (y[k] ?? 0)) ** 2),
  meanAbsoluteError: (z, y) => meanOver(z, (own, k) => Math.abs(own - (y[k] ?? 0))),
  huber: (z, y, { huberDelta: delta }) =>
    meanOver(z, (own, k) => {
      const error = Math.abs(own - (y[k] ?? 0));
      return error <= delta ? error ** 2 / 2 : delta * (error - delta / 2);
    }),
  poisson: (z, y) =>
    meanOver(z, (own, k) => {
      const count = y[k] ?? 0;
      return Math.exp(own) - count + (count > 0 ? count * (Math.log(count) - own) : 0);
    }),
  binaryCrossentropy: (z, y) => meanOver(z, (own, k) => -Math.log(y[k] === 1 ? logistic(own) : logistic(-own))),
  categoricalCrossentropy: (z, y) => -Math.log(softmax(z)[y.indexOf(1)] ?? Number.NaN),
  binaryFocal: (z, y, { focalGamma, focalAlpha }) =>
    meanOver(z, (own, k) => {
      const p = y[k] === 1 ? logistic(own) : logistic(-own);
      return -(y[k] === 1 ? focalAlpha : 1 - focalAlpha) * (1 - p) ** focalGamma * Math.log(p);
    }),
  categoricalFocal: (z, y, { focalGamma, focalAlpha }) => {
    const p = softmax(z)[y.indexOf(1)] ?? Number.NaN;
    return -focalAlpha * (1 - p) ** focalGamma * Math.log(p);
  },
  ordinalCrossentropy: (z, y) =>
    -Math.log(
      ofOrderedClass(
        z,
        y.reduce((sum, above) => sum + above, 0),
      ),
    ),
};

const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Values less their mean, over the root of their variance and a thousandth. */
function standardized(values: readonly number[]): number[] {
  const mean = average(values);
  const variance = average(values.map((value) => (value - mean) ** 2));
  return values.map((value) => (value - mean) / Math.sqrt(variance + 0.001));
}

const transposed = (rows: Matrix): number[][] => (rows[0] ?? []).map((_, k) => rows.map((row) => row[k] ?? Number.NaN));

const normalizations = {
  layer: (rows: Matrix): Matrix => rows.map(standardized),
  batch: (rows: Matrix): Matrix => transposed(transposed(rows).map(standardized)),
};

/** Mean loss over rows. Parameters: weights [in, out] row-major, gains where units are normalised, then biases, layer by layer. */
export function meanLoss(
  network: Float64Network,
  parameters: readonly number[],
  { x, y }: { readonly x: Matrix; readonly y: Matrix },
): number {
  const { inputs, hidden, outputs, activation, loss, normalization, residual } = network;
  let offset = 0;
  const take = (count: number): readonly number[] => parameters.slice(offset, (offset += count));
  const sizes = [inputs, ...hidden, outputs];
  let h: Matrix = x;
  sizes.slice(1).forEach((units, layer) => {
    const weights = take((sizes[layer] ?? 0) * units);
    const sums = h.map((row) =>
      Array.from({ length: units }, (_, u) =>
        row.reduce((z, value, i) => z + value * (weights[i * units + u] ?? Number.NaN), 0),
      ),
    );
    const isLast = layer === hidden.length;
    const isNormalized = normalization !== undefined && !isLast;
    const gain = isNormalized ? take(units) : [];
    const bias = take(units);
    const n = isNormalized ? normalizations[normalization](sums) : sums;
    const z = n.map((row) => row.map((value, u) => value * (gain[u] ?? 1) + (bias[u] ?? Number.NaN)));
    const a = isLast ? z : z.map((row) => row.map(activations[activation]));
    const isAdded = residual === true && !isLast && layer > 0 && sizes[layer] === units;
    const before = h;
    h = isAdded ? a.map((row, r) => row.map((value, u) => value + (before[r]?.[u] ?? Number.NaN))) : a;
  });
  return average(h.map((row, r) => float64Losses[loss](row, y[r] ?? [], network)));
}

/**
 * The same of a network whose last input is the code of a category: `x` holds numbers with the code behind them. Parameters: a
 * vector for each of `codes` codes, row-major, then those of the network, whose inputs are the numbers and the vector.
 */
export function meanLossOfCategory(
  { codes, ...network }: Float64Network & { readonly codes: number },
  parameters: readonly number[],
  { x, y }: { readonly x: readonly number[][]; readonly y: readonly number[][] },
): number {
  const numbers = (x[0]?.length ?? 1) - 1;
  const size = network.inputs - numbers;
  const replaced = x.map((row) => {
    const at = (row[numbers] ?? Number.NaN) * size;
    return [...row.slice(0, numbers), ...parameters.slice(at, at + size)];
  });
  return meanLoss(network, parameters.slice(codes * size), { x: replaced, y });
}

/** Central differences of `f` at `at`. */
export function numericGradient(f: (parameters: readonly number[]) => number, at: readonly number[]): number[] {
  const step = 1e-5;
  return at.map((value, i) => (f(at.with(i, value + step)) - f(at.with(i, value - step))) / (2 * step));
}
