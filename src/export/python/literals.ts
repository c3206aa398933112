import { plainText } from '../../plain-text.js';

/** Anything that could end a string, a line or a comment, or be seen as something else: written as an escape. */
const escaped = /["\\]|[^\P{C}\u200C\u200D]|[\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

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

/** On one line where it fits, else one item a line. */
export function pythonList(items: readonly string[], [open, close]: readonly [string, string] = ['[', ']']): string {
  const line = `${open}${items.join(', ')}${close}`;
  return line.length <= WIDTH ? line : `${open}\n${items.map((item) => `    ${item},\n`).join('')}${close}`;
}

const WIDTH = 88;

/** Comment lines; the text becomes one line before it is broken again, so that no part of it can leave the comment. */
export function pythonComment(text: string): string[] {
  const lines: string[] = [];
  for (const word of plainText(text).split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`# ${word}`);
  }
  return lines;
}
