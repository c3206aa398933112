import type { JSX } from 'hono/jsx/jsx-runtime';
import { plainText } from '../plain-text.js';

/** The markup of components. Their types allow some that wait for something; here none does. */
export function markupOf(element: JSX.Element): string {
  const markup: unknown = element instanceof Promise ? element : element.toString();
  if (typeof markup !== 'string') throw new TypeError('a component waits for something: pages are rendered at once');
  return markup;
}

/** Elements in which white space counts: lines of commands, what this program wrote, what somebody typed. None is within another. */
const preserved = /(<(?:pre|script|style|textarea)\b.*?<\/(?:pre|script|style|textarea)>)/s;

const byLine = (text: string): string => text.split('\n').map(plainText).join('\n');

/**
 * Takes out of a page whatever can move a cursor or change the direction of text, in content and in attributes, and makes one line of each
 * text. Markup has no such signs, and data, which is escaped, can neither be markup nor stand for a sign by an entity: so this is what
 * `plainText` makes of all data, wherever it came in. What somebody typed into a field of several lines is given back as it was.
 */
const plainMarkup = (markup: string): string =>
  markup
    .split(preserved)
    .map((part, index) => {
      if (index % 2 === 0) return plainText(part);
      return part.startsWith('<pre') ? byLine(part) : part;
    })
    .join('');

/** A whole page as text: the one way by which any of them leaves this program. */
export const renderPage = (page: JSX.Element): string => `<!doctype html>\n${plainMarkup(markupOf(page))}\n`;
