import type { Command } from 'commander';
import { openVerbs } from '../open-verbs.js';
import { addCommonOptions, addServerOptions, examples } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { renderEvidence } from '../render/evidence.js';
import { type RecordFlags, type Shell, untilAborted } from '../shell.js';

export function addEvidence(program: Command, shell: Shell): void {
  const command = program
    .command('evidence')
    .summary('what probes found about the rules')
    .description(
      'How often the recorded probes confirmed, adjusted or refuted what each rule recommended, and by how much. A probe that tried no other value says nothing about a rule.',
    );
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant evidence', 'rules with the most probes first'],
        ['sextant evidence --json', 'every rule, as data'],
      ),
    )
    .action(async (flags: RecordFlags) => {
      const { verbs } = await openVerbs(shell, flags);
      const ledger = await untilAborted(verbs.evidence(), shell.io.signal);
      await printAnswer(shell, flags, ledger, (options) => renderEvidence(ledger, options));
    });
}
