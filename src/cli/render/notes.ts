import { plainText } from '../../plain-text.js';
import type { Warning } from '../../settings/slots.js';
import type { Palette } from './paint.js';
import { displayWidth, padEnd, wrap } from './width.js';

export interface Layout {
  readonly width: number;
  readonly palette: Palette;
}

/** A heading over lines that hang below a mark, or nothing when there is nothing to say. */
export function renderList(title: string, items: readonly string[], { width, palette }: Layout, mark = '-'): string[] {
  if (items.length === 0) return [];
  const lines = items.flatMap((item) =>
    wrap(plainText(item), width - 4).map((line, index) => `  ${index === 0 ? mark : ' '} ${line}`),
  );
  return [palette.bold(title), ...lines];
}

export const renderWarnings = (warnings: readonly Warning[], layout: Layout): string[] =>
  renderList(
    layout.palette.caution(warnings.length === 1 ? 'One warning' : `${warnings.length} warnings`),
    warnings.map(({ message }) => message),
    layout,
    layout.palette.caution('!'),
  );

/** Names and values in two columns. */
export function renderPairs(title: string, pairs: Readonly<Record<string, string>>, { palette }: Layout): string[] {
  const entries = Object.entries(pairs).map(([name, value]) => [plainText(name), plainText(value)] as const);
  if (entries.length === 0) return [];
  const widest = Math.max(...entries.map(([name]) => displayWidth(name)));
  return [palette.bold(title), ...entries.map(([name, value]) => `  ${padEnd(name, widest)}  ${value}`)];
}

/** Blocks with an empty line between them; those without a text vanish. */
export const joinBlocks = (blocks: readonly (readonly string[])[]): string =>
  `${blocks
    .filter((lines) => lines.some((line) => line !== ''))
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
