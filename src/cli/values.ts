import { InvalidArgumentError } from 'commander';

/** Readers of option values. Each throws commander's `InvalidArgumentError` with a sentence that says what is legal. */

const secondsIn: Readonly<Record<string, number>> = { '': 1, ms: 0.001, s: 1, m: 60, h: 3600 };
const mostSeconds = 86_400;

/** `30`, `30s`, `2m`, `500ms`, `1.5h` as seconds: more than 0, at most a day. */
export function parseDuration(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = secondsIn[unit.toLowerCase()];
  if (number === '' || factor === undefined) throw new InvalidArgumentError('Give a time like 30s, 2m or 500ms.');
  const seconds = Number(number) * factor;
  if (seconds > 0 && seconds <= mostSeconds) return seconds;
  throw new InvalidArgumentError('Give a time above 0 and of at most 24h.');
}

/** A reader of whole numbers within bounds. */
export const parseWhole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };

/**
 * Column names with commas between them, added to those of an earlier use of the option. A name that holds a comma stands
 * in double quotes, as in CSV: `a,"b,c"` are two names.
 */
export function parseColumns(text: string, before: readonly string[] = []): string[] {
  const names = Array.from(text.matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))/g), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '').trim() : quoted.replaceAll('""', '"'),
  );
  if (names.includes('')) {
    throw new InvalidArgumentError('A column name is empty; put a name that holds a comma in double quotes.');
  }
  return [...before, ...names];
}

/** A column name as `parseColumns` reads it back. */
export const quoteColumn = (name: string): string =>
  /[,"]|^\s|\s$/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;

/** Every use of an option, in order. */
export const collect = (text: string, before: readonly string[] = []): string[] => [...before, text];

const millisecondsIn: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A moment in milliseconds since the epoch: a date or a time of ISO 8601 (without an offset in UTC), or how long ago: `30m`, `12h`, `7d`, `2w`. */
export function parseMoment(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text.trim()) ?? [];
  const ago = millisecondsIn[unit];
  if (ago !== undefined) return Date.now() - Number(count) * ago;
  const isDated = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?$/.test(text.trim());
  const isOffset = /(?:Z|[+-]\d{2}:\d{2})$|^\d{4}-\d{2}-\d{2}$/.test(text.trim());
  const moment = isDated ? Date.parse(isOffset ? text.trim() : `${text.trim()}Z`) : Number.NaN;
  if (Number.isFinite(moment)) return moment;
  throw new InvalidArgumentError('Give a time like 2026-03-01, 2026-03-01T12:00:00Z or 7d (ago).');
}
