import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SextantError } from '../errors.js';
import { findingsOf } from '../issues.js';
import { encodeFeatures } from '../prepare/encode-features.js';
import type { FeatureEncoder, TargetEncoder } from '../prepare/schema.js';
import type { Pool } from '../probe/pool.js';
import { type Network, parametersOf } from '../probe/schema.js';
import type { FeatureTable, TableSchema } from '../profile/table.js';
import type { Predictions } from '../refine/predictions.js';
import type { Settings } from '../settings/slots.js';
import { modelSchema } from './model-schema.js';
import type { Runner } from './runner.js';
import { averagePredictions, decodeOutputs } from './scores.js';
import type { SuccessfulTrial } from './trial.js';

/** The final model: the fold members of the selected configuration, each with its own preprocessing. */
export interface Model {
  readonly version: 1;
  readonly schema: TableSchema;
  readonly settings: Settings;
  readonly network: Network;
  readonly temperature: number;
  readonly members: readonly { readonly features: FeatureEncoder; readonly target: TargetEncoder }[];
  /** [members, parameters] */
  readonly weights: Float32Array;
}

export function modelOf(
  trial: SuccessfulTrial,
  {
    runner,
    schema,
    temperature,
  }: { readonly runner: Runner; readonly schema: TableSchema; readonly temperature: number },
): Model {
  const { folds } = runner.matrices(trial.result.dataId);
  return {
    version: 1,
    schema,
    settings: trial.settings,
    network: trial.result.network,
    temperature,
    members: folds.map(({ encoder, target }) => ({ features: encoder, target })),
    weights: trial.result.weights,
  };
}

/** Mean of the members' predictions for every row of a table that was read with the model's schema. */
export async function predictTable(model: Model, table: FeatureTable, pool: Pool): Promise<Predictions> {
  const size = parametersOf(model.network);
  const { settings, temperature } = model;
  const all = await Promise.all(
    model.members.map(async ({ features, target }, member) => {
      const x = encodeFeatures(features, table);
      const weights = model.weights.slice(member * size, (member + 1) * size);
      const [outputs] = await pool.predict({ network: model.network, weights, x: [x], rows: table.rows });
      return decodeOutputs(outputs ?? [], target, { settings, temperature });
    }),
  );
  return averagePredictions(all);
}

const modelFile = 'model.json';
const weightsFile = 'weights.bin';

/** Writes `model.json` (all but the weights) and `weights.bin` (float32, little-endian, [members, parameters]) into a folder. */
export async function saveModel(model: Model, directory: string): Promise<void> {
  const { weights, ...rest } = model;
  await mkdir(directory, { recursive: true });
  const bytes = new DataView(new ArrayBuffer(weights.length * 4));
  weights.forEach((weight, i) => bytes.setFloat32(i * 4, weight, true));
  await writeFile(join(directory, weightsFile), new Uint8Array(bytes.buffer));
  await writeFile(join(directory, modelFile), `${JSON.stringify(rest, null, 1)}\n`);
}

/** @throws SextantError `model_invalid` when the folder does not hold a whole model */
export async function loadModel(directory: string): Promise<Model> {
  try {
    const description = parseDescription(await readFile(join(directory, modelFile), 'utf8'));
    const bytes = await readFile(join(directory, weightsFile));
    const expected = description.members.length * parametersOf(description.network);
    if (bytes.byteLength !== expected * 4)
      throw new Error(`${weightsFile} has ${bytes.byteLength} bytes, not ${expected * 4}`);
    const weights = Float32Array.from({ length: expected }, (_, i) => bytes.readFloatLE(i * 4));
    if (!weights.every(Number.isFinite)) throw new Error(`${weightsFile} holds what is not a number`);
    return { ...description, weights };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SextantError('model_invalid', `The folder ${directory} does not hold a model: ${why}`, {
      hint: 'Name the folder `model` that `sextant recommend --out` wrote.',
      cause,
    });
  }
}

function parseDescription(text: string): Omit<Model, 'weights'> {
  const parsed = modelSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const [first] = findingsOf(parsed.error);
  throw new Error(`${modelFile}: ${first?.pointer ?? ''} ${first?.message ?? ''}`);
}
