import type { Command, Option } from 'commander';

/** A command and what may follow it on the line. */
interface Place {
  /** Its name with those of the commands above it, each after a space; empty: the program itself. */
  readonly path: string;
  readonly commands: readonly string[];
  readonly flags: readonly string[];
  /** Of options that take a value: their flags, and the legal values; empty where these are open. */
  readonly values: readonly { readonly flags: readonly string[]; readonly choices: readonly string[] }[];
  /** Legal values of the arguments, where there is a list of them. */
  readonly arguments: readonly string[];
}

/**
 * A script for bash by which it completes the words of this program: commands, options, and values of which there is a list; where
 * there is none, files. It asks nobody: what it knows is written in it.
 */
export function bashCompletion(program: Command): string {
  const name = program.name();
  const places = placesOf(program);
  return [
    `# Completion of ${name} for bash: source <(${name} completion bash)`,
    `_${name}() {`,
    '  local path= word= at words=',
    '  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}',
    '  for ((at = 1; at < COMP_CWORD; at++)); do',
    '    word="$path ${COMP_WORDS[at]}"',
    '    case "$word" in',
    `      ${alternatives(places.flatMap(({ path }) => (path === '' ? [] : [path])))}) path=$word ;;`,
    '    esac',
    '  done',
    '  case "$path:$previous" in',
    ...places.flatMap(caseOfValues),
    '  esac',
    '  case "$path" in',
    ...places.flatMap(caseOfWords),
    '  esac',
    '  if [[ $current == -* ]]; then words=${words##*;}; else words=${words%%;*}; fi',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '  [[ ${#COMPREPLY[@]} -gt 0 || $current == -* ]] || COMPREPLY=($(compgen -f -- "$current"))',
    '}',
    `complete -o filenames -F _${name} ${name}`,
    '',
  ].join('\n');
}

function placesOf(command: Command, path = ''): Place[] {
  const within = command.commands.map((one) => placesOf(one, `${path} ${one.name()}`));
  const options = [...command.options, ...helpOf(command)];
  return [
    {
      path,
      commands: command.commands.map((one) => one.name()),
      flags: options.flatMap(flagsOf),
      values: options
        .filter(({ required, optional }) => required || optional)
        .map((option) => ({ flags: flagsOf(option), choices: option.argChoices ?? [] })),
      arguments: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    },
    ...within.flat(),
  ];
}

const flagsOf = ({ short, long }: Pick<Option, 'short' | 'long'>): string[] =>
  [long, short].flatMap((flag) => flag ?? []);

/** Every command has it, and none names it among its options. */
const helpOf = (command: Command): Option[] =>
  command
    .createHelp()
    .visibleOptions(command)
    .filter((option) => option.long === '--help');

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const alternatives = (texts: readonly string[]): string => texts.map(quoted).join(' | ');

/** After an option that takes a value. Where any value will do, it is likely a file. */
const caseOfValues = ({ path, values }: Place): string[] =>
  values.map(({ flags, choices }) => {
    const found = choices.length > 0 ? `compgen -W ${quoted(choices.join(' '))}` : 'compgen -f';
    return `    ${alternatives(flags.map((flag) => `${path}:${flag}`))}) COMPREPLY=($(${found} -- "$current")); return ;;`;
  });

/** Commands and values before the semicolon, options after it. */
const caseOfWords = ({ path, commands, flags, arguments: values }: Place): string[] => [
  `    ${quoted(path)}) words=${quoted(`${[...commands, ...values].join(' ')};${flags.join(' ')}`)} ;;`,
];
