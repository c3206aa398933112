import { type Command, Option } from 'commander';
import { backendChoices } from '../config.js';
import { metricNames } from '../settings/slots.js';
import { tasks } from '../settings/tasks.js';
import { usageError } from './command-line.js';
import type { AnswerFlags } from './shell.js';
import { collect, parseColumns } from './values.js';

/** Options that more than one command has, each written once. */

export const outputFormats = ['table', 'json', 'md'] as const;

/** Of every command that answers. */
export const addAnswerOptions = (command: Command, formats: readonly string[] = outputFormats): Command =>
  command
    .addOption(new Option('--format <format>', 'how it is printed; md is Markdown (default: table)').choices(formats))
    .option('--json', 'short for --format json: one JSON object and nothing else')
    .option('--debug', 'show the stack trace of an error');

const dataDirOption = (): Option =>
  new Option('--data-dir <folder>', 'folder of the record of decisions (default: .sextant)');

/** Of a command that answers and has to do with the data folder. */
export const addCommonOptions = (command: Command, formats?: readonly string[]): Command =>
  addAnswerOptions(command.addOption(dataDirOption()), formats);

/** Of a command that goes on until it is stopped. */
export const addServiceOptions = (command: Command): Command =>
  command
    .addOption(dataDirOption())
    .option('--json', 'say as one JSON object that it is ready')
    .option('--debug', 'show the stack trace of an error');

/** What the options ask for; `--json` is short for `--format json`. Throws `usage_invalid` for two at once. */
export function formatOf({ json, format }: AnswerFlags): string {
  if (json && format !== undefined && format !== 'json')
    throw usageError(`--json and --format ${format} exclude each other.`, 'Give one of them.');
  return json ? 'json' : (format ?? 'table');
}

/** Of a command that reads or writes the record, which a server may do in its place. */
export const addServerOptions = (command: Command): Command =>
  command
    .option('--url <url>', 'let this server do it, instead of this machine')
    .option('--key <key>', 'the key to use there; SEXTANT_API_KEY shows it to nobody');

export const targetOption = (): Option =>
  new Option(
    '-t, --target <column>',
    'what the network shall predict; several columns (a,b,c) are one-hot labels; a name with a comma goes in double quotes',
  )
    .argParser<string[]>(parseColumns)
    .makeOptionMandatory();

export const taskOption = (): Option =>
  new Option('--task <task>', 'what kind of prediction; else rules decide it from the target').choices(tasks);

export const metricOption = (): Option =>
  new Option('--metric <metric>', 'the metric that counts; else rules choose it').choices(metricNames);

export const setOption = (): Option =>
  new Option('--set <slot=value>', 'fix a setting; rules and probe keep it (may be repeated)').argParser<string[]>(
    collect,
  );

export const backendOption = (): Option =>
  new Option('--backend <name>', 'what runs the training (default: auto, the fastest that loads)').choices(
    backendChoices,
  );

export const rulesOption = (): Option =>
  new Option('--rules <folder>', 'rules of your own, which go before the built-in ones');

export const ruleSetOption = (): Option =>
  new Option(
    '--rule-set <name>',
    'active (those in force), built-in, or the hash of recorded ones; else those of the decision',
  );

/** `--rules` names those in force; to name others beside is a contradiction. */
export function namedRuleSet(flags: { readonly rules?: string; readonly ruleSet?: string }): { ruleSet?: string } {
  if (flags.rules === undefined) return flags.ruleSet === undefined ? {} : { ruleSet: flags.ruleSet };
  if (flags.ruleSet === undefined) return { ruleSet: 'active' };
  throw usageError('--rules and --rule-set exclude each other.', 'Give one of them.');
}

/** Options about the columns of a data file. */
export const addColumnOptions = (command: Command): Command =>
  command
    .addOption(targetOption())
    .addOption(taskOption())
    .addOption(new Option('--ignore <columns>', 'columns to leave out (a,b)').argParser<string[]>(parseColumns))
    .option('--group <column>', 'rows with the same value stay together in validation')
    .option('--time <column>', 'rows are validated on what came after those trained on')
    .option('--weight <column>', 'how much each row counts in the loss')
    .addOption(metricOption())
    .option('--skip-bad-rows', 'leave out rows that do not fit the header instead of failing');

/** Examples below a command's help: the command and what it is good for. */
export function examples(...lines: readonly (readonly [command: string, what: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  const shown = lines.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`);
  return ['', 'Examples:', ...shown].join('\n');
}
