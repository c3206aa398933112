import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDesk } from '../helpers.js';

/** What each shell offers for the last word of a line, by its own means; an empty last word stands for a space. */
const shells = {
  bash: {
    arguments: (script: string, words: readonly string[]): string[] => [
      '-c',
      `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sextant; printf '%s\\n' "\${COMPREPLY[@]}"`,
      'bash',
      script,
      'sextant',
      ...words,
    ],
  },
  // Its completion works within the line editor alone: here stands for it what the function asks of it.
  zsh: {
    arguments: (script: string, words: readonly string[]): string[] => [
      '-f',
      '-c',
      `compdef() { : }
       compadd() { shift; print -l -- \${(M)@:#\${words[CURRENT]}*} }
       _describe() { [[ $1 == -o ]] && shift; local -a all=("\${(@P)2}"); all=("\${(@)all%%:*}"); print -l -- \${(M)all:#\${words[CURRENT]}*} }
       _files() { print -l -- "\${words[CURRENT]}"*(N) }
       source "$1"; shift; words=("$@"); CURRENT=$#; _sextant`,
      'zsh',
      script,
      'sextant',
      ...words,
    ],
  },
  fish: {
    arguments: (script: string, words: readonly string[]): string[] => [
      '--no-config',
      '-c',
      'source $argv[1]; complete -C (string join -- " " sextant $argv[2..-1]) | string replace -r "\t.*" ""',
      script,
      ...words,
    ],
  },
} as const;

const isInstalled = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

describe.each(Object.keys(shells) as (keyof typeof shells)[])('sextant completion %s', (shell) => {
  const desk = createDesk();
  let script = '';
  beforeAll(async () => {
    desk.write('data.csv', 'x,y\n1,2\n');
    const { code, stdout } = await desk.sextant(['completion', shell]);
    expect(code).toBe(0);
    script = desk.write(`completion.${shell}`, stdout);
  });

  const offered = (...words: string[]): string[] => {
    const { stdout, stderr, status } = spawnSync(shell, shells[shell].arguments(script, words), {
      cwd: desk.folder,
      encoding: 'utf8',
    });
    expect({ stderr, status: status === 1 ? 0 : status }).toEqual({ stderr: '', status: 0 });
    return stdout.split('\n').filter((word) => word !== '');
  };

  describe.skipIf(!isInstalled(shell))('in that shell', () => {
    it.each([
      [['recom'], ['recommend']],
      [['rules', 'l'], ['lint']],
      [['audit', 'ver'], ['verify']],
      [['recommend', 'data.csv', '--bud'], ['--budget']],
      [['recommend', '--search', 'h'], ['halving']],
      [
        ['recommend', '-t', 'y', '--backend', ''],
        ['auto', 'native', 'wasm', 'cpu'],
      ],
      [['decisions', '--verdict', 'r'], ['refuted']],
      [
        ['rules', 'lint', '--format', ''],
        ['table', 'json', 'md'],
      ],
      [['recommend', 'da'], ['data.csv']],
      [['recommend', '--test', 'da'], ['data.csv']],
      [['keys', 'create', '--scope', 'adv'], ['advise']],
      [
        ['completion', ''],
        ['bash', 'fish', 'zsh'],
      ],
      [['--ver'], ['--version']],
      [['recommend', '--nothing'], []],
    ])('offers for %j: %j', (words, expected) => {
      expect(offered(...words).toSorted()).toEqual(expected.toSorted());
    });

    it('offers every command, and every option of a command', async () => {
      const { stdout } = await desk.sextant(['--help']);
      const commands = [...stdout.matchAll(/^ {2}([a-z][a-z-]+)(?: .*)? {2,}\S/gm)].map(([, name = '']) => name);
      expect(commands.length).toBeGreaterThan(15);
      expect(offered('')).toEqual(
        expect.arrayContaining(commands.filter((name) => name !== 'sextant' && name !== 'help')),
      );
      const help = await desk.sextant(['recommend', '--help']);
      const flags = [...help.stdout.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag = '']) => flag);
      expect(offered('recommend', '--')).toEqual(expect.arrayContaining(flags));
    });
  });
});

/** A terminal of zsh's own in which somebody types a word and presses the tabulator. */
const typed = `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PROMPT=; cd $1; autoload -Uz compinit; compinit -D -u; source ./completion.zsh; print re''ady"
zpty -r -m shell line '*ready*'
zpty -w -n shell $'sextant counterf\t'
zpty -r -m shell line '*actuals*' && print -r -- found
zpty -d shell`;

it.skipIf(!isInstalled('zsh'))('zsh completes a command that is typed', async () => {
  const desk = createDesk();
  desk.write('completion.zsh', (await desk.sextant(['completion', 'zsh'])).stdout);
  const { stdout } = spawnSync('zsh', ['-f', '-c', typed, 'zsh', desk.folder], { encoding: 'utf8', timeout: 20_000 });
  expect(stdout).toContain('found');
});
