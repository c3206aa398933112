import { plainText } from '../../plain-text.js';
import { linked } from '../../report/markdown.js';
import { joinBlocks } from './notes.js';
import type { RenderOptions } from './recommendation.js';

/** A line, with what is below it. Everything in it may come from data. */
interface Line {
  readonly text: string;
  /** Where the text leads. */
  readonly url?: string | undefined;
  readonly below?: readonly Item[];
}

export type Item = string | Line;

type Place = Pick<RenderOptions, 'markdown'>;

/** Blocks of lines, what is below a line indented. In Markdown a line is a paragraph, and what is below it a list. */
export const renderOutline = (blocks: readonly (readonly Item[])[], { markdown = false }: Place): string =>
  joinBlocks(markdown ? blocks.flat().flatMap(markdownBlocks) : blocks.map((items) => nested(items, terminalLine)));

/** Lines of one block, for `printAnswer`. */
export const outlined =
  (...items: readonly Item[]) =>
  (place: Place): string =>
    renderOutline([items], place);

const lineOf = (item: Item): Line => (typeof item === 'string' ? { text: item } : item);

const nested = (items: readonly Item[], show: (line: Line) => string, indent = ''): string[] =>
  items.map(lineOf).flatMap((line) => [`${indent}${show(line)}`, ...nested(line.below ?? [], show, `${indent}  `)]);

const terminalLine = ({ text, url }: Line): string => plainText(url === undefined ? text : `${text}, ${url}`);
const listItem = ({ text, url }: Line): string => `- ${linked(text, url)}`;

function markdownBlocks(item: Item): string[][] {
  const { text, url, below = [] } = lineOf(item);
  const shown = linked(text, url);
  return below.length === 0 ? [[shown]] : [[`**${shown}**`], nested(below, listItem)];
}
