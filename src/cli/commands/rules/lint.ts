import type { Command } from 'commander';
import { formatFinding } from '../../../advise/findings.js';
import { exitUsage } from '../../exit-codes.js';
import { addAnswerOptions, examples } from '../../options.js';
import { printAnswer } from '../../print-answer.js';
import { outlined } from '../../render/outline.js';
import type { AnswerFlags, Shell } from '../../shell.js';
import { builtIn, loadNamed, overlayOption } from './rule-set.js';

interface LintFlags extends AnswerFlags {
  readonly overlay?: true;
}

export function addRulesLint(rules: Command, shell: Shell): void {
  const command = rules
    .command('lint')
    .summary('what is wrong with a set of rules')
    .description(
      'Proves that every valid profile gets exactly one answer for every setting, and finds duplicate, conflicting, shadowed and unreachable rules and gaps. Exit code 2 when something is found.',
    )
    .argument('[folder]', 'folder of rules', builtIn)
    .addOption(overlayOption());
  addAnswerOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant rules lint', 'the rules that are shipped'],
        ['sextant rules lint my-rules --overlay', 'your own, on top of these'],
      ),
    )
    .action((folder: string, flags: LintFlags) => lint(folder, flags, shell));
}

async function lint(folder: string, flags: LintFlags, shell: Shell): Promise<void> {
  const ruleSet = await loadNamed(folder, flags);
  const { lintThoroughly } = await import('../../../advise/lint.js');
  const findings = await lintThoroughly(ruleSet);
  if (findings.length > 0) shell.exitWith(exitUsage);
  const { name, version, hash, rules } = ruleSet;
  const lines = findings.map((finding) => `${finding.kind ?? 'invalid'}: ${formatFinding(finding)}`);
  const found = findings.length === 0 ? 'nothing is wrong' : `${findings.length} found`;
  const answer = { ruleSet: { name, version, hash }, rules: rules.length, findings };
  await printAnswer(shell, flags, answer, outlined(...lines, `${name} ${version}, ${rules.length} rules: ${found}`));
}
