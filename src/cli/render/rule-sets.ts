import { formatFinding } from '../../advise/findings.js';
import { formatValue } from '../../advise/explain.js';
import type { RuleSetDetails, RuleSetEntry, ShadowReport } from '../../decide/rule-sets.js';
import type { SetDifference } from '../verbs.js';
import { renderCells } from './cells.js';
import { type Item, renderOutline } from './outline.js';
import { paletteOf } from './paint.js';
import type { RenderOptions } from './recommendation.js';
import { type Column, renderTable } from './table.js';

const columns: readonly Column[] = [
  { title: 'id' },
  { title: 'name', isFlexible: true },
  { title: 'version' },
  { title: 'rules', align: 'right' },
  { title: 'made' },
  { title: 'status' },
];

const day = (at: number | null): string => (at === null ? 'shipped' : new Date(at).toISOString().slice(0, 10));

/** Rule sets of a workspace, a line for each. */
export function renderRuleSets(entries: readonly RuleSetEntry[], { width, color, markdown }: RenderOptions): string {
  const palette = paletteOf(color);
  const rows = entries.map(({ id, name, version, rules, createdAt, status }) => [
    { text: id },
    { text: name, paint: palette.bold },
    { text: version },
    { text: String(rules) },
    { text: day(createdAt) },
    { text: status === 'inactive' ? '' : status },
  ]);
  return `${renderTable({ columns, rows, width, paintTitle: palette.bold, markdown }).join('\n')}\n`;
}

/** One rule set: what it is, whether it is proven, and what came of it as a candidate. */
export const renderRuleSet = ({ entry, findings, shadow }: RuleSetDetails, options: RenderOptions): string =>
  renderOutline([[headOf(entry), proofOf(findings), ...(shadow ? [shadowOf(shadow)] : [])]], options);

const kinds: Readonly<Record<RuleSetEntry['kind'], string>> = {
  builtIn: 'shipped',
  overlay: 'an overlay, with the rules that it extends',
  whole: 'a whole rule set',
};

const headOf = ({ id, name, version, hash, kind, rules, status }: RuleSetEntry): string =>
  `${name} ${version}, ${id}: ${kinds[kind]}, ${rules} rules, ${status}. Hash ${hash}`;

function proofOf(findings: RuleSetDetails['findings']): Item {
  if (findings === null) return 'Nobody has asked yet whether it is proven; it is before it decides.';
  if (findings.length === 0) return 'Proven: every valid profile gets exactly one answer for every setting.';
  return { text: 'Not proven:', below: findings.map(formatFinding) };
}

const moment = (at: number): string => new Date(at).toISOString();

function shadowOf(shadow: ShadowReport): Item {
  const { against, startedAt, endedAt, decisions, different, failed, skipped, bySlot } = shadow;
  const span = endedAt === null ? `since ${moment(startedAt)}` : `from ${moment(startedAt)} to ${moment(endedAt)}`;
  const others = [
    ...(failed > 0 ? [`${failed} without an answer`] : []),
    ...(skipped > 0 ? [`${skipped} skipped for want of time`] : []),
  ];
  const slots = Object.entries(bySlot).toSorted(([, a], [, b]) => b - a);
  return {
    text: `In shadow ${span}, beside ${against.slice(0, 12)}: ${decisions} decisions, ${[`${different} different`, ...others].join(', ')}`,
    below: slots.map(([slot, count]) => `${slot}: ${count}`),
  };
}

/** Where two rule sets differ: in all cells of facts, and in recorded decisions. */
export function renderSetDifference(
  { before, after, cells, decisions }: SetDifference,
  options: RenderOptions,
): string {
  const items: Item[] = [
    `From ${before.name} ${before.version} to ${after.name} ${after.version}.`,
    { text: 'In all cells of facts:', below: cells === null ? ['too long to compare'] : nothingOr(renderCells(cells)) },
    decisions === null ? 'Recorded decisions: too long to compare.' : comparedOf(decisions),
  ];
  return renderOutline([items], options);
}

const comparedOf = ({ decisions, different, failed, slots }: NonNullable<SetDifference['decisions']>): Item => ({
  text: `Of the newest ${decisions} recorded decisions ${different} come out differently${failed > 0 ? `, ${failed} have no answer` : ''}.`,
  below: slots.map(({ slot, decisions: count, examples }) => ({
    text: `${slot}: ${count}`,
    below: examples.map(({ id, before, after }) => `${id}: ${formatValue(before)} -> ${formatValue(after)}`),
  })),
});

const nothingOr = (lines: readonly string[]): readonly string[] => (lines.length > 0 ? lines : ['no difference']);
