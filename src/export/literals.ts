import { plainText } from '../plain-text.js';

/** Anything that could end a string, a line or a comment, or be seen as something else: written as an escape. */
export const escaped = /["\\]|[^\P{C}\u200C\u200D]|[\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

const WIDTH = 88;

/** On one line where it fits, else one item a line. */
export function listLines(items: readonly string[], [open, close]: readonly [string, string]): string {
  const line = `${open}${items.join(', ')}${close}`;
  return line.length <= WIDTH ? line : `${open}\n${items.map((item) => `    ${item},\n`).join('')}${close}`;
}

/** Comment lines; the text becomes one line before it is broken again, so that no part of it can leave the comment. */
export function commentLines(mark: '#' | '//', text: string): string[] {
  const lines: string[] = [];
  for (const word of plainText(text).split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${mark} ${word}`);
  }
  return lines;
}

export const indented = (by: number, lines: readonly string[]): string[] =>
  lines.map((line) => `${' '.repeat(by)}${line}`);
