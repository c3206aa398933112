import type { Command } from 'commander';
import type { Replay, ReplayOutcome } from '../../decide/replay.js';
import { exitFault, exitUsage } from '../exit-codes.js';
import { openVerbs } from '../open-verbs.js';
import { addCommonOptions, addServerOptions, examples, namedRuleSet, ruleSetOption, rulesOption } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { renderDifferences } from '../render/differences.js';
import { type Item, outlined } from '../render/outline.js';
import { type RecordFlags, type Shell, untilAborted } from '../shell.js';

interface ReplayFlags extends RecordFlags {
  readonly rules?: string;
  readonly ruleSet?: string;
}

export function addReplay(program: Command, shell: Shell): void {
  const command = program
    .command('replay')
    .summary('decide once more on recorded facts')
    .description(
      'Evaluates the facts of a recorded decision once more, under the rules that decided or under others, and compares. Exit code 1 when the recorded rules give something else, 2 when it cannot be replayed.',
    )
    .argument('<id>', 'a decision (dec_...) or a recommendation (rec_...)')
    .addOption(rulesOption())
    .addOption(ruleSetOption());
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant replay rec_...', 'under the rules that decided: the same must come out'],
        ['sextant replay dec_... --rules my-rules', 'what your own rules would change'],
        ['sextant replay dec_... --rule-set built-in --json', 'under the rules that are shipped, as data'],
      ),
    )
    .action((id: string, flags: ReplayFlags) => showReplay(id, flags, shell));
}

const exitCodes: Readonly<Partial<Record<ReplayOutcome, number>>> = {
  engine_drift: exitFault,
  not_replayable: exitUsage,
};

async function showReplay(id: string, flags: ReplayFlags, shell: Shell): Promise<void> {
  const named = namedRuleSet(flags);
  const { verbs } = await openVerbs(shell, flags);
  const replayed = await untilAborted(verbs.replay({ id, ...named }), shell.io.signal);
  const code = exitCodes[replayed.outcome];
  if (code !== undefined) shell.exitWith(code);
  await printAnswer(shell, flags, replayed, outlined(...itemsOf(replayed)));
}

const sentences: Readonly<Record<ReplayOutcome, string>> = {
  same: 'The same: every value, by the same rules.',
  engine_drift: 'Engine drift: the recorded rules give something else on the recorded facts.',
  different: 'Other rules decide otherwise:',
  not_replayable: 'It cannot be replayed.',
};

function itemsOf({ decisionId, kind, recorded, replayed, outcome, reason, differences }: Replay): Item[] {
  const nameOf = ({ ruleSet, engineVersion }: Partial<Replay['recorded']>): string =>
    [ruleSet && `${ruleSet.name} ${ruleSet.version}, ${ruleSet.hash.slice(0, 12)}`, engineVersion]
      .filter((part) => part !== undefined)
      .join('; ');
  return [
    `Decision ${decisionId} (${kind})`,
    `recorded: ${nameOf(recorded)}`,
    `replayed: ${nameOf(replayed)}`,
    { text: sentences[outcome], below: [...(reason ? [reason.message] : []), ...renderDifferences(differences)] },
  ];
}
