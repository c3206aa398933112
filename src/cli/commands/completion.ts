import { type Command, Argument } from 'commander';
import { bashCompletion } from '../completion/bash.js';
import { fishCompletion } from '../completion/fish.js';
import { placesOf } from '../completion/places.js';
import { zshCompletion } from '../completion/zsh.js';
import { examples } from '../options.js';
import type { Shell } from '../shell.js';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;
type Completed = keyof typeof scripts;

export function addCompletion(program: Command, shell: Shell): void {
  program
    .command('completion')
    .summary('completion of commands and options in a shell')
    .description('Prints a script by which a shell completes commands, options and their values.')
    .addArgument(new Argument('<shell>', 'whose').choices(Object.keys(scripts)))
    .option('--debug', 'show the stack trace of an error')
    .addHelpText(
      'after',
      examples(
        ['source <(sextant completion bash)', 'in this shell'],
        ['sextant completion bash > ~/.local/share/bash-completion/completions/sextant', 'in every one from now on'],
        ['source <(sextant completion zsh)', 'in this zsh, after compinit'],
        ['sextant completion zsh > "${fpath[1]}/_sextant"', 'in every one from now on'],
        ['sextant completion fish > ~/.config/fish/completions/sextant.fish', 'in every fish from now on'],
      ),
    )
    .action((name: Completed) => void shell.io.stdout.write(scripts[name](program.name(), placesOf(program))));
}
