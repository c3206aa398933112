import { plainText } from '../plain-text.js';

/** Markup that may stand in a page as it is. Made only by `html` and `trusted`, never from data. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | false | null | undefined | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeSigns = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** Text for a page, in content and in quoted attributes alike. */
export const escapeText = (text: string): string => escapeSigns(plainText(text));

/** Text for the field that somebody typed it in: escaped, and nothing is taken from it. The first line break of a field is not part of it. */
export const typedText = (text: string): Html => trusted(`\n${escapeSigns(text.replaceAll('\r\n', '\n'))}`);

/** Markup written by this program or drawn by its chart library. */
export const trusted = (markup: string): Html => ({ markup });

const isList = (part: Part): part is readonly Part[] => Array.isArray(part);

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  return isList(part) ? part.map(render).join('') : part.markup;
}

/** Tagged template: every interpolated string is escaped; `Html` and lists of it are kept; null and false vanish. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  trusted(strings.map((text, index) => (index === 0 ? text : render(parts[index - 1]) + text)).join(''));

/** An address that a page may link to; others are shown as text. */
export const isWebAddress = (address: string): boolean => /^https?:\/\//i.test(address) && URL.canParse(address);
