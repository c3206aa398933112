import type { Place } from './places.js';
import { alternatives, quoted } from './quote.js';

/**
 * A script for bash by which it completes the words of a program: commands, options, and values of which there is a list; where
 * there is none, files. It asks nobody: what it knows is written in it.
 */
export const bashCompletion = (name: string, places: readonly Place[]): string =>
  [
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

/** After an option that takes a value. Where any value will do, it is likely a file. */
const caseOfValues = ({ path, options }: Place): string[] =>
  options.flatMap(({ flags, choices }) => {
    if (choices === undefined) return [];
    const found = choices.length > 0 ? `compgen -W ${quoted(choices.join(' '))}` : 'compgen -f';
    return [
      `    ${alternatives(flags.map((flag) => `${path}:${flag}`))}) COMPREPLY=($(${found} -- "$current")); return ;;`,
    ];
  });

/** Commands and values before the semicolon, options after it. */
const caseOfWords = ({ path, commands, options, arguments: values }: Place): string[] => {
  const words = [...commands.map(({ name }) => name), ...values].join(' ');
  const flags = options.flatMap((option) => option.flags).join(' ');
  return [`    ${quoted(path)}) words=${quoted(`${words};${flags}`)} ;;`];
};
