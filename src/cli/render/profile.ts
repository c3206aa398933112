import type { ColumnSummary } from '../../profile/read.js';
import type { Profile } from '../../profile/schema.js';
import { plainText } from '../../plain-text.js';
import { formatCount, formatNumber, formatShare, formatWhole } from '../../report/format.js';
import { text as escaped } from '../../report/markdown.js';
import type { Warning } from '../../settings/slots.js';
import { joinBlocks, type Layout, renderWarnings } from './notes.js';
import { paletteOf } from './paint.js';
import type { RenderOptions } from './recommendation.js';
import { renderTable } from './table.js';

export interface ProfileSummary {
  readonly file: string;
  readonly profile: Profile;
  readonly columns: readonly ColumnSummary[];
  readonly warnings: readonly Warning[];
}

/** More columns or classes than these are counted, not listed. */
const MOST_COLUMNS = 60;
const MOST_CLASSES = 12;
const BAR = 24;

/** Where the tables stand: in a terminal, or in Markdown. */
interface Place extends Layout {
  readonly markdown: boolean;
}

/** The facts of a dataset as text for a terminal or as Markdown: its columns, the balance of its classes, warnings. */
export function renderProfile(summary: ProfileSummary, options: RenderOptions): string {
  const { profile, columns } = summary;
  const { width, color, markdown = false } = options;
  const place: Place = { width, palette: paletteOf(color), markdown };
  const { head, target, warnings } = markdown ? markdownNotes(summary) : terminalNotes(summary, place);
  return joinBlocks([...head, ...columnTable(columns, place), ...classBalance(profile, place), target, ...warnings]);
}

/** What is said around the tables, in blocks. */
interface Notes {
  readonly head: readonly (readonly string[])[];
  readonly target: readonly string[];
  readonly warnings: readonly (readonly string[])[];
}

function terminalNotes({ file, profile, warnings }: ProfileSummary, layout: Layout): Notes {
  const { bold } = layout.palette;
  const target = targetFacts(profile);
  return {
    head: [[bold(plainText(file)), factLine(profile)]],
    target: target === '' ? [] : [bold('Target'), `  ${target}`],
    warnings: [renderWarnings(warnings, layout)],
  };
}

function markdownNotes({ file, profile, warnings }: ProfileSummary): Notes {
  const target = targetFacts(profile);
  return {
    head: [[`# ${escaped(file)}`], [factLine(profile)]],
    target: target === '' ? [] : [`Target: ${target}`],
    warnings: warnings.length === 0 ? [] : [['## Warnings'], warnings.map(({ message }) => `- ${escaped(message)}`)],
  };
}

function factLine(profile: Profile): string {
  const kinds = Object.entries(profile.columns).filter(([, count]) => count > 0);
  const facts = [
    formatCount(profile.rows, 'row'),
    kinds.map(([kind, count]) => `${count} ${kind}`).join(', '),
    profile.missingShare === undefined ? '' : `${formatShare(profile.missingShare)} of the cells missing`,
    profile.duplicateShare === undefined ? '' : `${formatShare(profile.duplicateShare)} duplicate rows`,
  ];
  return facts.filter((fact) => fact !== '').join('; ');
}

/** The table, and in a block of its own how many columns it leaves out. */
function columnTable(columns: readonly ColumnSummary[], { width, palette, markdown }: Place): string[][] {
  const number = (value: number | undefined) => ({ text: value === undefined ? '' : formatNumber(value) });
  const lines = renderTable({
    columns: [
      { title: 'column', most: 28 },
      { title: 'kind' },
      { title: 'role' },
      { title: 'missing', align: 'right' },
      { title: 'distinct', align: 'right' },
      { title: 'min', align: 'right' },
      { title: 'mean', align: 'right' },
      { title: 'max', align: 'right' },
      { title: 'skew', align: 'right' },
      { title: 'note', isFlexible: true },
    ],
    rows: columns
      .slice(0, MOST_COLUMNS)
      .map((column) => [
        { text: column.name, paint: palette.bold },
        { text: column.kind },
        { text: column.role, paint: column.role === 'target' ? palette.accent : palette.dim },
        { text: formatWhole(column.missing) },
        { text: formatWhole(column.distinct) },
        number(column.min),
        number(column.mean),
        number(column.max),
        { text: column.skewness === undefined ? '' : column.skewness.toFixed(1) },
        { text: column.note ?? '', paint: palette.dim },
      ]),
    width,
    paintTitle: palette.bold,
    markdown,
  });
  const hidden = columns.length - MOST_COLUMNS;
  return withHidden(lines, hidden > 0 ? palette.dim(`and ${formatCount(hidden, 'more column')}`) : '', markdown);
}

/** In Markdown a line right below a table would be a row of it. */
function withHidden(lines: readonly string[], hidden: string, isApart: boolean): string[][] {
  if (hidden === '') return [[...lines]];
  return isApart ? [[...lines], [hidden]] : [[...lines, hidden]];
}

function classBalance({ classCounts }: Profile, { width, palette, markdown }: Place): string[][] {
  const classes = Object.entries(classCounts ?? {}).sort(([, a], [, b]) => b - a);
  const most = classes[0]?.[1] ?? 0;
  if (most === 0) return [];
  const total = classes.reduce((sum, [, count]) => sum + count, 0);
  const lines = renderTable({
    columns: [
      { title: 'class', most: 40 },
      { title: 'rows', align: 'right' },
      { title: 'share', align: 'right' },
      { title: '' },
    ],
    rows: classes
      .slice(0, MOST_CLASSES)
      .map(([label, count]) => [
        { text: label },
        { text: formatWhole(count) },
        { text: formatShare(count / total) },
        { text: '█'.repeat(Math.max(1, Math.round((BAR * count) / most))), paint: palette.accent },
      ]),
    width,
    paintTitle: palette.bold,
    markdown,
  });
  const hidden = classes.length - MOST_CLASSES;
  const more = hidden > 0 ? palette.dim(`and ${formatCount(hidden, 'more class', 'more classes')}`) : '';
  return withHidden(lines, more, markdown);
}

/** Of a number that is to be predicted; empty for labels. */
function targetFacts({ target, classCounts }: Profile): string {
  if (target === undefined || classCounts !== undefined) return '';
  const { min, max, mean, standardDeviation, skewness, outlierShare } = target;
  const facts: [string, number | undefined][] = [
    ['least', min],
    ['mean', mean],
    ['greatest', max],
    ['standard deviation', standardDeviation],
    ['skewness', skewness],
  ];
  const known = facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${formatNumber(value)}`]));
  const outliers = outlierShare === undefined ? [] : [`outliers ${formatShare(outlierShare)}`];
  return [...known, ...outliers].join(', ');
}
