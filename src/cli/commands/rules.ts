import type { Command } from 'commander';
import { examples } from '../options.js';
import type { Shell } from '../shell.js';
import { addRulesDiff } from './rules/diff.js';
import { addRulesDocs } from './rules/docs.js';
import { addRulesLint } from './rules/lint.js';
import { addRulesShow } from './rules/show.js';
import { addRulesTest } from './rules/test.js';

export function addRules(program: Command, shell: Shell): void {
  const command = program
    .command('rules')
    .summary('the rules: read, check and compare them')
    .description('Works on sets of rules: the built-in one, or a folder with manifest.json and files of rules.');
  for (const add of [addRulesLint, addRulesTest, addRulesDiff, addRulesDocs, addRulesShow]) add(command, shell);
  command.addHelpText(
    'after',
    examples(
      ['sextant rules lint my-rules', 'what is wrong with them, with a profile that shows it'],
      ['sextant rules test --coverage', 'replays the cases of the built-in rules'],
      ['sextant rules diff built-in my-rules', 'where they decide differently'],
      ['sextant rules docs > rules.md', 'the catalogue'],
      ['sextant rules show loss.binary', 'one rule'],
    ),
  );
}
