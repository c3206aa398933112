import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from './backend.js';

/**
 * A number of each configuration, once for every one of its members, [members, 1, ...] with as many further axes of length 1 as are asked for.
 * Members stand configuration by configuration, each on all folds.
 */
export function perMember<C>(
  tf: Tf,
  { configurations, folds }: { readonly configurations: readonly C[]; readonly folds: number },
  of: (configuration: C) => number,
  furtherAxes = 2,
): Tensor {
  const values = new Float32Array(configurations.length * folds);
  configurations.forEach((configuration, c) => values.fill(of(configuration), c * folds, (c + 1) * folds));
  return tf.tensor(values, [values.length, ...new Array<number>(furtherAxes).fill(1)]);
}

/** How many configurations the members of these parameters [members, parameters] are of. */
export const configurationsIn = (parameters: Tensor, { folds }: { readonly folds: number }): number =>
  (parameters.shape[0] ?? folds) / folds;
