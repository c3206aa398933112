/** Code points that take two columns of a terminal: Hangul, kana, CJK, full-width forms, emoji. */
const wide =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]/u;
const weightless = /[\p{M}\u200B-\u200D]/u;

const widthOf = (sign: string): number => (weightless.test(sign) ? 0 : wide.test(sign) ? 2 : 1);

/** Columns that a text takes on a terminal; the text is free of control characters. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const sign of text) width += widthOf(sign);
  return width;
}

/** As much of the text as fits into `width` columns, with an ellipsis where it was cut. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return width < 1 ? '' : `${takeColumns(text, width - 1)}…`;
}

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));
export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - displayWidth(text))) + text;

function takeColumns(text: string, width: number): string {
  let taken = '';
  let used = 0;
  for (const sign of text) {
    used += widthOf(sign);
    if (used > width) break;
    taken += sign;
  }
  return taken;
}

/** Lines of at most `width` columns, broken at spaces; a longer word is broken inside. Never empty. */
export function wrap(text: string, width: number): string[] {
  const room = Math.max(1, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, room))) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= room) {
      line = joined;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number): string[] {
  const parts: string[] = [];
  let rest = word;
  while (displayWidth(rest) > width) {
    // A sign wider than the room still has to go somewhere.
    const part = takeColumns(rest, width) || String.fromCodePoint(rest.codePointAt(0) ?? 32);
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return [...parts, rest];
}
