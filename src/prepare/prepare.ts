import type { Table } from '../profile/table.js';
import type { Settings } from '../settings/slots.js';
import { encodeFeatures, fitFeatures } from './encode-features.js';
import { classWeights, encodeTarget, fitTarget, outputsOf } from './encode-target.js';
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
    rowWeights: rowWeights(table, settings),
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
  };
}

function rowWeights(table: Table, settings: Settings): Float32Array {
  const { codes, labels } = table.target;
  const kind = settings.classWeights;
  if (kind === null || kind === 'none' || !codes || !labels) return new Float32Array(table.rows).fill(1);
  const weights = classWeights(codes, labels.length, kind);
  const perRow = Float32Array.from(codes, (code) => weights[code] ?? 1);
  const mean = perRow.reduce((sum, weight) => sum + weight, 0) / perRow.length;
  return perRow.map((weight) => weight / mean);
}
