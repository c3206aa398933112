import { basename } from 'node:path';
import { listNames, plural } from '../profile/messages.js';
import type { FeatureColumn, FeatureTable } from '../profile/table.js';
import type { Warning } from '../settings/slots.js';

/** Columns of which no cell can be read as the training file's were: all are empty, text where numbers were, or levels that it never had. */
export function unreadableColumns({ columns, rows }: FeatureTable, file: string): Warning[] {
  const names = columns.filter(isEmpty).map(({ name }) => name);
  if (rows === 0 || names.length === 0) return [];
  const message = `${basename(file)}: in ${plural(names.length, 'column')} there is no value that the training file could have had: ${listNames(names)}. All of it counts as missing.`;
  return [{ code: 'unreadable_columns', message }];
}

const isEmpty = (column: FeatureColumn): boolean =>
  column.kind === 'categorical' ? column.codes.every((code) => code < 0) : column.values.every(Number.isNaN);
