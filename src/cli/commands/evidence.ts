import type { Command } from 'commander';
import { renderOptionsOf } from '../io.js';
import { openVerbs } from '../open-verbs.js';
import { addCommonOptions, addServerOptions, examples, formatOf, formatOption, type OutputFormat } from '../options.js';
import { renderEvidence } from '../render/evidence.js';
import { printJson, type RecordFlags, type Shell, untilAborted } from '../shell.js';

interface EvidenceFlags extends RecordFlags {
  readonly format?: OutputFormat;
}

export function addEvidence(program: Command, shell: Shell): void {
  const command = program
    .command('evidence')
    .summary('what probes found about the rules')
    .description(
      'How often the recorded probes confirmed, adjusted or refuted what each rule recommended, and by how much. A probe that tried no other value says nothing about a rule.',
    );
  command.addOption(formatOption());
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant evidence', 'rules with the most probes first'],
        ['sextant evidence --json', 'every rule, as data'],
      ),
    )
    .action(async (flags: EvidenceFlags) => {
      const format = formatOf(flags);
      const { verbs } = await openVerbs(shell, flags);
      const ledger = await untilAborted(verbs.evidence(), shell.io.signal);
      if (format === 'json') return printJson(shell, ledger);
      shell.io.stdout.write(
        renderEvidence(ledger, { ...renderOptionsOf(shell.io.stdout, shell.io.env), markdown: format === 'md' }),
      );
    });
}
