import type { Table } from '../profile/table.js';
import type { Settings } from '../settings/slots.js';
import { encodeFeatures, fitFeatures } from './encode-features.js';
import { encodeTarget, fitTarget, outputsOf } from './encode-target.js';
import { rowWeights } from './row-weights.js';
import type { Fold, FoldMatrices, Matrices } from './schema.js';

/**
 * Turns a table into what a probe trains on: one copy of the rows per fold, encoded with the statistics of that fold's
 * training rows alone. A copy per fold costs folds x rows x inputs x 4 bytes and saves the transform in every step.
 */
export function prepare(table: Table, folds: readonly Fold[], settings: Settings): Matrices {
  const prepared = folds.map((fold) => prepareFold(table, fold, settings));
  const [first] = prepared;
  if (first === undefined) throw new Error('a partition has at least one fold');
  // Members of one program have one number of inputs; their rows lie one after the other by it.
  if (prepared.some(({ encoder }) => encoder.inputs !== first.encoder.inputs))
    throw new Error('folds differ in inputs');
  return {
    rows: table.rows,
    inputs: first.encoder.inputs,
    outputs: outputsOf(first.target),
    ...(table.weights && { weights: table.weights }),
    folds: prepared,
  };
}

function prepareFold(table: Table, fold: Fold, settings: Settings): FoldMatrices {
  const encoder = fitFeatures(table, fold.train, settings);
  const target = fitTarget(table.target, fold.train, settings);
  return {
    fold,
    encoder,
    target,
    x: encodeFeatures(encoder, table),
    y: encodeTarget(target, table.target, table.rows),
    rowWeights: rowWeights(table, fold.train, settings),
  };
}
