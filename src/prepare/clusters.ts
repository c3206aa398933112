import type { Table } from '../profile/table.js';
import type { FoldSettings } from './folds.js';

/**
 * Which rows depend on one another, so that they are drawn together where an error is estimated: a number for each row, alike for those that do. Rows of a
 * group; else of rows in time the neighbours, in blocks as long as the cube root of how many there are, at which a block bootstrap errs least on a variance
 * (Hall, Horowitz and Jing 1995, Biometrika 82); else rows that are alike. Undefined where each row stands for itself.
 */
export function clustersOf(
  { rows, groups, duplicateOf }: Pick<Table, 'rows' | 'groups' | 'duplicateOf'>,
  foldKind: FoldSettings['foldKind'],
): Int32Array | undefined {
  if (groups) return groups;
  if (foldKind === 'forward') {
    const length = Math.max(1, Math.round(Math.cbrt(rows)));
    return Int32Array.from({ length: rows }, (_, row) => Math.floor(row / length));
  }
  return new Set(duplicateOf).size < rows ? duplicateOf : undefined;
}
