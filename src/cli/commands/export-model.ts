import type { Command } from 'commander';
import { modelFolder } from '../model-folder.js';
import { addCommonOptions, examples } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { outlined } from '../render/outline.js';
import type { CommonFlags, Shell } from '../shell.js';
import { checkFolder } from '../write-output.js';

interface ExportFlags extends CommonFlags {
  readonly out: string;
}

export function addExportModel(program: Command, shell: Shell): void {
  const command = program
    .command('export-model')
    .summary('write a model that was kept for TensorFlow.js')
    .description(
      'Writes the final model that `sextant recommend --out` wrote, with its preprocessing and all its networks, as one graph that TensorFlow.js loads by itself: in a browser or in Node, without Sextant.',
    )
    .argument('<model>', 'the folder given to --out of recommend')
    .requiredOption('--out <folder>', 'where model.json and weights.bin go');
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(['sextant export-model result --out web/model', 'for tf.loadGraphModel("model/model.json")']),
    )
    .action(async (model: string, flags: ExportFlags) => {
      checkFolder(flags.out, '--out');
      const { exportModel } = await import('../../decide/export-model.js');
      const path = await exportModel({ model: modelFolder(model), out: flags.out });
      const said = `The model is in ${path}: load it with tf.loadGraphModel.`;
      await printAnswer(shell, flags, { model: path }, outlined(said));
    });
}
