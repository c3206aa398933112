import { Command } from 'commander';
import { appVersion } from '../package-info.js';
import { addAdvise } from './commands/advise.js';
import { addAudit } from './commands/audit.js';
import { addCompletion } from './commands/completion.js';
import { addConfig } from './commands/config.js';
import { addCounterfactuals } from './commands/counterfactuals.js';
import { addDecisions } from './commands/decisions.js';
import { addDoctor } from './commands/doctor.js';
import { addExplain } from './commands/explain.js';
import { addKeys } from './commands/keys.js';
import { addPredict } from './commands/predict.js';
import { addExportModel } from './commands/export-model.js';
import { addProfile } from './commands/profile.js';
import { addRecommend } from './commands/recommend.js';
import { addEvidence } from './commands/evidence.js';
import { addOverride } from './commands/override.js';
import { addReplay } from './commands/replay.js';
import { addRules } from './commands/rules.js';
import { addRuleSets } from './commands/rule-sets.js';
import { addServe } from './commands/serve.js';
import { addWhatIf } from './commands/what-if.js';
import { addWorker } from './commands/worker.js';
import { exitCodeMeanings } from './exit-codes.js';
import { examples, formatOf } from './options.js';
import { renderOptionsOf } from './io.js';
import type { AnswerFlags, Shell } from './shell.js';

/** In the order in which help lists them. */
const commands = [
  addRecommend,
  addAdvise,
  addProfile,
  addPredict,
  addExportModel,
  addDecisions,
  addExplain,
  addAudit,
  addOverride,
  addEvidence,
  addReplay,
  addWhatIf,
  addCounterfactuals,
  addRules,
  addRuleSets,
  addServe,
  addWorker,
  addKeys,
  addDoctor,
  addConfig,
  addCompletion,
];

/** The command line. Help goes to standard output; what commander has to complain about is thrown, not printed. */
export function createProgram(shell: Shell): Command {
  const { stdout, stderr, env } = shell.io;
  const program = new Command('sextant')
    .description('Recommends neural-network settings for a dataset, tests them by a short training run, says why.')
    .version(appVersion())
    .exitOverride()
    // Before any work: formats that exclude each other.
    .hook('preAction', (_, command) => void formatOf(command.opts<AnswerFlags>()))
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: () => undefined,
      getOutHelpWidth: () => renderOptionsOf(stdout, env).width,
      getErrHelpWidth: () => renderOptionsOf(stderr, env).width,
    })
    .addHelpText(
      'after',
      examples(
        ['sextant recommend data.csv --target price', 'profile, advise, probe for 30 s, refine'],
        ['sextant advise profile.json', 'the rules alone, from facts written by hand'],
        ['sextant explain rec_...', 'why each setting, and what lost'],
        ['sextant doctor', 'whether everything works here'],
      ),
    )
    .addHelpText(
      'after',
      `\nExit codes:\n${exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padEnd(5)}${meaning}`).join('\n')}\n\n` +
        'Each command has a help of its own: sextant recommend --help',
    );
  for (const add of commands) add(program, shell);
  return program;
}
