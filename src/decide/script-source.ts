import { SextantError } from '../errors.js';
import type { TableSchema } from '../profile/table.js';
import type { Recommendation } from '../settings/recommendation.js';
import { getDataset } from '../store/datasets.js';
import { getRecommendationRequest } from '../audit/stored-recommendation.js';
import type { Context } from './context.js';
import { notFound } from './not-found.js';
import type { AskedOfDataset } from './probes.js';

/** What a program that trains a recommendation needs beside it. */
export interface ScriptSource {
  readonly recommendation: Recommendation;
  /** How the file is read, with the names of its columns and levels. */
  readonly schema: TableSchema;
  /** Name of the file, without a folder. */
  readonly file: string;
  readonly target: readonly string[];
}

/**
 * Reads the dataset once more: names of columns, levels and labels are kept nowhere else.
 * @throws SextantError `not_found`, `dataset_required`, and what reading a file and the store throw
 */
export async function scriptSource(context: Context, id: string, signal?: AbortSignal): Promise<ScriptSource> {
  const { workspaceId, limits } = context;
  const { recommendation, request, row } = await context.store(async ({ db }) => {
    const found = await getRecommendationRequest(db, workspaceId, id);
    if (!found) throw notFound('recommendation', id);
    const asked = found.request as AskedOfDataset | null;
    return { ...found, request: asked, row: asked && (await getDataset(db, workspaceId, asked.dataset.datasetId)) };
  });
  if (!request || !row) throw withoutDataset();
  const { datasetId: _, ...reading } = request.dataset;
  const { readDataset } = await import('../profile/read.js');
  const { schema } = await context.files.use(workspaceId, row.hash, (file) =>
    readDataset({ ...reading, file, name: row.name, sha256: row.hash, limits: limits.table, signal }),
  );
  return { recommendation, schema, file: row.name.replace(/^.*[/\\]/s, ''), target: reading.target };
}

const withoutDataset = (): SextantError =>
  new SextantError(
    'dataset_required',
    'A program names the columns of its data, and the recommendation was made from a profile, or of a dataset that was deleted.',
    { hint: 'Upload the rows as a dataset and ask for a recommendation of that, or take the format json.' },
  );
