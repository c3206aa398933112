import type { Language } from '../constants.js';
import { commentLines, escaped, listLines } from '../literals.js';

/** Data as a JavaScript string in double quotes; inert whatever it holds. */
export const jsText = (text: string): string => `"${text.replace(escaped, escapeSign)}"`;

function escapeSign(sign: string): string {
  if (sign === '"' || sign === '\\') return `\\${sign}`;
  const point = sign.codePointAt(0) ?? 0;
  const hex = point.toString(16);
  return point > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}

export const jsList = (texts: readonly string[]): string => listLines(texts.map(jsText), ['[', ']']);

export const javascript: Language = {
  constant: (name, value) => `const ${name} = ${value};`,
  text: jsText,
  value: (value) =>
    typeof value === 'string' ? jsText(value) : typeof value === 'object' ? jsList(value) : String(value),
  // Not an object: a column may be called __proto__.
  table: (entries) =>
    listLines(
      entries.map(([name, value]) => `[${jsText(name)}, ${value}]`),
      ['[', ']'],
    ),
  comment: (text) => commentLines('//', text),
};
