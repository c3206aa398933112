import { plainText } from '../../plain-text.js';
import { joinBlocks, type Layout } from '../render/notes.js';
import { paletteOf } from '../render/paint.js';
import type { RenderOptions } from '../render/recommendation.js';
import { renderTable } from '../render/table.js';
import { wrap } from '../render/width.js';
import type { Check } from './check.js';
import type { Versions } from './versions.js';

const marks = { ok: 'ok', warning: 'note', broken: 'BROKEN' } as const;
const paints = { ok: 'good', warning: 'caution', broken: 'bad' } as const;
const indent = 20;

/** The checks, each with what mends it, and in a last sentence whether anything must be mended. */
export function renderDoctor(
  { versions, checks }: { readonly versions: Versions; readonly checks: readonly Check[] },
  { width, color, markdown }: RenderOptions,
): string {
  const layout: Layout = { width, palette: paletteOf(color) };
  const shown = markdown ? markdownTable(checks, layout) : checks.flatMap((check) => linesOf(check, layout));
  const packages = Object.entries(versions.packages).map(([name, version]) => `${name} ${version ?? 'not installed'}`);
  return joinBlocks([shown, wrap(layout.palette.dim(packages.join(', ')), width), [verdictOf(checks)]]);
}

const markdownTable = (checks: readonly Check[], { width, palette }: Layout): string[] =>
  renderTable({
    columns: [{ title: 'check' }, { title: 'state' }, { title: 'found' }, { title: 'to mend it' }],
    rows: checks.map(({ name, status, detail, fix = '' }) =>
      [name, marks[status], detail, fix].map((text) => ({ text })),
    ),
    width,
    paintTitle: palette.bold,
    markdown: true,
  });

function linesOf({ name, status, detail, fix }: Check, { width, palette }: Layout): string[] {
  const [first = '', ...rest] = [
    ...wrap(plainText(detail), width - indent),
    ...(fix === undefined ? [] : wrap(plainText(`To mend it: ${fix}`), width - indent)),
  ];
  const mark = palette[paints[status]](marks[status].padEnd(6));
  return [
    `${mark}  ${palette.bold(name.padEnd(indent - 8))}${first}`,
    ...rest.map((line) => ' '.repeat(indent) + line),
  ];
}

function verdictOf(checks: readonly Check[]): string {
  if (checks.some(({ status }) => status === 'broken')) return 'Something that is needed does not work.';
  return checks.every(({ status }) => status === 'ok') ? 'Everything works.' : 'Everything that is needed works.';
}
