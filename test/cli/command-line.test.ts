import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../src/cli/command-line.js';

describe('commandLine', () => {
  it('is read back by a shell word for word', () => {
    const words = ['a b', "it's", '$HOME', '`id`', '*', '', 'plain.csv', 'x="1"', 'new\nline', '\\'];
    const text = commandLine(['printf', '%s\\0', ...words]);
    expect(execFileSync('/bin/sh', ['-c', text], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(words);
  });
});
