import { formatFact } from '../../../src/advise/explain.js';
import { factsOf } from '../../../src/profile/facts.js';
import type { Case } from './case.js';
import { applies, type Comparison, compare, divide, type Reason, settingOf, type SharedTable } from './compare.js';
import { peers } from './peers.js';
import { type SettingName, settingNames } from './settings.js';

const tools = ['Sextant', ...peers.map(({ name }) => name)];
const reasonColumn = 'Why Sextant differs';

/** The page as Markdown: a pure function of the data sets, smallest first. */
export function defaultsPage(cases: readonly Case[]): string {
  const { tables, varying } = divide(cases);
  const blocks = [
    '# Defaults beside those of others',
    introduction(cases),
    reading(),
    dataSets(cases),
    ...tables.flatMap(sharedSection),
    '## What is left, by data set',
    ...cases.flatMap((one) => caseSection(one, varying)),
    '## Agreement',
    'In how many data sets Sextant writes the same value as the other tool, of those where the setting means anything.',
    agreement(cases),
    '## Sources',
    'Each default stands in the file named beside it; another version of the tool may choose otherwise.',
    ...peers.map(sources),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const introduction = (cases: readonly Case[]): string =>
  [
    `What Sextant's rules recommend for ${cases.length} real data sets, beside what four other tools would start from:`,
    `${listed(peers.map(({ name, what }) => `**${name}** (${what})`))}.`,
    "Sextant's column is what the rules say of the profile alone, before any probe and without a budget; given little time they",
    'start smaller ([ADR 6](adr/0006-realmlps-recipe-from-a-thousand-rows.md)). A default is where a tool starts, not how well it ends:',
    'nothing was trained for this page.',
    'This page is generated from `rules/`, [the profiles](profiles) and `scripts/generators/defaults/`.',
  ].join('\n');

const reading = (): string =>
  [
    '*none*: the tool does not do it, or does not do it unless told. Early stopping *after 20 + 0.5 x best epoch* means so many',
    'epochs without gain on rows held out. Weight decay *0.02 x the rate* shrinks the weights by that share every step; an *L2 penalty*',
    "is added to the gradient instead. A reason is given where at least one tool differs, by the rule's name, linked to its setting in",
    '[the rules](rules.md), and its sentence; in a table for several data sets its numbers are those of the smallest of them.',
  ].join('\n');

function dataSets(cases: readonly Case[]): string {
  const rows = cases.map(({ name, profile, task }) => {
    const facts = factsOf(profile);
    const rarest = task === 'regression' ? undefined : facts['minorityShare'];
    return [
      `[${name}](profiles/${name}.json)`,
      task,
      formatFact('rows', profile.rows),
      String(profile.columns.numeric),
      String(profile.columns.categorical + profile.columns.boolean),
      task === 'regression' ? '' : String(facts['classes']),
      rarest === undefined ? '' : formatFact('minorityShare', rarest),
    ];
  });
  return table(['Data set', 'Task', 'Rows', 'Numbers', 'Categories', 'Classes', 'Rarest class'], rows);
}

function sharedSection({ title, rows }: SharedTable): string[] {
  if (rows.length === 0) return [];
  const lines = rows.flatMap(({ group, comparisons }) => {
    const first = comparisons[0];
    if (first === undefined) return [];
    const reasons = distinct(comparisons.flatMap((comparison) => comparison.reasons));
    return [[settingOf(first.setting).title, group, ...valuesOf(first), reasonsInWords(reasons)]];
  });
  return [`## ${title}`, table(['Setting', 'Where', ...tools, reasonColumn], lines)];
}

function caseSection(one: Case, varying: readonly SettingName[]): string[] {
  const comparisons = varying.filter((name) => applies(name, one)).map((name) => compare(name, one));
  const rows = comparisons.map((comparison) => [
    settingOf(comparison.setting).title,
    ...valuesOf(comparison),
    reasonsInWords(comparison.reasons),
  ]);
  const facts = `${one.task}, ${formatFact('rows', one.profile.rows)} rows`;
  return [`### ${one.name}`, `${facts}.`, table(['Setting', ...tools, reasonColumn], rows)];
}

const valuesOf = ({ sextant, others }: Comparison): string[] => [`**${sextant}**`, ...others];

/** One sentence a rule; where its numbers differ between data sets, the first one's. */
const distinct = (reasons: readonly Reason[]): Reason[] =>
  [...new Map(reasons.toReversed().map((reason) => [reason.ruleId, reason])).values()].toReversed();

/** The catalogue has a heading for every slot, whose anchor is its name in small letters. */
const reasonsInWords = (reasons: readonly Reason[]): string =>
  reasons.map(({ ruleId, because }) => `[${ruleId}](rules.md#${ruleId}): ${because}`).join('<br>');

function agreement(cases: readonly Case[]): string {
  const counts = settingNames.map((name) => {
    const affected = cases.filter((one) => applies(name, one)).map((one) => compare(name, one));
    const agreeing = peers.map(
      (_, index) => affected.filter(({ sextant, others }) => others[index] === sextant).length,
    );
    return { name, compared: affected.length, agreeing };
  });
  const compared = counts.reduce((sum, count) => sum + count.compared, 0);
  const totals = peers.map((_, index) => counts.reduce((sum, { agreeing }) => sum + (agreeing[index] ?? 0), 0));
  return table(
    ['Setting', 'Compared in', ...peers.map(({ name }) => name)],
    [
      ...counts.map((count) => [settingOf(count.name).title, String(count.compared), ...count.agreeing.map(String)]),
      ['**Together**', `**${compared}**`, ...totals.map((total) => `**${total}**`)],
    ],
  );
}

function sources({ name, sources: files, defaults }: (typeof peers)[number]): string {
  const lines = Object.entries(files).map(([key, { title, url }]) => {
    const of = settingNames.filter((setting) => defaults[setting].source === key);
    const what =
      of.length === settingNames.length ? 'all' : of.map((one) => settingOf(one).title.toLowerCase()).join(', ');
    return `- [${title}](${url}): ${what}`;
  });
  return [`**${name}**`, lines.join('\n')].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const listed = (parts: readonly string[]): string => `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
