import type { Command } from 'commander';
import { profileFile } from '../../decide/profile.js';
import type { ReadOptions } from '../../profile/read.js';
import type { Metric } from '../../settings/slots.js';
import type { Task } from '../../settings/tasks.js';
import { addColumnOptions, addCommonOptions, examples } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { renderProfile } from '../render/profile.js';
import { type CommonFlags, type Shell, untilAborted } from '../shell.js';

interface ProfileFlags extends CommonFlags {
  readonly target: readonly string[];
  readonly task?: Task;
  readonly ignore?: readonly string[];
  readonly group?: string;
  readonly time?: string;
  readonly weight?: string;
  readonly metric?: Metric;
  readonly skipBadRows?: true;
}

export function addProfile(program: Command, shell: Shell): void {
  const command = program
    .command('profile')
    .summary('the facts of a data file')
    .description('Shows what Sextant sees in a data file: kinds of columns, the target, missing values, warnings.')
    .argument('<data>', 'CSV, TSV, Parquet, JSON or NDJSON; text formats also as .gz');
  addColumnOptions(command);
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant profile data.csv --target price', 'columns, classes, warnings'],
        ['sextant profile data.csv --target y --ignore id,date', 'without some columns'],
        ['sextant profile data.csv --target y --json > profile.json', 'for `sextant advise`'],
      ),
    )
    .action((file: string, flags: ProfileFlags) => showProfile(file, flags, shell));
}

async function showProfile(file: string, flags: ProfileFlags, shell: Shell): Promise<void> {
  const { target, task, ignore, group, time, weight, metric, skipBadRows } = flags;
  const request: ReadOptions = {
    file,
    target,
    limits: shell.compose({}).context.limits.table,
    ...(task && { task }),
    ...(ignore && { ignore }),
    ...(group !== undefined && { group }),
    ...(time !== undefined && { time }),
    ...(weight !== undefined && { weight }),
    ...(metric && { metric }),
    ...(skipBadRows && { skipBadRows }),
  };
  const { profile, columns, warnings, sha256 } = await untilAborted(profileFile(request), shell.io.signal);
  await printAnswer(shell, flags, { file, sha256, profile, columns, warnings }, (options) =>
    renderProfile({ file, profile, columns, warnings }, options),
  );
}
