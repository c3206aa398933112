import { existsSync } from 'node:fs';
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SextantError } from '../errors.js';
import { findingsOf } from '../issues.js';
import { encodeFeatures } from '../prepare/encode-features.js';
import type { FeatureEncoder, TargetEncoder } from '../prepare/schema.js';
import type { Pool } from '../probe/pool.js';
import { parametersOf } from '../probe/layout.js';
import type { Network } from '../probe/schema.js';
import type { FeatureTable, TableSchema, Target } from '../profile/table.js';
import type { Line } from '../refine/calibrate.js';
import { positiveClasses } from '../refine/metrics.js';
import type { Predictions } from '../refine/predictions.js';
import { nameFrom } from '../refine/threshold.js';
import type { Settings } from '../settings/slots.js';
import { checkModelFolder, modelFile, weightsFile } from './model-folder.js';
import { modelSchema } from './model-schema.js';
import { averagePredictions, calibrated, decodeOutputs, rangeOf } from './decode.js';
import type { Ensemble } from './ensemble.js';
import type { Runner } from './runner.js';

/** The final model: fold members of one configuration or several, or one refitted, each with its own preprocessing. */
export interface Model {
  readonly version: 1;
  readonly schema: TableSchema;
  /** Of the averaged prediction. */
  readonly temperature: number;
  /** Of the averaged numbers; absent where they are as they should be. */
  readonly line?: Line;
  /** Probability of the second label from which on it is named; absent: the most probable label is. */
  readonly threshold?: number;
  /** Of two labels the one that precision and the like speak of: the rarer one of the rows trained on. */
  readonly positive?: number;
  /** The recommended configuration first, if it has a share. */
  readonly parts: readonly ModelPart[];
}

/** The members of one configuration. */
export interface ModelPart {
  /** Weight of the mean of the members; the shares of all parts sum to 1. */
  readonly share: number;
  readonly settings: Settings;
  readonly network: Network;
  readonly members: readonly { readonly features: FeatureEncoder; readonly target: TargetEncoder }[];
  /** [members, parameters] */
  readonly weights: Float32Array;
}

export const modelOf = (
  { parts, calibration, threshold }: Pick<Ensemble, 'parts' | 'calibration' | 'threshold'>,
  { runner, schema }: { readonly runner: Runner; readonly schema: TableSchema },
): Model => ({
  version: 1,
  schema,
  ...calibration,
  ...(threshold !== undefined && { threshold }),
  ...positiveOf(runner.table.target),
  parts: parts.map(({ trial: { settings, result }, share }) => ({
    share,
    settings,
    network: result.network,
    members: runner.matrices(result.dataId).folds.map(({ encoder, target }) => ({ features: encoder, target })),
    weights: result.weights,
  })),
});

function positiveOf({ codes, labels }: Target): Pick<Model, 'positive'> {
  if (!codes || labels?.length !== 2) return {};
  const [positive = 1] = positiveClasses({ kind: 'classes', classes: 2, codes });
  return { positive };
}

/** The model's prediction for every row of a table that was read with the model's schema. */
export async function predictTable(model: Model, table: FeatureTable, pool: Pool): Promise<Predictions> {
  // Members that share their preprocessing share the encoded rows.
  const encoded = new Map<FeatureEncoder, Float32Array>();
  const encode = (features: FeatureEncoder): Float32Array => {
    const x = encoded.get(features) ?? encodeFeatures(features, table);
    encoded.set(features, x);
    return x;
  };
  const parts = await Promise.all(model.parts.map((part) => predictPart(part, { encode, rows: table.rows, pool })));
  const averaged = averagePredictions(
    parts,
    model.parts.map(({ share }) => share),
  );
  return nameFrom(calibrated(averaged, model, rangeOfModel(model)), model.threshold);
}

const rangeOfModel = ({ parts: [first] }: Model): readonly [number, number] | undefined =>
  first &&
  rangeOf(
    first.members.map(({ target }) => target),
    first.settings,
  );

/** Mean of the members' predictions. */
async function predictPart(
  { network, settings, members, weights }: ModelPart,
  { encode, rows, pool }: { encode: (features: FeatureEncoder) => Float32Array; rows: number; pool: Pool },
): Promise<Predictions> {
  const size = parametersOf(network);
  const all = await Promise.all(
    members.map(async ({ features, target }, member) => {
      const own = weights.slice(member * size, (member + 1) * size);
      const [outputs] = await pool.predict({ network, weights: own, x: [encode(features)], rows });
      return decodeOutputs(outputs ?? [], target, settings);
    }),
  );
  return averagePredictions(all);
}

