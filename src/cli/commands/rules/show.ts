import type { Command } from 'commander';
import { SextantError } from '../../../errors.js';
import { listNames, nearNames, printable } from '../../../profile/messages.js';
import { addAnswerOptions, examples } from '../../options.js';
import { printAnswer } from '../../print-answer.js';
import type { AnswerFlags, Shell } from '../../shell.js';
import { builtIn, loadNamed } from './rule-set.js';

interface ShowFlags extends AnswerFlags {
  readonly from: string;
}

export function addRulesShow(rules: Command, shell: Shell): void {
  const command = rules
    .command('show')
    .summary('one rule')
    .description(
      'Prints one rule: what it says, when it applies, why, and where that comes from; as JSON as it is written.',
    )
    .argument('<id>', 'id of a rule, such as loss.binary')
    .option('--from <folder>', 'folder of rules', builtIn);
  addAnswerOptions(command)
    .addHelpText('after', examples(['sextant rules show loss.binary', 'when it fires, what it says, and its source']))
    .action((id: string, flags: ShowFlags) => show(id, flags, shell));
}

async function show(id: string, flags: ShowFlags, shell: Shell): Promise<void> {
  const { rules } = await loadNamed(flags.from);
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
  const { ruleEntry } = await import('../../../report/rule-catalogue.js');
  await printAnswer(shell, flags, rule, () => `${ruleEntry(rule)}\n`);
}
