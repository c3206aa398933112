import { kindsInWords } from '../../audit/decision-kinds.js';
import { type Command, Option } from 'commander';
import { verdicts } from '../../settings/recommendation.js';
import { addCommonOptions, addServerOptions, examples, formatOf, outputFormats } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { noDecisions, renderDecisions } from '../render/decisions.js';
import { openVerbs } from '../open-verbs.js';
import { type RecordFlags, type Shell, untilAborted } from '../shell.js';
import { slotNamed } from '../slot-name.js';
import { parseMoment, parseWhole } from '../values.js';
import type { LinesRequest } from '../verbs.js';
import type { ListRequest } from '../../decide/list-decisions.js';

const formats = [...outputFormats, 'ndjson', 'csv'] as const;

interface DecisionsFlags extends RecordFlags, Pick<ListRequest, 'kind' | 'actor' | 'rule' | 'value' | 'verdict'> {
  readonly limit?: number;
  readonly recommendation?: string;
  readonly since?: number;
  readonly until?: number;
  readonly slot?: string;
  readonly dataset?: string;
}

const USUAL_LIMIT = 20;

export function addDecisions(program: Command, shell: Shell): void {
  const command = program
    .command('decisions')
    .summary('the record of decisions')
    .description('Lists the recorded decisions, newest first. All filters hold together.')
    .addOption(
      new Option('--limit <n>', 'at most this many (default: 20; as ndjson and csv all)').argParser(
        parseWhole(1, 1_000_000),
      ),
    )
    .option('--recommendation <id>', 'only those of one recommendation')
    .addOption(new Option('--since <time>', 'from this time on: 2026-03-01, or 7d (ago)').argParser(parseMoment))
    .addOption(new Option('--until <time>', 'before this time').argParser(parseMoment))
    .option('--kind <kind>', kindsInWords)
    .option('--rule <id>', 'what this rule decided, or proposed as a trial')
    .option('--slot <slot>', 'about this setting')
    .option('--value <value>', 'where the setting is this: JSON, or else a text')
    .addOption(new Option('--verdict <verdict>', 'where a probe found this').choices(verdicts))
    .option('--actor <name>', 'asked for by this user or key')
    .option('--dataset <sha256>', 'about a recommendation that was made of this file');
  addServerOptions(command);
  addCommonOptions(command, formats)
    .addHelpText(
      'after',
      examples(
        ['sextant decisions', 'the last 20'],
        ['sextant decisions --recommendation rec_... --json', 'all about one recommendation'],
        ['sextant decisions --slot optimizer --value sgd', 'where sgd was recommended or tried'],
        ['sextant decisions --verdict refuted --since 30d', 'what probes refuted within a month'],
        ['sextant decisions --format csv > decisions.csv', 'all, for a spreadsheet'],
      ),
    )
    .action((flags: DecisionsFlags) => showDecisions(flags, shell));
}

async function showDecisions(flags: DecisionsFlags, shell: Shell): Promise<void> {
  const { io } = shell;
  const format = formatOf(flags);
  const filter = filterOf(flags);
  const { verbs } = await openVerbs(shell, flags);
  if (format === 'ndjson' || format === 'csv') {
    const { limit } = flags;
    const write = (text: string): void => void io.stdout.write(text);
    const request: LinesRequest = {
      ...filter,
      format,
      write,
      signal: io.signal,
      ...(limit !== undefined && { limit }),
    };
    return untilAborted(verbs.writeDecisions(request), io.signal);
  }
  // One more tells whether there are others, where nobody said how many.
  const request = { ...filter, limit: flags.limit ?? USUAL_LIMIT + 1 };
  const found = await untilAborted(verbs.listDecisions(request), io.signal);
  const decisions = found.slice(0, flags.limit ?? USUAL_LIMIT);
  const lines = decisions.map((one) => ({ ...one, recommendationId: one.recommendationId ?? '' }));
  const none = Object.keys(filter).length > 0 ? noDecisions.ofKind : noDecisions.here;
  await printAnswer(shell, flags, { decisions }, (options) => renderDecisions(lines, { ...options, none }));
  if (format === 'table' && found.length > decisions.length)
    io.stdout.write(`\nThe newest ${decisions.length}; more: --limit 100, or --until with an earlier time.\n`);
}

function filterOf(flags: DecisionsFlags): Omit<ListRequest, 'limit'> {
  const { recommendation, since, until, kind, rule, slot, value, verdict, actor, dataset } = flags;
  return {
    ...(recommendation !== undefined && { recommendationId: recommendation }),
    ...(since !== undefined && { from: since }),
    ...(until !== undefined && { to: until }),
    ...(kind !== undefined && { kind }),
    ...(rule !== undefined && { rule }),
    ...(slot !== undefined && { slot: slotNamed(slot) }),
    ...(value !== undefined && { value }),
    ...(verdict !== undefined && { verdict }),
    ...(actor !== undefined && { actor }),
    ...(dataset !== undefined && { datasetHash: dataset }),
  };
}
