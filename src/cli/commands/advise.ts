import { basename } from 'node:path';
import type { Command } from 'commander';
import { commandLine } from '../command-line.js';
import { addCommonOptions, addServerOptions, examples, rulesOption, setOption } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { readProfileFile } from '../profile-file.js';
import { renderAnswer } from '../render/answer.js';
import { parseSettings } from '../setting-flags.js';
import { type RecordFlags, type Shell, untilAborted } from '../shell.js';
import { openVerbs } from '../open-verbs.js';

interface AdviseFlags extends RecordFlags {
  readonly set?: readonly string[];
  readonly all?: true;
  readonly rules?: string;
}

export function addAdvise(program: Command, shell: Shell): void {
  const command = program
    .command('advise')
    .summary('settings for a profile, by rules alone')
    .description('Recommends settings by rules alone, from a profile: no data is read and nothing is trained.')
    .argument('<profile>', 'JSON file with a profile, or with what `sextant profile --json` printed')
    .addOption(setOption())
    .addOption(rulesOption())
    .option('--all', 'show every setting, not only the main ones');
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant advise profile.json', 'a table of settings with reasons'],
        ['sextant advise profile.json --set optimizer=sgd --json', 'one fixed, as JSON'],
        ['sextant profile data.csv --target y --json > profile.json', 'a profile of a file'],
      ),
    )
    .addHelpText(
      'after',
      '\nThe smallest profile:\n' +
        '  { "task": "binary", "rows": 1000, "columns": { "numeric": 12, "categorical": 3 },\n' +
        '    "classCounts": { "no": 910, "yes": 90 } }',
    )
    .action((file: string, flags: AdviseFlags) => advise(file, flags, shell));
}

async function advise(file: string, flags: AdviseFlags, shell: Shell): Promise<void> {
  const { io } = shell;
  const settings = parseSettings(flags.set ?? []);
  const profile = readProfileFile(file);
  const { verbs } = await openVerbs(shell, flags);
  try {
    const recommendation = await untilAborted(verbs.advise({ profile, settings }), io.signal);
    const report = { title: basename(file), reproduce: [reproducing(file, flags)] };
    await printAnswer(shell, flags, recommendation, (options) =>
      renderAnswer(recommendation, report, { ...options, all: flags.all === true }),
    );
  } finally {
    await verbs.close();
  }
}

/** The command that was given, with all that the answer hangs on. */
const reproducing = (file: string, { set = [], rules }: AdviseFlags): string =>
  commandLine([
    'sextant',
    'advise',
    file,
    ...set.flatMap((assignment) => ['--set', assignment]),
    ...(rules === undefined ? [] : ['--rules', rules]),
  ]);
