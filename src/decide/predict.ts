import type { Pool } from '../probe/pool.js';
import { readFeatures, readLabelled } from '../profile/read-features.js';
import { allRows, score } from '../refine/metrics.js';
import type { Truth } from '../refine/predictions.js';
import { metricNames, type Settings } from '../settings/slots.js';
import type { Context } from './context.js';
import { loadModel, type Model, predictTable } from './model.js';
import { writePredictions } from './write-predictions.js';

export interface PredictRequest {
  /** Folder of a saved model. */
  readonly model: string;
  readonly rows: string;
  readonly predictions: string;
}

/** Predicts the rows of a file with a saved model. */
export async function predictRows(context: Context, request: PredictRequest): Promise<{ rows: number }> {
  const model = await loadModel(request.model);
  const pool = context.createPool();
  try {
    return { rows: await predictFile(model, pool, request) };
  } finally {
    pool.close();
  }
}

/** Writes a prediction for every row of a file, in its order; returns how many. */
export async function predictFile(
  model: Model,
  pool: Pool,
  { rows, predictions }: { readonly rows: string; readonly predictions: string },
): Promise<number> {
  const table = await readFeatures(rows, model.schema);
  return writePredictions(predictions, await predictTable(model, table, pool), model.schema.target.labels ?? []);
}

/** Every metric that is defined for the task, over a labelled file. */
export async function testFile(
  model: Model,
  pool: Pool,
  { file, task }: { readonly file: string; readonly task: Settings['task'] },
): Promise<Record<string, number>> {
  const { features, target } = await readLabelled(file, model.schema, task ?? 'regression');
  const predictions = await predictTable(model, features, pool);
  const truth: Truth =
    predictions.kind === 'classes'
      ? { kind: 'classes', classes: predictions.classes, codes: target.codes ?? new Int32Array(0) }
      : { kind: 'numbers', values: target.values ?? new Float64Array(0) };
  const rows = allRows(features.rows);
  const scored = metricNames.map((metric) => [metric, score(metric, truth, predictions, rows)] as const);
  return Object.fromEntries(scored.filter(([, value]) => Number.isFinite(value)));
}
