import type { Language } from '../constants.js';
import { commentLines, escaped, listLines } from '../literals.js';

/** Data as a Python string in double quotes; inert whatever it holds. */
export const pythonText = (text: string): string => `"${text.replace(escaped, escapeSign)}"`;

function escapeSign(sign: string): string {
  if (sign === '"' || sign === '\\') return `\\${sign}`;
  const point = sign.codePointAt(0) ?? 0;
  return point > 0xffff ? `\\U${point.toString(16).padStart(8, '0')}` : `\\u${point.toString(16).padStart(4, '0')}`;
}

/** A value as Python writes it; text is quoted, so that nothing of it becomes code. */
export function pythonValue(value: string | number | boolean | null | readonly string[]): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? pythonText(value) : pythonList(value.map(pythonText));
}

const pythonList = (items: readonly string[]): string => listLines(items, ['[', ']']);

/** Comment lines of Python. */
export const pythonComment = (text: string): string[] => commentLines('#', text);

export const python: Language = {
  constant: (name, value) => `${name} = ${value}`,
  text: pythonText,
  value: pythonValue,
  table: (entries) =>
    listLines(
      entries.map(([name, value]) => `${pythonText(name)}: ${value}`),
      ['{', '}'],
    ),
  comment: pythonComment,
};
