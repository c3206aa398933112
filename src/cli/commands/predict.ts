import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { SextantError } from '../../errors.js';
import { addCommonOptions, backendOption, examples } from '../options.js';
import { checkPredictions } from '../write-output.js';
import { type CommonFlags, printJson, type Shell, untilAborted } from '../shell.js';

interface PredictFlags extends CommonFlags {
  readonly predictions: string;
  readonly backend?: string;
}

const namedSchema = z.object({ id: z.string() });

export function addPredict(program: Command, shell: Shell): void {
  const command = program
    .command('predict')
    .summary('predict rows with a model that was kept')
    .description('Predicts the rows of a file with the final model that `sextant recommend --out` wrote.')
    .argument('<model>', 'the folder given to --out')
    .argument('<rows>', 'a file with the columns of the training file')
    .requiredOption(
      '--predictions <file>',
      'where the predictions go: CSV, one line for each row, in order; p:<label> columns for classes',
    )
    .addOption(backendOption());
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(['sextant predict result rows.csv --predictions out.csv', 'after recommend --out result']),
    )
    .action((model: string, rows: string, flags: PredictFlags) => predict({ model, rows }, flags, shell));
}

async function predict(request: { model: string; rows: string }, flags: PredictFlags, shell: Shell): Promise<void> {
  const { predictions } = flags;
  checkPredictions(predictions, [request.rows]);
  const { context } = shell.compose({ flags: { dataDirectory: flags.dataDir, backend: flags.backend } });
  const { predictRows } = await import('../../decide/predict.js');
  const model = modelFolder(request.model);
  const { rows } = await untilAborted(
    predictRows(context, { rows: request.rows, model, predictions }),
    shell.io.signal,
  );
  if (flags.json) return printJson(shell, { rows, predictions });
  shell.io.stdout.write(`${rows} rows predicted, written to ${predictions}\n`);
}

/**
 * `recommend --out` puts the model into a folder of its own; either may be named.
 * @throws SextantError `model_invalid` for a folder of `recommend --out` without one
 */
function modelFolder(folder: string): string {
  const inside = join(folder, 'model');
  if (existsSync(join(inside, 'model.json'))) return inside;
  const isThere = (name: string): boolean => existsSync(join(folder, name));
  if (isThere('model.json') || !isThere('recommendation.json')) return folder;
  throw new SextantError(
    'model_invalid',
    `The folder ${folder} has a recommendation and no model: where a server made it, the model stayed there; else none was trained.`,
    { hint: `That server predicts by it: POST /v1/recommendations/${idIn(folder)}/predictions (operation predict).` },
  );
}

/** Of the recommendation; a place for it where the file does not tell. */
function idIn(folder: string): string {
  try {
    return namedSchema.parse(JSON.parse(readFileSync(join(folder, 'recommendation.json'), 'utf8'))).id;
  } catch {
    return '{id}';
  }
}
