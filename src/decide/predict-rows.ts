import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SextantError } from '../errors.js';
import type { FeatureTable, TableSchema } from '../profile/table.js';
import type { ReadFeaturesOptions } from '../profile/read-features.js';
import type { Predictions } from '../refine/predictions.js';
import { newestProbeOf } from '../store/probes.js';
import type { Context } from './context.js';
import { type Model, predictTable } from './model.js';
import { unpackModel } from './model-file.js';
import { getRecommendation } from './recommendations.js';

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** What is predicted of a row: a number, or the label that is named and the probability of each. */
export interface Prediction {
  readonly prediction: string | number;
  readonly probabilities?: Readonly<Record<string, number>>;
}

/** The final model of a recommendation's newest probe that left one, and the decision that it goes back to. */
export interface ProbeModel {
  readonly model: Model;
  readonly decisionId: string;
}

/** Predictions in the order of their rows, and the decision that their model goes back to. */
export interface RowPredictions {
  readonly decisionId: string;
  readonly predictions: readonly Prediction[];
}

/**
 * Predictions of rows by the final model of a recommendation's newest probe that left one.
 * @throws SextantError `not_found`, `model_missing`, `column_missing`, `files_unavailable`, and what the store throws
 */
export async function predictWithProbe(
  context: Context,
  id: string,
  rows: readonly Row[],
  signal?: AbortSignal,
): Promise<RowPredictions> {
  const { model, decisionId } = await modelOfProbe(context, id);
  const table = await tableOf(rows, model.schema, { limits: context.limits.table, signal });
  const { sharedPool } = context;
  if (!sharedPool) throw new SextantError('internal', 'This process has no pool for predictions.');
  const predictions = await sharedPool.use((pool) => predictTable(model, table, pool));
  return { decisionId, predictions: described(predictions, model.schema.target.labels ?? []) };
}

/**
 * The final model of a recommendation's newest probe that left one.
 * @throws SextantError `not_found`, `model_missing`, `files_unavailable`, and what the store throws
 */
export async function modelOfProbe(context: Context, id: string): Promise<ProbeModel> {
  const { decisionId } = await getRecommendation(context, id);
  const probe = await context.store(({ db }) => newestProbeOf(db, id, 'model'));
  const { workspaceId, files } = context;
  if (!probe?.modelHash) throw withoutModel();
  const model = unpackModel(await files.use(workspaceId, probe.modelHash, (path) => readFile(path)));
  return { model, decisionId };
}

/** Rows as a file of them is read, so that a cell means what it meant in training. */
async function tableOf(rows: readonly Row[], schema: TableSchema, options: ReadFeaturesOptions): Promise<FeatureTable> {
  const folder = await mkdtemp(join(tmpdir(), 'sextant-rows-'));
  try {
    const file = join(folder, 'rows.json');
    await writeFile(file, JSON.stringify(rows));
    const { readFeatures } = await import('../profile/read-features.js');
    return await readFeatures(file, schema, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const described = (predictions: Predictions, labels: readonly string[]): Prediction[] =>
  predictions.kind === 'numbers'
    ? Array.from(predictions.values, (prediction) => ({ prediction }))
    : describedClasses(predictions, labels);

function describedClasses(
  { classes, probabilities, named }: Extract<Predictions, { kind: 'classes' }>,
  labels: readonly string[],
): Prediction[] {
  return Array.from({ length: probabilities.length / classes }, (_, row) => {
    const ofRow = probabilities.subarray(row * classes, (row + 1) * classes);
    const most = ofRow.indexOf(Math.max(...ofRow));
    return {
      prediction: labels[named?.[row] ?? most] ?? '',
      probabilities: Object.fromEntries(labels.map((label, k) => [label, ofRow[k] ?? 0])),
    };
  });
}

const withoutModel = (): SextantError =>
  new SextantError('model_missing', 'No probe of the recommendation has left a model.', {
    hint: 'Ask for a probe and wait for its end. A model is deleted with the dataset that it was trained on.',
  });
