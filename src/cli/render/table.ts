import { plainText } from '../../plain-text.js';
import { text as escaped } from '../../report/markdown.js';
import type { Paint } from './paint.js';
import { displayWidth, padEnd, padStart, wrap } from './width.js';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** At most this many columns of the terminal; the text wraps. */
  readonly most?: number;
  /** Takes the room that the other columns leave. At most one column of a table. */
  readonly isFlexible?: boolean;
}

export interface Cell {
  readonly text: string;
  readonly paint?: Paint;
}

export interface TableOptions {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly width: number;
  readonly paintTitle: Paint;
  /** As Markdown, whatever the width. */
  readonly markdown?: boolean | undefined;
}

const GAP = '  ';
/** A flexible column narrower than this is unreadable: the table grows beyond the width instead. */
const LEAST_FLEXIBLE = 20;

/** Lines of a table without frames, or one of Markdown: columns aligned by display width, cells wrapped, everything from data made plain. */
export function renderTable({ columns, rows, width, paintTitle, markdown = false }: TableOptions): string[] {
  if (markdown) return markdownTable(columns, rows);
  const cells = rows.map((row) => row.map(({ text, ...rest }): Cell => ({ text: plainText(text), ...rest })));
  const widths = columnWidths(columns, cells, width);
  const titles = columns.map(({ title }): Cell => ({ text: title, paint: paintTitle }));
  return [titles, ...cells].flatMap((row) => renderRow(columns, row, widths));
}

function markdownTable(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ title }) => title)),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(({ text }) => escaped(text)))),
  ];
}

function columnWidths(columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): number[] {
  const widths = columns.map(({ title, most = Number.POSITIVE_INFINITY }, index) => {
    const natural = rows.map((row) => displayWidth(row[index]?.text ?? ''));
    return Math.min(most, Math.max(displayWidth(title), ...natural));
  });
  const flexible = columns.findIndex(({ isFlexible }) => isFlexible === true);
  if (flexible < 0) return widths;
  const others = widths.reduce((sum, each, index) => sum + (index === flexible ? 0 : each + GAP.length), 0);
  const natural = widths[flexible] ?? 0;
  return widths.with(flexible, Math.min(natural, Math.max(LEAST_FLEXIBLE, width - others)));
}

function renderRow(columns: readonly Column[], row: readonly Cell[], widths: readonly number[]): string[] {
  const wrapped = columns.map((_, index) => wrap(row[index]?.text ?? '', widths[index] ?? 1));
  const height = Math.max(...wrapped.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) => {
    const parts = columns.map(({ align }, index) => {
      const text = wrapped[index]?.[line] ?? '';
      const painted = row[index]?.paint?.(text) ?? text;
      const pad = align === 'right' ? padStart : padEnd;
      return pad(text, widths[index] ?? 0).replace(text, () => painted);
    });
    return parts.join(GAP).trimEnd();
  });
}
