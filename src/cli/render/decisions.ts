import { type Palette, paletteOf } from './paint.js';
import type { RenderOptions } from './recommendation.js';
import { type Cell, type Column, renderTable } from './table.js';

/** What the list shows of one recorded decision. */
export interface DecisionLine {
  readonly id: string;
  readonly kind: string;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  readonly recommendationId: string;
  readonly ruleSet: { readonly name: string; readonly version: string };
  /** Null where nobody knows. */
  readonly durationMs: number | null;
  /** The outcome in a few words; without it the recommendation is named. */
  readonly summary?: string;
  /** The record is not what was written. */
  readonly damaged?: boolean;
}

interface DecisionColumn extends Column {
  readonly cell: (decision: DecisionLine, palette: Palette) => Cell;
  /** Left away on a narrower terminal; the id is never cut, since other commands take it. */
  readonly least?: number;
}

const columns: readonly DecisionColumn[] = [
  {
    title: 'when (UTC)',
    cell: ({ occurredAt }, { dim }) => ({
      text: new Date(occurredAt).toISOString().slice(0, 19).replace('T', ' '),
      paint: dim,
    }),
  },
  { title: 'decision', cell: ({ id }, { bold }) => ({ text: id, paint: bold }) },
  { title: 'kind', least: 100, cell: ({ kind }) => ({ text: kind }) },
  {
    title: 'rule set',
    least: 140,
    cell: ({ ruleSet: { name, version } }, { dim }) => ({ text: `${name} ${version}`, paint: dim }),
  },
  {
    title: 'ms',
    align: 'right',
    least: 140,
    cell: ({ durationMs }) => ({ text: durationMs?.toFixed(durationMs < 10 ? 1 : 0) ?? '' }),
  },
  {
    title: 'outcome',
    isFlexible: true,
    cell: ({ summary, recommendationId, damaged }, { bad }) => ({
      text: `${damaged ? 'damaged: ' : ''}${summary ?? recommendationId}`,
      ...(damaged && { paint: bad }),
    }),
  },
];

/** Why there are none, and what to do. */
export const noDecisions = {
  here: 'No decision is recorded here yet. `sextant recommend` records its own.',
  ofKind: 'No recorded decision is of this kind.',
  inTrail:
    'No decision is in this trail: none was recorded before it was exported, or all were erased or pruned since. `sextant audit verify` says which.',
} as const;

/** Recorded decisions in the order given, one row each, ending with a line break; `none` is said where there are none. */
export function renderDecisions(
  decisions: readonly DecisionLine[],
  { width, color, markdown = false, none = noDecisions.here }: RenderOptions & { readonly none?: string },
): string {
  const palette = paletteOf(color);
  if (decisions.length === 0) return `${none}\n`;
  const shown = columns.filter(({ least = 0 }) => markdown || width >= least);
  const lines = renderTable({
    columns: shown,
    rows: decisions.map((decision) => shown.map(({ cell }) => cell(decision, palette))),
    width,
    paintTitle: palette.bold,
    markdown,
  });
  return `${lines.join('\n')}\n`;
}
