import type { Command } from 'commander';
import { addCommonOptions, addServerOptions, examples } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { openVerbs } from '../open-verbs.js';
import { slotNamed } from '../slot-name.js';
import { type RecordFlags, type Shell, untilAborted } from '../shell.js';

interface ExplainFlags extends RecordFlags {
  readonly slot?: string;
}

export function addExplain(program: Command, shell: Shell): void {
  const command = program
    .command('explain')
    .summary('why a decision came out as it did')
    .description('Explains a recorded decision: which rules fired on which facts, which lost or did not fire, and why.')
    .argument('<id>', 'a decision (dec_...) or a recommendation (rec_...)')
    .option('--slot <slot>', 'only this setting');
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant explain rec_...', 'a recommendation with its trials and verdicts'],
        ['sextant explain rec_... --slot optimizer', 'one setting'],
        ['sextant explain dec_... --json', 'as data'],
        ['sextant explain rec_... --format md > why.md', 'to be read by others'],
      ),
    )
    .action((id: string, flags: ExplainFlags) => showExplanation(id, flags, shell));
}

async function showExplanation(id: string, flags: ExplainFlags, shell: Shell): Promise<void> {
  const slot = flags.slot === undefined ? undefined : slotNamed(flags.slot);
  const { verbs } = await openVerbs(shell, flags);
  const [{ ofSlot }, { renderExplanation }] = await Promise.all([
    import('../../audit/explain.js'),
    import('../render/explanation.js'),
  ]);
  const whole = await untilAborted(verbs.explain(id), shell.io.signal);
  const explanation = slot === undefined ? whole : ofSlot(whole, slot);
  await printAnswer(shell, flags, explanation, (options) => renderExplanation(explanation, options));
}
