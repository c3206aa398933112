import type { Command } from 'commander';
import { renderOptionsOf } from '../io.js';
import { addCommonOptions, examples } from '../options.js';
import { renderEvidence } from '../render/evidence.js';
import { type CommonFlags, printJson, type Shell, untilAborted } from '../shell.js';

export function addEvidence(program: Command, shell: Shell): void {
  const command = program
    .command('evidence')
    .summary('what probes found about the rules')
    .description(
      'How often the recorded probes confirmed, adjusted or refuted what each rule recommended, and by how much. A probe that tried no other value says nothing about a rule.',
    );
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant evidence', 'rules with the most probes first'],
        ['sextant evidence --json', 'every rule, as data'],
      ),
    )
    .action(async (flags: CommonFlags) => {
      const { context } = shell.compose({ flags: { dataDirectory: flags.dataDir } });
      const { listRuleEvidence } = await import('../../decide/rule-evidence.js');
      const ledger = await untilAborted(listRuleEvidence(context), shell.io.signal);
      if (flags.json) return printJson(shell, ledger);
      shell.io.stdout.write(renderEvidence(ledger, renderOptionsOf(shell.io.stdout, shell.io.env)));
    });
}
