import { type Command, Argument } from 'commander';
import { bashCompletion } from '../completion/bash.js';
import { examples } from '../options.js';
import type { Shell } from '../shell.js';

export function addCompletion(program: Command, shell: Shell): void {
  program
    .command('completion')
    .summary('completion of commands and options in a shell')
    .description(
      'Prints a script by which a shell completes commands, options and their values. zsh reads it after bashcompinit.',
    )
    .addArgument(new Argument('<shell>', 'whose').choices(['bash']))
    .option('--debug', 'show the stack trace of an error')
    .addHelpText(
      'after',
      examples(
        ['source <(sextant completion bash)', 'in this shell'],
        ['sextant completion bash > ~/.local/share/bash-completion/completions/sextant', 'in every one from now on'],
      ),
    )
    .action(() => void shell.io.stdout.write(bashCompletion(program)));
}
