import type { Command } from 'commander';
import { examples } from '../../options.js';
import type { Shell } from '../../shell.js';
import { builtIn, loadNamed } from './rule-set.js';

export function addRulesDocs(rules: Command, shell: Shell): void {
  rules
    .command('docs')
    .summary('the catalogue of a set of rules, as Markdown')
    .description('Prints every rule: what it says, when it applies, why, and where that comes from.')
    .argument('[folder]', 'folder of rules', builtIn)
    .option('--debug', 'show the stack trace of an error')
    .addHelpText('after', examples(['sextant rules docs my-rules', 'the catalogue of your own rules, as Markdown']))
    .action(async (folder: string) => {
      const ruleSet = await loadNamed(folder);
      const { ruleCatalogue } = await import('../../../report/rule-catalogue.js');
      shell.io.stdout.write(ruleCatalogue(ruleSet));
    });
}