/**
 * Writes `model.json` (all but the weights) and `weights.bin` (float32, little-endian, [members, parameters] of each part in
 * their order) into a folder. A model that is there is replaced when all is written.
 * @throws SextantError `usage_invalid` when it cannot be written, or would replace what is no saved model; what was there stays
 */
export async function saveModel(model: Model, folder: string): Promise<void> {
  // Behind links, and without a slash at the end: what is written beside it has names made of its own.
  const directory = await realpath(folder).catch(() => resolve(folder));
  checkModelFolder(directory);
  const { description, weights } = describeModel(model);
  // A reader never sees one file of this model beside one of another.
  const partial = `${directory}.${process.pid}.part`;
  const former = `${directory}.${process.pid}.old`;
  try {
    await mkdir(partial, { recursive: true });
    await writeFile(join(partial, weightsFile), weights);
    await writeFile(join(partial, modelFile), `${description}\n`);
    await rm(former, { recursive: true, force: true });
    if (existsSync(directory)) await rename(directory, former);
    await rename(partial, directory);
  } catch (cause) {
    // Where nothing could be made there is nothing to remove.
    await rm(partial, { recursive: true, force: true }).catch(() => undefined);
    if (!existsSync(directory) && existsSync(former)) await rename(former, directory);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SextantError('usage_invalid', `The model cannot be written to ${directory}: ${why}`, {
      hint: 'Name a folder that you may write to, on a disk with room.',
      cause,
    });
  }
  // The model is there, whatever becomes of the one before.
  await rm(former, { recursive: true, force: true }).catch(() => undefined);
}

/** All of a model but its weights, as JSON; and these: float32, little-endian, [members, parameters] of each part in their order. */
export function describeModel(model: Model): { readonly description: string; readonly weights: Uint8Array } {
  const weights = new DataView(new ArrayBuffer(model.parts.reduce((sum, part) => sum + part.weights.length, 0) * 4));
  let at = 0;
  for (const part of model.parts) {
    part.weights.forEach((weight, i) => weights.setFloat32(at + i * 4, weight, true));
    at += part.weights.length * 4;
  }
  const rest = { ...model, parts: model.parts.map(describe) };
  return { description: JSON.stringify(rest, null, 1), weights: new Uint8Array(weights.buffer) };
}

/** All of a part but its weights. */
function describe(part: ModelPart): Omit<ModelPart, 'weights'> {
  const { weights: _, ...rest } = part;
  return rest;
}

/** @throws SextantError `model_invalid` when the folder does not hold a whole model */
export async function loadModel(directory: string): Promise<Model> {
  try {
    const description = await readFile(join(directory, modelFile), 'utf8');
    return parseModel(description, await readFile(join(directory, weightsFile)));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SextantError('model_invalid', `The folder ${directory} does not hold a model: ${why}`, {
      hint: 'Name the folder `model` that `sextant recommend --out` wrote.',
      cause,
    });
  }
}

/** What `describeModel` wrote. Throws where it does not fit together. */
export function parseModel(text: string, bytes: Buffer): Model {
  const description = parseDescription(text);
  const sizes = description.parts.map(({ members, network }) => members.length * parametersOf(network));
  const expected = sizes.reduce((sum, size) => sum + size, 0) * 4;
  if (bytes.byteLength !== expected) throw new Error(`${weightsFile} has ${bytes.byteLength} bytes, not ${expected}`);
  let at = 0;
  const parts = description.parts.map((part, i) => {
    const weights = Float32Array.from({ length: sizes[i] ?? 0 }, (_, w) => bytes.readFloatLE(at + w * 4));
    at += weights.length * 4;
    if (!weights.every(Number.isFinite)) throw new Error(`${weightsFile} holds what is not a number`);
    return { ...part, weights };
  });
  return { ...description, parts };
}

type Description = Omit<Model, 'parts'> & { readonly parts: readonly Omit<ModelPart, 'weights'>[] };

function parseDescription(text: string): Description {
  const parsed = modelSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const [first] = findingsOf(parsed.error);
  throw new Error(`${modelFile}: ${first?.pointer ?? ''} ${first?.message ?? ''}`);
}
