/** Half of the Poisson deviance of a count from a rate of that natural logarithm: e^z - y z + y ln y - y, from 0 on; e^z for a count of 0. */
export function halfDeviance(count: number, logarithm: number): number {
  if (count <= 0) return Math.exp(logarithm);
  const excess = logarithm - Math.log(count);
  return count * (Math.expm1(excess) - excess);
}
