import { type Command, Option } from 'commander';
import type { Change, Counterfactual } from '../../advise/counterfactuals.js';
import { formatValue } from '../../advise/explain.js';
import { openVerbs } from '../open-verbs.js';
import { addCommonOptions, addServerOptions, examples } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { type Item, outlined } from '../render/outline.js';
import { type RecordFlags, type Shell, untilAborted } from '../shell.js';
import { slotNamed } from '../slot-name.js';
import type { Flips } from '../verbs.js';

interface CounterfactualsFlags extends RecordFlags {
  readonly slot: string;
  readonly facts?: '1' | '2';
}

export function addCounterfactuals(program: Command, shell: Shell): void {
  const command = program
    .command('counterfactuals')
    .summary('the smallest changes of facts that flip a setting')
    .description(
      'Finds the smallest changes of one or two facts of a recorded decision under which its rules give a setting another value. Exact: nothing is sampled, and every change is confirmed.',
    )
    .argument('<id>', 'a decision (dec_...) or a recommendation (rec_...)')
    .requiredOption('--slot <slot>', 'the setting')
    .addOption(new Option('--facts <n>', 'facts that are changed at once, at most (default: 2)').choices(['1', '2']));
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant counterfactuals rec_... --slot optimizer', 'what would have led to another optimizer'],
        ['sextant counterfactuals dec_... --slot dropout --facts 1 --json', 'of one fact alone, as data'],
      ),
    )
    .action((id: string, flags: CounterfactualsFlags) => show(id, flags, shell));
}

async function show(id: string, flags: CounterfactualsFlags, shell: Shell): Promise<void> {
  const slot = slotNamed(flags.slot);
  const { verbs } = await openVerbs(shell, flags);
  const request = { id, slot, ...(flags.facts === '1' && { mostFacts: 1 as const }) };
  const answer = await untilAborted(verbs.counterfactuals(request), shell.io.signal);
  await printAnswer(shell, flags, answer, outlined(...itemsOf(answer)));
}

function itemsOf({ slot, value, ruleId, found, count, exhausted, edgesOnly }: Flips): Item[] {
  const notes = [
    ...(count > found.length ? [`and ${count - found.length} more`] : []),
    ...(exhausted ? [] : ['The search was ended by its bound: there may be others.']),
    ...(edgesOnly.length > 0
      ? [`${edgesOnly.length} pairs of facts can be traded for one another; of these only edges were looked at.`]
      : []),
  ];
  return [
    {
      text: `${slot} is ${formatValue(value)}${ruleId === null ? '' : ` (${ruleId})`}`,
      below: found.length === 0 ? ['no change of so few facts flips it'] : found.map(lineOf),
    },
    ...notes,
  ];
}

const lineOf = ({ changes, value, ruleId }: Counterfactual): string =>
  `${changes.map(showChange).join(', ')}: ${formatValue(value)}${ruleId === null ? '' : ` (${ruleId})`}`;

/** A number as it is: rounded it would not be the smallest change, or none that flips. */
const showFact = (value: Change['to']): string => (value === null ? 'unknown' : String(value));
const showChange = ({ fact, from, to }: Change): string => `${fact} ${showFact(from)} -> ${showFact(to)}`;
