/** A one-hidden-layer tanh network with squared error in double precision, for gradients by finite differences. */
export interface Float64Network {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
}

/** Mean over rows and outputs of the squared error. Parameters: weights [in, out] row-major, then biases, layer by layer. */
export function meanSquaredError(
  { inputs, hidden, outputs }: Float64Network,
  parameters: readonly number[],
  { x, y }: { readonly x: readonly number[][]; readonly y: readonly number[][] },
): number {
  const afterFirst = inputs * hidden + hidden;
  const of = (index: number): number => parameters[index] ?? Number.NaN;
  let sum = 0;
  x.forEach((row, r) => {
    const h = Array.from({ length: hidden }, (_, u) =>
      Math.tanh(row.reduce((z, value, i) => z + value * of(i * hidden + u), of(inputs * hidden + u))),
    );
    for (let o = 0; o < outputs; o++) {
      const bias = of(afterFirst + hidden * outputs + o);
      const z = h.reduce((total, value, u) => total + value * of(afterFirst + u * outputs + o), bias);
      sum += (z - (y[r]?.[o] ?? Number.NaN)) ** 2;
    }
  });
  return sum / (x.length * outputs);
}

/** Central differences of `f` at `at`. */
export function numericGradient(f: (parameters: readonly number[]) => number, at: readonly number[]): number[] {
  const step = 1e-5;
  return at.map((value, i) => (f(at.with(i, value + step)) - f(at.with(i, value - step))) / (2 * step));
}
