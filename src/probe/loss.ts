import type { Tensor } from '@tensorflow/tfjs-core';
import type { Population } from './schema.js';

/** Outputs `z` and targets `y` are [members, rows, outputs]. */
export interface Loss {
  /** Loss of each row: [members, rows]. */
  readonly perRow: (z: Tensor, y: Tensor) => Tensor;
  /** Derivative of a row's loss by its outputs: [members, rows, outputs]. */
  readonly gradient: (z: Tensor, y: Tensor) => Tensor;
}

/** What the losses are measured with, where they leave something open. */
export type LossParameters = Pick<Population, 'huberDelta' | 'focalGamma' | 'focalAlpha'>;
