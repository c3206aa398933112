import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDesk } from '../helpers.js';

describe('sextant completion', () => {
  const desk = createDesk();
  let script = '';
  beforeAll(async () => {
    desk.write('data.csv', 'x,y\n1,2\n');
    const { code, stdout } = await desk.sextant(['completion', 'bash']);
    expect(code).toBe(0);
    script = desk.write('completion.bash', stdout);
  });

  /** What bash offers for the last word of a line. */
  const offered = (...words: string[]): string[] => {
    const line = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sextant; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr, status } = spawnSync('bash', ['-c', line, 'bash', script, 'sextant', ...words], {
      cwd: desk.folder,
      encoding: 'utf8',
    });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    return stdout.split('\n').filter((word) => word !== '');
  };

  it.each([
    [['rec'], ['recommend']],
    [['rules', 'l'], ['lint']],
    [['audit', 'ver'], ['verify']],
    [['recommend', 'data.csv', '--bud'], ['--budget']],
    [['recommend', '--search', 'h'], ['halving']],
    [
      ['recommend', '-t', 'y', '--backend', ''],
      ['auto', 'native', 'wasm', 'cpu'],
    ],
    [['decisions', '--verdict', 'r'], ['refuted']],
    [['recommend', 'da'], ['data.csv']],
    [['recommend', '--test', 'da'], ['data.csv']],
    [['keys', 'create', '--scope', 'ad'], ['advise', 'admin'].filter((scope) => scope.startsWith('ad'))],
    [['completion', ''], ['bash']],
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
