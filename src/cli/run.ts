import { type Command, CommanderError } from 'commander';
import type { Compose } from './application.js';
import { asSextantError, SextantError } from '../errors.js';
import { exitCodeOf, exitDone, exitUsage } from './exit-codes.js';
import { type Io, renderOptionsOf } from './io.js';
import { createProgram } from './program.js';
import { renderError } from './render/error.js';
import type { Shell } from './shell.js';

/**
 * Runs one command line (without the program's own name) and returns its exit code. Errors are printed, not thrown: to
 * standard error, as text or, where JSON is asked for, as one object `{ error: { code, message, hint, fields } }`.
 */
export async function run(argv: readonly string[], io: Io, compose: Compose): Promise<number> {
  let exitCode = exitDone;
  const shell: Shell = {
    io,
    compose: (options) => compose({ ...options, env: io.env, cwd: io.cwd }),
    exitWith: (code) => {
      exitCode = code;
    },
  };
  try {
    await createProgram(shell).parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError && isHelp(thrown)) return thrown.exitCode === 0 ? exitDone : exitUsage;
    const error =
      thrown instanceof CommanderError
        ? usageError((await mistypedOption(argv, shell, thrown)) ?? thrown, argv)
        : asSextantError(thrown);
    printError(error, argv, io);
    return exitCodeOf(error);
  }
}

/** Help and version end the program by being thrown. Help that was not asked for has an exit code other than 0. */
const isHelp = ({ code }: CommanderError): boolean =>
  code === 'commander.help' || code === 'commander.helpDisplayed' || code === 'commander.version';

/** Of an option that is missing: the one that was given in its place and is none, which commander does not come to. */
async function mistypedOption(argv: readonly string[], shell: Shell, missing: CommanderError) {
  if (missing.code !== 'commander.missingMandatoryOptionValue') return undefined;
  const program = createProgram(shell);
  askNothing(program);
  return program.parseAsync(argv, { from: 'user' }).then(
    () => undefined,
    (thrown: unknown) =>
      thrown instanceof CommanderError && thrown.code === 'commander.unknownOption' ? thrown : undefined,
  );
}

/** Makes a command understand its options, and do nothing. */
function askNothing(command: Command): void {
  for (const option of command.options) option.mandatory = false;
  command.action(() => undefined);
  for (const one of command.commands) askNothing(one);
}

function usageError({ message }: CommanderError, argv: readonly string[]): SextantError {
  const isCommand = argv[0] !== undefined && /^[a-z][a-z-]*$/.test(argv[0]) && !message.includes('unknown command');
  const command = isCommand ? `sextant ${argv[0]}` : 'sextant';
  const sentence = message.replace(/^error: /, '');
  return new SextantError('usage_invalid', sentence.charAt(0).toUpperCase() + sentence.slice(1), {
    hint: `See ${command} --help`,
  });
}

/** Whether a flag was given, also where the rest of the line could not be understood. */
function hasFlag(argv: readonly string[], flag: string): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? undefined : end).includes(flag);
}

/** `--json`, `--format json` or `--format=json`. */
const asksForJson = (argv: readonly string[]): boolean =>
  hasFlag(argv, '--json') ||
  hasFlag(argv, '--format=json') ||
  (hasFlag(argv, '--format') && argv[argv.indexOf('--format') + 1] === 'json');

function printError(error: SextantError, argv: readonly string[], { stderr, env }: Io): void {
  const debug = hasFlag(argv, '--debug');
  const { color } = renderOptionsOf(stderr, env);
  if (!asksForJson(argv)) return void stderr.write(renderError(error, { debug, color }));
  const { code, message, hint, fields, stack } = error;
  const object = { code, message, hint: hint ?? null, fields, ...(debug && { stack }) };
  stderr.write(`${JSON.stringify({ error: object })}\n`);
}
