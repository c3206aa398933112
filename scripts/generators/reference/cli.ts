import type { Command } from 'commander';
import { createProgram } from '../../../src/cli/program.js';

/** Help of every command as it prints it. */
export function cliPage(): string {
  const printed: string[] = [];
  const stdout = { write: (text: string) => printed.push(text), columns: 100 };
  const unused = (): never => {
    throw new Error('no command runs here');
  };
  const io = { stdout, stderr: stdout, env: {}, cwd: '.', signal: new AbortController().signal };
  const program = createProgram({ io, compose: unused, exitWith: unused });
  const helpOf = (command: Command): string => {
    printed.length = 0;
    command.outputHelp();
    return printed.join('').trimEnd();
  };
  const sections = commandsOf(program).map(
    ({ path, command }) => `## ${path}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`,
  );
  return ['# Commands', 'What each prints with `--help`.', ...sections].join('\n\n');
}

interface Named {
  readonly path: string;
  readonly command: Command;
}

/** The program, its commands and theirs, each under its whole name. */
function commandsOf(command: Command, above = ''): Named[] {
  const path = above === '' ? command.name() : `${above} ${command.name()}`;
  return [{ path, command }, ...command.commands.flatMap((one) => commandsOf(one, path))];
}
