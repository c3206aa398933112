import { basename } from 'node:path';
import { type ErrorCode, type ErrorOptions, SextantError } from '../errors.js';

/** Longest name printed whole: a dozen lines of message must stay a dozen lines. */
const longestName = 60;
const mostNames = 5;

/** Control and direction characters could rewrite the terminal that a message is printed on. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A name from a file made safe to print: one line, no control characters, at most 60 characters. */
export function printable(name: string): string {
  const clean = name.replace(unprintable, '\u{fffd}');
  return clean.length <= longestName ? clean : `${clean.slice(0, longestName - 1)}…`;
}

/** The first names of a list, quoted, and how many more there are. */
export function listNames(names: readonly string[]): string {
  const first = names.slice(0, mostNames).map((name) => `"${printable(name)}"`);
  const more = names.length - first.length;
  return more > 0 ? `${first.join(', ')} and ${more} more` : first.join(', ');
}

/** `1 row`, `2 rows`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `12 %`, `0.3 %`. */
export const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

/** An error about a file: its message begins with the file's name, which its fields carry too. */
export function fileError(code: ErrorCode, file: string, sentence: string, options: ErrorOptions = {}): SextantError {
  const name = printable(basename(file));
  return new SextantError(code, `${name}: ${sentence}`, { ...options, fields: { file: name, ...options.fields } });
}

/** An absent column: the near names, or the first columns where none is near. */
export function absentColumn(
  code: ErrorCode,
  file: string,
  absent: { readonly name: string; readonly role: string },
  names: readonly string[],
): SextantError {
  const near = nearNames(absent.name, names);
  const columns = `Its columns are ${listNames(names)}.${headerHint(names)}`;
  const hint = near.length > 0 ? `Did you mean ${listNames(near)}?` : columns;
  const sentence = `there is no column "${printable(absent.name)}", which was named as ${absent.role}.`;
  return fileError(code, file, sentence, { hint, fields: { column: absent.name, near } });
}

const headerWanted = ' The first line must hold the column names, and here it looks like data.';

/** Whether a header is rather the first row of a table without one: most of its cells are numbers. */
const looksLikeData = (names: readonly string[]): boolean =>
  names.filter((name) => name.trim() !== '' && Number.isFinite(Number(name))).length * 2 > names.length;

/** What to add to advice on column names where the header seems to be absent. */
export const headerHint = (names: readonly string[]): string => (looksLikeData(names) ? headerWanted : '');

/** At most three of `names` that could be meant by `name`, the nearest first: a third of its letters may differ. */
export function nearNames(name: string, names: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  const furthest = wanted.length < 2 ? 0 : Math.max(1, Math.floor(wanted.length / 3));
  return names
    .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase(), furthest) }))
    .filter(({ distance }) => distance <= furthest)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Edits, a swap of neighbours among them (Damerau), or more than `limit` where the lengths alone say so. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? (beforePrevious[j - 2] ?? 0) + 1 : replaced;
      row.push(Math.min(replaced, swapped, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    [beforePrevious, previous] = [previous, row];
  }
  return previous[b.length] ?? a.length;
}
