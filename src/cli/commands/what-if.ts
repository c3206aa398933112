import { type Command, Option } from 'commander';
import type { SimulateRequest, Simulation } from '../../decide/simulate.js';
import { prefixOf } from '../../ids.js';
import { printable } from '../../profile/messages.js';
import { formatCount } from '../../report/format.js';
import { isRemark } from '../../settings/slots.js';
import { usageError } from '../command-line.js';
import { openVerbs } from '../open-verbs.js';
import {
  addCommonOptions,
  addServerOptions,
  examples,
  namedRuleSet,
  ruleSetOption,
  rulesOption,
  setOption,
} from '../options.js';
import { printAnswer } from '../print-answer.js';
import { readProfileFile } from '../profile-file.js';
import { isVisible, renderDifferences } from '../render/differences.js';
import { type Item, outlined } from '../render/outline.js';
import { parseSettings } from '../setting-flags.js';
import { type RecordFlags, type Shell, untilAborted } from '../shell.js';
import { collect } from '../values.js';

interface WhatIfFlags extends RecordFlags {
  readonly change?: readonly string[];
  readonly set?: readonly string[];
  readonly rules?: string;
  readonly ruleSet?: string;
}

export function addWhatIf(program: Command, shell: Shell): void {
  const command = program
    .command('what-if')
    .summary('what the rules would say of other facts')
    .description(
      'Changes facts of a profile or of a recorded decision and tells which settings change. Nothing is recorded.',
    )
    .argument('<from>', 'a decision (dec_...), a recommendation (rec_...), or a JSON file with a profile')
    .addOption(
      new Option('--change <fact=value>', 'change a fact; null takes it away (may be repeated)').argParser<string[]>(
        collect,
      ),
    )
    .addOption(setOption())
    .addOption(rulesOption())
    .addOption(ruleSetOption());
  addServerOptions(command);
  addCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        ['sextant what-if rec_... --change rows=50000', 'with more rows'],
        ['sextant what-if dec_... --change hardware=null --set optimizer=sgd', 'a fact unknown, a setting fixed'],
        ['sextant what-if profile.json --change columns.numeric=40 --json', 'of a profile, as data'],
      ),
    )
    .action((from: string, flags: WhatIfFlags) => showWhatIf(from, flags, shell));
}

async function showWhatIf(from: string, flags: WhatIfFlags, shell: Shell): Promise<void> {
  const isRecorded = ['dec', 'rec'].includes(prefixOf(from) ?? '');
  const request: SimulateRequest = {
    from: isRecorded ? { decision: from } : { profile: readProfileFile(from) },
    changes: Object.fromEntries((flags.change ?? []).map(parseChange)),
    ...(flags.set && { settings: parseSettings(flags.set) }),
    ...namedRuleSet(flags),
  };
  const { verbs } = await openVerbs(shell, flags);
  const simulation = await untilAborted(verbs.simulate(request), shell.io.signal);
  await printAnswer(shell, flags, simulation, outlined(itemOf(simulation)));
}

/** A value is JSON where it can be read as JSON, else text. */
function parseChange(assignment: string): [string, number | string | boolean | null] {
  const at = assignment.indexOf('=');
  if (at < 1)
    throw usageError(
      `--change ${printable(assignment)} is not of the form fact=value.`,
      'For example: --change rows=5000',
    );
  const text = assignment.slice(at + 1).trim();
  return [assignment.slice(0, at).trim(), valueOf(text)];
}

function valueOf(text: string): number | string | boolean | null {
  const constants: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
  if (Object.hasOwn(constants, text)) return constants[text] ?? null;
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function itemOf({ ruleSet: { name, version, hash }, advice, differences }: Simulation): Item {
  const seen = differences.filter(isVisible);
  const changed = new Set(seen.map(({ slot }) => slot));
  const staying = new Set(advice.map(({ slot }) => slot).filter((slot) => !isRemark(slot) && !changed.has(slot)));
  const rest = `${formatCount(staying.size, 'setting')} ${staying.size === 1 ? 'stays' : 'stay'} as ${staying.size === 1 ? 'it is' : 'they are'}`;
  return {
    text: `Under ${name} ${version}, ${hash.slice(0, 12)}:`,
    below: [...(seen.length > 0 ? renderDifferences(seen) : ['nothing changes']), rest],
  };
}
