import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type GraphModel, graphFormat, graphModelOf } from '../export/graph-model.js';
import { writeWhole } from '../write-whole.js';
import type { Context } from './context.js';
import { loadModel } from './model.js';
import { checkModelFiles, modelFile, weightsFile } from './model-folder.js';
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
  const path = join(out, modelFile);
  checkModelFiles(out, (there) => there.startsWith(`{"format":"${graphFormat}"`));
  await mkdir(out, { recursive: true });
  // Who loads a model that is replaced just now may find new weights beside the old description.
  await writeWhole(join(out, weightsFile), weights);
  await writeWhole(path, description);
  return path;
}

/**
 * The final model of a recommendation's newest probe that left one, and the decision that it goes back to.
 * @throws SextantError `not_found`, `model_missing`, `export_unsupported`, `files_unavailable`, and what the store throws
 */
export async function exportProbeModel(
  context: Context,
  id: string,
): Promise<GraphModel & { readonly decisionId: string }> {
  const { model, decisionId } = await modelOfProbe(context, id);
  return { ...graphModelOf(model), decisionId };
}
