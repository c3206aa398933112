import type { Command, Option } from 'commander';

/** A command and what may follow it on the line. */
export interface Place {
  /** Its name with those of the commands above it, each after a space; empty: the program itself. */
  readonly path: string;
  readonly commands: readonly Named[];
  readonly options: readonly OfferedOption[];
  /** Legal values of the arguments, where there is a list of them. */
  readonly arguments: readonly string[];
  /** Whether an argument may be anything, which is likely a file. */
  readonly takesFiles: boolean;
}

export interface Named {
  readonly name: string;
  readonly summary: string;
}

export interface OfferedOption {
  /** `--target`, `-t` */
  readonly flags: readonly string[];
  readonly summary: string;
  /** Of one that takes a value: the legal ones; empty where these are open. */
  readonly choices?: readonly string[];
}

/** The program, its commands and theirs. */
export function placesOf(command: Command, path = ''): Place[] {
  const given = command.registeredArguments;
  const place: Place = {
    path,
    commands: command.commands.map((one) => ({ name: one.name(), summary: one.summary() || one.description() })),
    options: [...command.options, ...helpOf(command)].map(offered),
    arguments: given.flatMap(({ argChoices }) => argChoices ?? []),
    takesFiles: given.some(({ argChoices }) => argChoices === undefined),
  };
  return [place, ...command.commands.flatMap((one) => placesOf(one, `${path} ${one.name()}`))];
}

const offered = (option: Option): OfferedOption => ({
  flags: [option.long, option.short].flatMap((flag) => flag ?? []),
  summary: option.description,
  ...((option.required || option.optional) && { choices: option.argChoices ?? [] }),
});

/** Every command has it, and none names it among its options. */
const helpOf = (command: Command): Option[] =>
  command
    .createHelp()
    .visibleOptions(command)
    .filter((option) => option.long === '--help');
