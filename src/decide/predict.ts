import type { Pool } from '../probe/pool.js';
import { readFeatures } from '../profile/read-features.js';
import type { FeatureTable, Target } from '../profile/table.js';
import { allRows, score } from '../refine/metrics.js';
import type { Truth } from '../refine/predictions.js';
import { metricNames, type Warning } from '../settings/slots.js';
import type { Context } from './context.js';
import { classTruth } from './decode.js';
import { loadModel, type Model, predictTable } from './model.js';
import { unreadableColumns } from './unreadable-columns.js';
import { writePredictions } from './write-predictions.js';

export interface PredictRequest {
  /** Folder of a saved model. */
  readonly model: string;
  readonly rows: string;
  readonly predictions: string;
}

export interface PredictResult {
  /** How many were predicted: all of the file. */
  readonly rows: number;
  /** `unreadable_columns`: what the file has there is nothing that the model can know. */
  readonly warnings: readonly Warning[];
}

/** Predicts the rows of a file with a saved model. */
export async function predictRows(context: Context, request: PredictRequest): Promise<PredictResult> {
  const model = await loadModel(request.model);
  const pool = context.createPool();
  try {
    const table = await readFeatures(request.rows, model.schema, { limits: context.limits.table });
    const rows = await writeTablePredictions(model, pool, { table, file: request.predictions });
    return { rows, warnings: unreadableColumns(table, request.rows) };
  } finally {
    pool.close();
  }
}

/** Writes a prediction for every row of a table that was read with the model's schema; returns how many. */
export async function writeTablePredictions(
  model: Model,
  pool: Pool,
  { table, file }: { readonly table: FeatureTable; readonly file: string },
): Promise<number> {
  return writePredictions(file, await predictTable(model, table, pool), model.schema.target.labels ?? []);
}

/** A labelled table that was read with the model's schema. */
export interface Labelled {
  readonly features: FeatureTable;
  readonly target: Target;
}

/** Every metric that is defined for the task, over labelled rows. */
export async function testScores(
  model: Model,
  pool: Pool,
  { features, target }: Labelled,
): Promise<Record<string, number>> {
  const predictions = await predictTable(model, features, pool);
  const truth: Truth =
    predictions.kind === 'classes'
      ? {
          ...classTruth(target, predictions.classes, model.parts[0]?.settings.task ?? null),
          ...(model.positive !== undefined && { positive: model.positive }),
        }
      : { kind: 'numbers', values: target.values ?? new Float64Array(0) };
  const rows = allRows(features.rows);
  const scored = metricNames.map((metric) => [metric, score(metric, truth, predictions, rows)] as const);
  return Object.fromEntries(scored.filter(([, value]) => Number.isFinite(value)));
}
