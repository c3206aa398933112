import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SextantError } from '../errors.js';
import { type GraphModel, graphFormat, graphModelOf } from '../export/graph-model.js';
import type { Context } from './context.js';
import { loadModel } from './model.js';
import { modelOfProbe } from './predict-rows.js';

export interface ExportModelRequest {
  /** Folder of a saved model. */
  readonly model: string;
  /** Folder for `model.json` and `weights.bin`; made where it is not there. */
  readonly out: string;
}

/**
 * Writes a saved model for `tf.loadGraphModel` of TensorFlow.js.
 * @returns the path of the file to load
 * @throws SextantError `model_invalid`, `export_unsupported`, `usage_invalid` where `out` holds another model
 */
export async function exportModel({ model, out }: ExportModelRequest): Promise<string> {
  const { description, weights } = graphModelOf(await loadModel(model));
  const path = join(out, 'model.json');
  await checkPlace(path, out);
  // Nobody finds half a file; who loads the model just now may find new weights beside the old description.
  try {
    await mkdir(out, { recursive: true });
    await replace(join(out, 'weights.bin'), weights);
    await replace(path, description);
  } catch (cause) {
    throw notWritten(out, cause);
  }
  return path;
}

/**
 * The final model of a recommendation's newest probe that left one.
 * @throws SextantError `not_found`, `model_missing`, `export_unsupported`, `files_unavailable`, and what the store throws
 */
export const exportProbeModel = async (context: Context, id: string): Promise<GraphModel> =>
  graphModelOf(await modelOfProbe(context, id));

async function replace(path: string, content: string | Uint8Array): Promise<void> {
  const partial = `${path}.${process.pid}.part`;
  await writeFile(partial, content);
  await rename(partial, path);
}

const notWritten = (out: string, cause: unknown): SextantError =>
  new SextantError('usage_invalid', `--out: the folder ${out} cannot be written.`, {
    hint: 'Give a folder that is there, or that can be made.',
    cause,
  });

/** A model of Sextant has files of the same names. */
async function checkPlace(path: string, out: string): Promise<void> {
  const there = await readFile(path, 'utf8').catch(() => undefined);
  if (there === undefined || there.startsWith(`{"format":"${graphFormat}"`)) return;
  throw new SextantError('usage_invalid', `The folder ${out} holds another model.json, which would be lost.`, {
    hint: 'Give a folder of its own with --out.',
  });
}
