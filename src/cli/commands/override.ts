import type { Command } from 'commander';
import type { Slot } from '../../settings/slots.js';
import { formatValue } from '../../report/format.js';
import { openVerbs } from '../open-verbs.js';
import { addCommonOptions, addServerOptions, examples } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { outlined } from '../render/outline.js';
import { parseSettings } from '../setting-flags.js';
import { type RecordFlags, type Shell, untilAborted } from '../shell.js';

interface OverrideFlags extends RecordFlags {
  readonly reason: string;
}

export function addOverride(program: Command, shell: Shell): void {
  const command = program
    .command('override')
    .summary('set a setting of a recommendation to another value')
    .description(
      'Sets one setting with a reason, which is recorded with who did it. Other settings stay as they are, but for those that come to apply or cease to.',
    )
    .argument('<recommendation>', 'its id (rec_...)')
    .argument('<slot=value>', 'the setting; null where it is not to be used')
    .requiredOption('--reason <text>', 'why; it stays on record');
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(['sextant override rec_... hiddenLayers=3 --reason "our trainer has three"', 'a wish of the team']),
    )
    .action((id: string, assignment: string, flags: OverrideFlags) => override(id, assignment, { flags, shell }));
}

async function override(
  recommendationId: string,
  assignment: string,
  { flags, shell }: { readonly flags: OverrideFlags; readonly shell: Shell },
): Promise<void> {
  const [[slot, value] = []] = Object.entries(parseSettings([assignment], ''));
  const { verbs } = await openVerbs(shell, flags);
  const request = { recommendationId, slot: slot as Slot, value, reason: flags.reason };
  const overridden = await untilAborted(verbs.override(request), shell.io.signal);
  const { recommendation, decisionId } = overridden;
  const warnings = recommendation.warnings.map(({ message }) => `! ${message}`);
  const said = `${slot} is ${formatValue(value)} from now on: ${decisionId}.`;
  await printAnswer(shell, flags, { decisionId, recommendation }, outlined(said, ...warnings));
}
