import type { Command } from 'commander';
import { renderCells } from '../../render/cells.js';
import { printJson, type Shell } from '../../shell.js';
import { loadNamed, overlayOption } from './rule-set.js';

interface DiffFlags {
  readonly json?: true;
  readonly overlay?: true;
}

export function addRulesDiff(rules: Command, shell: Shell): void {
  rules
    .command('diff')
    .summary('where two sets of rules decide differently')
    .description(
      'Compares two sets of rules: which rules differ, and under which facts a setting comes out differently.',
    )
    .argument('<before>', 'a folder of rules, or built-in')
    .argument('<after>', 'a folder of rules, or built-in')
    .addOption(overlayOption())
    .option('--json', 'print one JSON object and nothing else')
    .option('--debug', 'show the stack trace of an error')
    .action((before: string, after: string, flags: DiffFlags) => diff([before, after], flags, shell));
}

async function diff(
  [before, after]: readonly [string, string],
  { json, overlay }: DiffFlags,
  shell: Shell,
): Promise<void> {
  const [a, b] = [await loadNamed(before), await loadNamed(after, { overlay })];
  const { diffRuleSets } = await import('../../../advise/diff.js');
  const difference = diffRuleSets(a, b);
  if (json) return printJson(shell, difference);
  const lines = renderCells(difference);
  shell.io.stdout.write(`${(lines.length > 0 ? lines : ['no difference']).join('\n')}\n`);
}
