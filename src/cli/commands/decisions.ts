import { type Command, Option } from 'commander';
import { renderOptionsOf } from '../io.js';
import { addCommonOptions, addServerOptions, examples } from '../options.js';
import { renderDecisions } from '../render/decisions.js';
import { printJson, type RecordFlags, type Shell, untilAborted } from '../shell.js';
import { parseWhole } from '../values.js';
import { openVerbs } from '../open-verbs.js';

interface DecisionsFlags extends RecordFlags {
  readonly limit: number;
  readonly recommendation?: string;
}

export function addDecisions(program: Command, shell: Shell): void {
  const command = program
    .command('decisions')
    .summary('the record of decisions')
    .description('Lists the recorded decisions, newest first.')
    .addOption(new Option('--limit <n>', 'at most this many').argParser(parseWhole(1, 200)).default(20))
    .option('--recommendation <id>', 'only those of one recommendation');
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant decisions', 'the last 20'],
        ['sextant decisions --recommendation rec_... --json', 'all about one recommendation'],
      ),
    )
    .action((flags: DecisionsFlags) => showDecisions(flags, shell));
}

async function showDecisions(flags: DecisionsFlags, shell: Shell): Promise<void> {
  const { io } = shell;
  const { limit, recommendation } = flags;
  const { verbs } = await openVerbs(shell, flags);
  const request = { limit, ...(recommendation !== undefined && { recommendationId: recommendation }) };
  const decisions = await untilAborted(verbs.listDecisions(request), io.signal);
  if (flags.json) return printJson(shell, { decisions });
  const lines = decisions.map((one) => ({ ...one, recommendationId: one.recommendationId ?? '' }));
  io.stdout.write(renderDecisions(lines, renderOptionsOf(io.stdout, io.env)));
}
