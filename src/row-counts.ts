/** How often each of some rows counts: by its weight, of mean 1 over these rows; once where there are no weights, or none above 0. */
export function rowCounts(rows: Int32Array, weights: ArrayLike<number> | undefined): Float64Array {
  const own = Float64Array.from(rows, (row) => weights?.[row] ?? 1);
  const mean = own.reduce((sum, weight) => sum + weight, 0) / own.length;
  return weights && mean > 0 ? own.map((weight) => weight / mean) : new Float64Array(own.length).fill(1);
}
