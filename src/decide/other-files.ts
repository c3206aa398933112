import { basename } from 'node:path';
import { plural } from '../profile/messages.js';
import type { Dataset } from '../profile/read.js';
import { readFeatures, readLabelled } from '../profile/read-features.js';
import type { FeatureTable } from '../profile/table.js';
import type { TableLimits } from '../profile/table-limits.js';
import type { Settings, Warning } from '../settings/slots.js';
import type { Labelled } from './predict.js';
import type { RecommendRequest } from './schema.js';
import { unreadableColumns } from './unreadable-columns.js';

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
        ? [...unreadableColumns(test.features, testFile), ...unseenLabels(test, testFile)]
        : []),
      ...(predict ? unreadableColumns(predict, asked.rows) : []),
    ],
  };
}

/** A label that no model of the training file can name is a mistake in every score. */
function unseenLabels({ target: { codes } }: Labelled, file: string): Warning[] {
  const unseen = codes?.reduce((count, code) => count + (code < 0 ? 1 : 0), 0) ?? 0;
  if (unseen === 0) return [];
  const message = `${basename(file)}: ${plural(unseen, 'row')} of ${codes?.length ?? 0} have a label that the training file does not have; they count as wrong in accuracy and log loss.`;
  return [{ code: 'unseen_labels', message }];
}
