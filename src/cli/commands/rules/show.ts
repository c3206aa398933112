import type { Command } from 'commander';
import { SextantError } from '../../../errors.js';
import { listNames, nearNames, printable } from '../../../profile/messages.js';
import { printJson, type Shell } from '../../shell.js';
import { builtIn, loadNamed } from './rule-set.js';

interface ShowFlags {
  readonly json?: true;
  readonly from: string;
}

export function addRulesShow(rules: Command, shell: Shell): void {
  rules
    .command('show')
    .summary('one rule')
    .description('Prints one rule: what it says, when it applies, why, and where that comes from.')
    .argument('<id>', 'id of a rule, such as loss.binary')
    .option('--from <folder>', 'folder of rules', builtIn)
    .option('--json', 'print the rule as it is written')
    .option('--debug', 'show the stack trace of an error')
    .action((id: string, flags: ShowFlags) => show(id, flags, shell));
}

async function show(id: string, { json, from }: ShowFlags, shell: Shell): Promise<void> {
  const { rules } = await loadNamed(from);
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) {
    const near = nearNames(
      id,
      rules.map((one) => one.id),
    );
    throw new SextantError('usage_invalid', `There is no rule ${printable(id)}.`, {
      hint: near.length > 0 ? `Did you mean ${listNames(near)}?` : 'sextant rules docs lists them all.',
    });
  }
  if (json) return printJson(shell, rule);
  const { ruleEntry } = await import('../../../report/rule-catalogue.js');
  shell.io.stdout.write(`${ruleEntry(rule)}\n`);
}
