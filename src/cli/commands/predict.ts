import type { Command } from 'commander';
import { plainText } from '../../plain-text.js';
import { modelFolder } from '../model-folder.js';
import { addCommonOptions, backendOption, examples, formatOf } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { outlined } from '../render/outline.js';
import { checkPredictions } from '../write-output.js';
import { type CommonFlags, type Shell, untilAborted } from '../shell.js';

interface PredictFlags extends CommonFlags {
  readonly predictions: string;
  readonly backend?: string;
}

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
  const { rows, warnings } = await untilAborted(
    predictRows(context, { rows: request.rows, model, predictions }),
    shell.io.signal,
  );
  if (formatOf(flags) !== 'json')
    for (const { message } of warnings) shell.io.stderr.write(`${plainText(`! ${message}`)}\n`);
  await printAnswer(
    shell,
    flags,
    { rows, predictions, warnings },
    outlined(`${rows} rows predicted, written to ${predictions}`),
  );
}
