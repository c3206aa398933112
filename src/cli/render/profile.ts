import type { ColumnSummary } from '../../profile/read.js';
import type { Profile } from '../../profile/schema.js';
import { plainText } from '../../plain-text.js';
import { formatCount, formatNumber, formatShare } from '../../report/format.js';
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

/** The facts of a dataset as text for a terminal: its columns, the balance of its classes, warnings. */
export function renderProfile({ file, profile, columns, warnings }: ProfileSummary, options: RenderOptions): string {
  const layout: Layout = { width: options.width, palette: paletteOf(options.color) };
  return joinBlocks([
    [layout.palette.bold(plainText(file)), factLine(profile)],
    columnTable(columns, layout),
    classBalance(profile, layout),
    targetLines(profile, layout),
    renderWarnings(warnings, layout),
  ]);
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

function columnTable(columns: readonly ColumnSummary[], { width, palette }: Layout): string[] {
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
        { text: formatNumber(column.missing, 15) },
        { text: formatNumber(column.distinct, 15) },
        number(column.min),
        number(column.mean),
        number(column.max),
        { text: column.skewness === undefined ? '' : column.skewness.toFixed(1) },
        { text: column.note ?? '', paint: palette.dim },
      ]),
    width,
    paintTitle: palette.bold,
  });
  const hidden = columns.length - MOST_COLUMNS;
  return hidden > 0 ? [...lines, palette.dim(`and ${formatCount(hidden, 'more column')}`)] : lines;
}

function classBalance({ classCounts }: Profile, { width, palette }: Layout): string[] {
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
        { text: formatNumber(count, 15) },
        { text: formatShare(count / total) },
        { text: '█'.repeat(Math.max(1, Math.round((BAR * count) / most))), paint: palette.accent },
      ]),
    width,
    paintTitle: palette.bold,
  });
  const hidden = classes.length - MOST_CLASSES;
  return hidden > 0 ? [...lines, palette.dim(`and ${formatCount(hidden, 'more class', 'more classes')}`)] : lines;
}

function targetLines({ target, classCounts }: Profile, { palette }: Layout): string[] {
  if (target === undefined || classCounts !== undefined) return [];
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
  const parts = [...known, ...outliers];
  return parts.length === 0 ? [] : [palette.bold('Target'), `  ${parts.join(', ')}`];
}
