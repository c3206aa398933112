import type { Command } from 'commander';
import { formatFinding } from '../../../advise/findings.js';
import { exitUsage } from '../../exit-codes.js';
import { printJson, type Shell } from '../../shell.js';
import { builtIn, loadNamed, overlayOption } from './rule-set.js';

interface LintFlags {
  readonly json?: true;
  readonly overlay?: true;
}

export function addRulesLint(rules: Command, shell: Shell): void {
  rules
    .command('lint')
    .summary('what is wrong with a set of rules')
    .description(
      'Proves that every valid profile gets exactly one answer for every setting, and finds duplicate, conflicting, shadowed and unreachable rules and gaps. Exit code 2 when something is found.',
    )
    .argument('[folder]', 'folder of rules', builtIn)
    .addOption(overlayOption())
    .option('--json', 'print one JSON object and nothing else')
    .option('--debug', 'show the stack trace of an error')
    .action((folder: string, flags: LintFlags) => lint(folder, flags, shell));
}

async function lint(folder: string, { json, overlay }: LintFlags, shell: Shell): Promise<void> {
  const ruleSet = await loadNamed(folder, { overlay });
  const { lintThoroughly } = await import('../../../advise/lint.js');
  const findings = await lintThoroughly(ruleSet);
  if (findings.length > 0) shell.exitWith(exitUsage);
  const { name, version, hash, rules } = ruleSet;
  if (json) return printJson(shell, { ruleSet: { name, version, hash }, rules: rules.length, findings });
  const lines = findings.map((finding) => `${finding.kind ?? 'invalid'}: ${formatFinding(finding)}`);
  const summary = findings.length === 0 ? 'nothing is wrong' : `${findings.length} found`;
  shell.io.stdout.write(`${[...lines, `${name} ${version}, ${rules.length} rules: ${summary}`].join('\n')}\n`);
}
