import type { OfferedOption, Place } from './places.js';
import { alternatives, quoted } from './quote.js';

/** A script for zsh by which it completes as bash does (bash.ts), and says what each word is for. */
export const zshCompletion = (name: string, places: readonly Place[]): string =>
  [
    `#compdef ${name}`,
    `# Completion of ${name} for zsh: source <(${name} completion zsh), after compinit`,
    `_${name}() {`,
    '  local path_= word= at',
    '  local -a commands options',
    '  for ((at = 2; at < CURRENT; at++)); do',
    '    word="$path_ ${words[at]}"',
    '    case "$word" in',
    `      ${alternatives(places.flatMap(({ path }) => (path === '' ? [] : [path])))}) path_=$word ;;`,
    '    esac',
    '  done',
    '  case "$path_:${words[CURRENT-1]}" in',
    ...places.flatMap(caseOfValues),
    '  esac',
    '  case "$path_" in',
    ...places.flatMap(caseOfWords),
    '  esac',
    '  if [[ ${words[CURRENT]} == -* ]]; then _describe -o option options; return; fi',
    '  (( $#commands )) && _describe command commands',
    '  [[ $#commands -gt 0 && -z ${words[CURRENT]} ]] || _files',
    '}',
    `compdef _${name} ${name}`,
    '',
  ].join('\n');

const caseOfValues = ({ path, options }: Place): string[] =>
  options.flatMap(({ flags, choices }) => {
    if (choices === undefined) return [];
    const found = choices.length > 0 ? `compadd -- ${choices.map(quoted).join(' ')}` : '_files';
    return [`    ${alternatives(flags.map((flag) => `${path}:${flag}`))}) ${found}; return ;;`];
  });

/** A word and what it is for, as `_describe` takes them: a colon in the word itself would end it. */
const described = (word: string, summary: string): string =>
  quoted(`${word.replaceAll(':', '\\:')}:${summary.replaceAll('\n', ' ')}`);

const caseOfWords = ({ path, commands, options, arguments: values }: Place): string[] => {
  const words = [...commands.map(({ name, summary }) => described(name, summary)), ...values.map(quoted)];
  const flags = options.flatMap(({ flags: all, summary }: OfferedOption) =>
    all.map((flag) => described(flag, summary)),
  );
  return [`    ${quoted(path)}) commands=(${words.join(' ')}) options=(${flags.join(' ')}) ;;`];
};
