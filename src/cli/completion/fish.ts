import type { OfferedOption, Place } from './places.js';

/** A script for fish by which it completes as bash does (bash.ts), and says what each word is for. */
export const fishCompletion = (name: string, places: readonly Place[]): string =>
  [
    `# Completion of ${name} for fish: ${name} completion fish | source`,
    `function __${name}_at`,
    "  set -l path ''",
    '  for word in (commandline -opc)[2..-1]',
    `    contains -- "$path $word" ${places.flatMap(({ path }) => (path === '' ? [] : [quoted(path)])).join(' ')}`,
    '    and set path "$path $word"',
    '  end',
    '  test "$path" = "$argv[1]"',
    'end',
    `complete -c ${name} -e`,
    ...places.flatMap((place) => linesOf(name, place)),
    '',
  ].join('\n');

/** Within single quotes fish reads a backslash before a quote and before a backslash. */
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function linesOf(name: string, { path, commands, options, arguments: values, takesFiles }: Place): string[] {
  const at = `complete -c ${name} -n ${quoted(`__${name}_at ${quoted(path)}`)}`;
  return [
    ...(takesFiles ? [] : [`${at} -f`]),
    ...commands.map(({ name: word, summary }) => `${at} -a ${quoted(word)} -d ${quoted(summary)}`),
    ...(values.length > 0 ? [`${at} -a ${quoted(values.join(' '))}`] : []),
    ...options.map((option) => `${at} ${wordsOf(option)} -d ${quoted(option.summary)}`),
  ];
}

function wordsOf({ flags, choices }: OfferedOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(' ');
  if (choices === undefined) return names;
  return choices.length > 0 ? `${names} -x -a ${quoted(choices.join(' '))}` : `${names} -r`;
}
