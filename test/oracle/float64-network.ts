/** A network with its loss in double precision and plain loops, as in training, for gradients by finite differences. */
export interface Float64Network {
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly activation: keyof typeof activations;
  readonly loss: keyof typeof losses;
  readonly normalization?: 'layer' | 'batch';
  readonly residual?: boolean;
}

type Matrix = readonly (readonly number[])[];

const HUBER_DELTA = 0.7;
const logistic = (z: number): number => 1 / (1 + Math.exp(-z));
const softplus = (z: number): number => Math.log(1 + Math.exp(z));

const activations = {
  relu: (z: number) => (z > 0 ? z : 0),
  leakyRelu: (z: number) => (z > 0 ? z : 0.3 * z),
  tanh: Math.tanh,
  sigmoid: logistic,
  elu: (z: number) => (z > 0 ? z : Math.exp(z) - 1),
  selu: (z: number) => 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * (Math.exp(z) - 1)),
  silu: (z: number) => z * logistic(z),
  gelu: (z: number) => (z / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (z + 0.044715 * z ** 3))),
  mish: (z: number) => z * Math.tanh(softplus(z)),
};

const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const perOutput = (of: (z: number, y: number) => number) => (z: readonly number[], y: readonly number[]) =>
  average(z.map((value, k) => of(value, y[k] ?? Number.NaN)));

/** Of one row. */
const losses = {
  meanSquaredError: perOutput((z, y) => (z - y) ** 2),
  meanAbsoluteError: perOutput((z, y) => Math.abs(z - y)),
  huber: perOutput((z, y) => {
    const error = Math.abs(z - y);
    return error <= HUBER_DELTA ? error ** 2 / 2 : HUBER_DELTA * (error - HUBER_DELTA / 2);
  }),
  poisson: perOutput((z, y) => Math.exp(z) - y * z),
  binaryCrossentropy: perOutput((z, y) => -y * Math.log(logistic(z)) - (1 - y) * Math.log(1 - logistic(z))),
  categoricalCrossentropy: (z: readonly number[], y: readonly number[]) => {
    const total = z.reduce((sum, value) => sum + Math.exp(value), 0);
    return -z.reduce((sum, value, k) => sum + (y[k] ?? Number.NaN) * Math.log(Math.exp(value) / total), 0);
  },
};

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
  { inputs, hidden, outputs, activation, loss, normalization, residual }: Float64Network,
  parameters: readonly number[],
  { x, y }: { readonly x: Matrix; readonly y: Matrix },
): number {
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
  return average(h.map((row, r) => losses[loss](row, y[r] ?? [])));
}

/** Central differences of `f` at `at`. */
export function numericGradient(f: (parameters: readonly number[]) => number, at: readonly number[]): number[] {
  const step = 1e-5;
  return at.map((value, i) => (f(at.with(i, value + step)) - f(at.with(i, value - step))) / (2 * step));
}
