import type { Command } from 'commander';
import { addAnswerOptions, examples } from '../../options.js';
import { printAnswer } from '../../print-answer.js';
import { renderCells } from '../../render/cells.js';
import { outlined } from '../../render/outline.js';
import type { AnswerFlags, Shell } from '../../shell.js';
import { loadNamed, overlayOption } from './rule-set.js';

interface DiffFlags extends AnswerFlags {
  readonly overlay?: true;
}

export function addRulesDiff(rules: Command, shell: Shell): void {
  const command = rules
    .command('diff')
    .summary('where two sets of rules decide differently')
    .description(
      'Compares two sets of rules: which rules differ, and under which facts a setting comes out differently.',
    )
    .argument('<before>', 'a folder of rules, or built-in')
    .argument('<after>', 'a folder of rules, or built-in')
    .addOption(overlayOption());
  addAnswerOptions(command)
    .addHelpText('after', examples(['sextant rules diff built-in my-rules --overlay', 'what your own rules change']))
    .action((before: string, after: string, flags: DiffFlags) => diff([before, after], flags, shell));
}

async function diff([before, after]: readonly [string, string], flags: DiffFlags, shell: Shell): Promise<void> {
  const [a, b] = [await loadNamed(before), await loadNamed(after, flags)];
  const { diffRuleSets } = await import('../../../advise/diff.js');
  const difference = diffRuleSets(a, b);
  const lines = renderCells(difference);
  await printAnswer(shell, flags, difference, outlined(...(lines.length > 0 ? lines : ['no difference'])));
}
