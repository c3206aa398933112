import type { Command } from 'commander';
import { profileFile } from '../../decide/profile.js';
import type { ReadOptions } from '../../profile/read.js';
import type { Metric } from '../../settings/slots.js';
import type { Task } from '../../settings/tasks.js';
import { renderOptionsOf } from '../io.js';
import { addColumnOptions, addCommonOptions, examples, formatOf, formatOption, type OutputFormat } from '../options.js';
import { renderProfile } from '../render/profile.js';
import { type CommonFlags, printJson, type Shell, untilAborted } from '../shell.js';

interface ProfileFlags extends CommonFlags {
  readonly target: readonly string[];
  readonly task?: Task;
  readonly ignore?: readonly string[];
  readonly group?: string;
  readonly time?: string;
  readonly metric?: Metric;
  readonly skipBadRows?: true;
  readonly format?: OutputFormat;
}

export function addProfile(program: Command, shell: Shell): void {
  const command = program
    .command('profile')
    .summary('the facts of a data file')
    .description('Shows what Sextant sees in a data file: kinds of columns, the target, missing values, warnings.')
    .argument('<data>', 'CSV, TSV, Parquet, JSON or NDJSON; text formats also as .gz');
  addColumnOptions(command);
  command.addOption(formatOption());
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
  const { io } = shell;
  const format = formatOf(flags);
  const { target, task, ignore, group, time, metric, skipBadRows } = flags;
  const request: ReadOptions = {
    file,
    target,
    limits: shell.compose({}).context.limits.table,
    ...(task && { task }),
    ...(ignore && { ignore }),
    ...(group !== undefined && { group }),
    ...(time !== undefined && { time }),
    ...(metric && { metric }),
    ...(skipBadRows && { skipBadRows }),
  };
  const { profile, columns, warnings, sha256 } = await untilAborted(profileFile(request), io.signal);
  if (format === 'json') return printJson(shell, { file, sha256, profile, columns, warnings });
  const options = { ...renderOptionsOf(io.stdout, io.env), markdown: format === 'md' };
  io.stdout.write(renderProfile({ file, profile, columns, warnings }, options));
}
