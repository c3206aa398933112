import type { Command } from 'commander';
import { expect } from 'vitest';
import { createProgram } from '../../src/cli/program.js';

const unused = (): never => {
  throw new Error('no command runs here');
};
const nowhere = { write: unused };
const io = { stdout: nowhere, stderr: nowhere, env: {}, cwd: '.', signal: new AbortController().signal };

/** The program, of which nothing is carried out. */
export const program: Command = createProgram({ io, compose: unused, exitWith: unused });

/** The words of a line as a shell hands them over; what is to be filled in is one word. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replaceAll(/["']/g, ''));

/** That `sextant ...` names a command of the program, and options and arguments that it has. */
export function expectKnown(line: string): void {
  const [, ...words] = wordsOf(line.replace(/ [|>&].*$/, '').replace(/ \.\.\.$/, ''));
  follow(program, words, line);
}

/** Walks down to the command that is meant, and has it take apart the rest. */
function follow(command: Command, words: readonly string[], line: string): void {
  const [word = ''] = words;
  const next = command.commands.find((each) => each.name() === word);
  if (next) return follow(next, words.slice(1), line);
  const { operands, unknown } = command.parseOptions(words.filter((each) => each !== '--help'));
  expect(unknown, line).toEqual([]);
  expect(command.commands.length === 0 || operands.length === 0, `${line}: no such command`).toBe(true);
  expect(operands.length, line).toBeLessThanOrEqual(command.registeredArguments.length);
}
