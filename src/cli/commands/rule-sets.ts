import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Chosen } from '../../decide/choose-rule-set.js';
import { builtInRuleSetId } from '../../ids.js';
import { openVerbs } from '../open-verbs.js';
import { addCommonOptions, addServerOptions, examples } from '../options.js';
import { printAnswer } from '../print-answer.js';
import { outlined } from '../render/outline.js';
import { renderRuleSet, renderRuleSets, renderSetDifference } from '../render/rule-sets.js';
import { type RecordFlags, type Shell, untilAborted } from '../shell.js';
import { parseWhole } from '../values.js';
import type { RuleSetVerbs } from '../verbs.js';

export function addRuleSets(program: Command, shell: Shell): void {
  const sets = program
    .command('rule-sets')
    .summary('the rule sets that a service decides by')
    .description(
      'Rule sets of a workspace: upload one, run it in shadow beside the active one, compare, activate, roll back. Commands decide by --rules.',
    );
  for (const add of [addList, addCreate, addShow, addDiff, addShadow, addActivate]) add(sets, shell);
  sets.addHelpText(
    'after',
    examples(
      ['sextant rule-sets create my-rules --overlay', 'upload a folder that extends the built-in rules'],
      ['sextant rule-sets shadow rst_...', 'count where it would decide otherwise'],
      ['sextant rule-sets show rst_...', 'what came of it'],
      ['sextant rule-sets activate rst_...', 'it decides from now on'],
      ['sextant rule-sets activate built-in', 'roll back to the rules that are shipped'],
    ),
  );
}

/** The options that each of these commands has, and the work that it does. */
function addWork<Flags extends RecordFlags>(
  command: Command,
  shell: Shell,
  work: (verbs: RuleSetVerbs, names: readonly string[], flags: Flags) => Promise<void>,
): Command {
  addServerOptions(command);
  return addCommonOptions(command).action(async (...given: unknown[]) => {
    // Commander gives the arguments, then the options, then the command.
    const flags = given.at(-2) as Flags;
    const { verbs } = await openVerbs(shell, flags);
    await untilAborted(work(verbs.ruleSets, given.slice(0, -2) as string[], flags), shell.io.signal);
  });
}

/** What the command line calls the rules that are shipped, by the id that they have in every workspace. */
const idOf = (name = ''): string => (name === 'built-in' ? builtInRuleSetId : name);

function addList(sets: Command, shell: Shell): void {
  const command = sets
    .command('list')
    .summary('all of them')
    .description('Lists rule sets, newest first.')
    .addHelpText('after', examples(['sextant rule-sets list', 'which one decides, and which runs beside it']));
  addWork(command, shell, async (verbs, _, flags) => {
    const ruleSets = await verbs.list();
    await printAnswer(shell, flags, { ruleSets }, (options) => renderRuleSets(ruleSets, options));
  });
}

interface CreateFlags extends RecordFlags {
  readonly overlay?: true;
}

function addCreate(sets: Command, shell: Shell): void {
  const command = sets
    .command('create')
    .summary('upload a folder of rules')
    .description('Uploads a folder of rules. It is linted, and decides nothing until it is activated.')
    .argument('<folder>', 'with manifest.json and files of rules')
    .option('--overlay', 'the folder extends the built-in rules; its rules go before them')
    .addHelpText('after', examples(['sextant rule-sets create my-rules --overlay', 'on top of the built-in rules']));
  addWork<CreateFlags>(command, shell, async (verbs, [folder = ''], flags) => {
    const { readRuleFolder } = await import('../../advise/load.js');
    const { content } = await readRuleFolder(resolve(shell.io.cwd, folder));
    const created = await verbs.create({
      ...content,
      ...(flags.overlay && { extends: content.extends ?? 'built-in' }),
    });
    const { id, name, version } = created.entry;
    const said = created.isNew ? 'is uploaded' : 'was there already';
    await printAnswer(shell, flags, created, outlined(`${name} ${version} ${said}: ${id}`));
  });
}

function addShow(sets: Command, shell: Shell): void {
  const command = sets
    .command('show')
    .summary('one of them')
    .description(
      'Shows a rule set: whether it is proven, and what came of it as a candidate. With --json its rules too.',
    )
    .argument('<id>', 'rst_..., or built-in')
    .addHelpText(
      'after',
      examples(['sextant rule-sets show rst_...', 'is it proven, and where would it decide otherwise']),
    );
  addWork(command, shell, async (verbs, [id], flags) => {
    const details = await verbs.get(idOf(id));
    await printAnswer(shell, flags, details, (options) => renderRuleSet(details, options));
  });
}

interface DiffFlags extends RecordFlags {
  readonly decisions: number;
}

function addDiff(sets: Command, shell: Shell): void {
  const command = sets
    .command('diff')
    .summary('where two of them decide differently')
    .description('Compares two rule sets in all cells of facts, and on the newest recorded decisions.')
    .argument('<before>', 'rst_..., or built-in')
    .argument('<after>', 'rst_..., or built-in')
    .addOption(
      new Option('--decisions <n>', 'at most so many recorded decisions').argParser(parseWhole(1, 500)).default(100),
    )
    .addHelpText('after', examples(['sextant rule-sets diff built-in rst_...', 'what it changes']));
  addWork<DiffFlags>(command, shell, async (verbs, [before, after], flags) => {
    const { decisions } = flags;
    const difference = await verbs.diff({ before: idOf(before), after: idOf(after), decisions });
    await printAnswer(shell, flags, difference, (options) => renderSetDifference(difference, options));
  });
}

interface ShadowFlags extends RecordFlags {
  readonly stop?: true;
}

function addShadow(sets: Command, shell: Shell): void {
  const command = sets
    .command('shadow')
    .summary('evaluate one beside the active one')
    .description(
      'Evaluates a proven rule set beside the active one after every recommendation of a service, and counts where they differ. One at a time.',
    )
    .argument('<id>', 'rst_...')
    .option('--stop', 'evaluate it no longer; its counts stay')
    .addHelpText(
      'after',
      examples(
        ['sextant rule-sets shadow rst_...', 'count where it would decide otherwise'],
        ['sextant rule-sets shadow rst_... --stop', 'enough was seen'],
      ),
    );
  addWork<ShadowFlags>(command, shell, async (verbs, [id], flags) => {
    const { stop } = flags;
    const chosen = await (stop ? verbs.stopShadow(idOf(id)) : verbs.startShadow(idOf(id)));
    await printAnswer(shell, flags, chosen, told(chosen, stop ? 'is in shadow no longer' : 'is in shadow'));
  });
}

function addActivate(sets: Command, shell: Shell): void {
  const command = sets
    .command('activate')
    .summary('let one decide from now on')
    .description('Lets a proven rule set decide; one that decided before is thereby rolled back to.')
    .argument('<id>', 'rst_..., or built-in')
    .addHelpText(
      'after',
      examples(
        ['sextant rule-sets activate rst_...', 'it decides from now on'],
        ['sextant rule-sets activate built-in', 'roll back'],
      ),
    );
  addWork(command, shell, async (verbs, [id], flags) => {
    const chosen = await verbs.activate(idOf(id));
    await printAnswer(shell, flags, chosen, told(chosen, 'decides'));
  });
}

function told({ entry: { name, version }, decisionId }: Chosen, what: string) {
  const since = decisionId === null ? 'as before: nothing changed' : `from now on: ${decisionId}`;
  return outlined(`${name} ${version} ${what} ${since}.`);
}
