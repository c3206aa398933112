import { basename } from 'node:path';
import { listNames, plural } from '../profile/messages.js';
import type { Dataset } from '../profile/read.js';
import { readFeatures, readLabelled } from '../profile/read-features.js';
import type { FeatureColumn, FeatureTable } from '../profile/table.js';
import type { TableLimits } from '../profile/table-limits.js';
import type { Settings, Warning } from '../settings/slots.js';
import type { Labelled } from './predict.js';
import type { RecommendRequest } from './schema.js';

/** The other files of a request. */
export interface Others {
  readonly test?: Labelled;
  readonly predict?: FeatureTable;
  readonly warnings: readonly Warning[];
}

/** Read before anything is trained: what is wrong with them shows at once. */
export async function readOthers(
  { test: testFile, predict: asked }: RecommendRequest,
  { schema }: Dataset,
  { task, limits }: Pick<Settings, 'task'> & { readonly limits: TableLimits },
): Promise<Others> {
  const test =
    testFile === undefined ? undefined : await readLabelled(testFile, schema, task ?? 'regression', { limits });
  const predict = asked && (await readFeatures(asked.rows, schema, { limits }));
  return {
    ...(test && { test }),
    ...(predict && { predict }),
    warnings: [
      ...(test && testFile !== undefined
        ? [...emptyColumns(test.features, testFile), ...unseenLabels(test, testFile)]
        : []),
      ...(predict ? emptyColumns(predict, asked.rows) : []),
    ],
  };
}

/** Columns of which no cell can be read as the training file's were: text where numbers were, or levels that it never had. */
function emptyColumns({ columns, rows }: FeatureTable, file: string): Warning[] {
  const names = columns.filter(isEmpty).map(({ name }) => name);
  if (rows === 0 || names.length === 0) return [];
  const message = `${basename(file)}: in ${plural(names.length, 'column')} no value is one that the training file could have had: ${listNames(names)}. They count as missing.`;
  return [{ code: 'unreadable_columns', message }];
}

const isEmpty = (column: FeatureColumn): boolean =>
  column.kind === 'categorical' ? column.codes.every((code) => code < 0) : column.values.every(Number.isNaN);

/** A label that no model of the training file can name is a mistake in every score. */
function unseenLabels({ target: { codes } }: Labelled, file: string): Warning[] {
  const unseen = codes?.reduce((count, code) => count + (code < 0 ? 1 : 0), 0) ?? 0;
  if (unseen === 0) return [];
  const message = `${basename(file)}: ${plural(unseen, 'row')} of ${codes?.length ?? 0} have a label that the training file does not have; they count as wrong in accuracy and log loss.`;
  return [{ code: 'unseen_labels', message }];
}
