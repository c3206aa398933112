import type { Warning } from '../settings/slots.js';
import type { ColumnFacts } from './column-facts.js';
import { isNumeric } from './column-kind.js';
import type { DecidedColumn } from './decide-columns.js';
import { listNames, percent, plural, printable } from './messages.js';
import type { ColumnKind } from './schema.js';

/** Below this, repeats are no more than chance and habit. */
const noticeableShare = 0.01;

interface LeftOut {
  readonly code: string;
  readonly what: string;
  readonly applies: (column: DecidedColumn) => boolean;
}

const isEmpty = ({ kind, note }: DecidedColumn): boolean => kind === 'constant' && note === 'no values';
const ofKind = (wanted: ColumnKind) => (column: DecidedColumn) => column.kind === wanted && !isEmpty(column);

const leftOut: readonly LeftOut[] = [
  { code: 'empty_column', what: 'without any value', applies: isEmpty },
  { code: 'constant_column', what: 'with the same value in every row', applies: ofKind('constant') },
  { code: 'identifier_column', what: 'that identify rows instead of describing them', applies: ofKind('identifier') },
  { code: 'text_column', what: 'of free text or nested values, which are not used yet', applies: ofKind('text') },
  { code: 'datetime_column', what: 'of dates or times, which are not used yet', applies: ofKind('datetime') },
];

const columnsPhrase = (names: readonly string[], what: string): string =>
  `${plural(names.length, 'column')} ${what}: ${listNames(names)}`;

/** Warnings about columns, one a code: what is left out, and what was read otherwise than it is written. */
export function columnWarnings(columns: readonly DecidedColumn[]): Warning[] {
  const warnings = leftOut.flatMap(({ code, what, applies }) => {
    const names = columns.filter(applies).map(({ facts }) => facts.name);
    return names.length > 0 ? [{ code, message: `Left out: ${columnsPhrase(names, what)}.` }] : [];
  });
  return [...warnings, ...infiniteValues(columns), ...mixedColumns(columns)];
}

function infiniteValues(columns: readonly DecidedColumn[]): Warning[] {
  const some = columns.filter(({ facts, kind }) => facts.infinite > 0 && (isNumeric(facts) || kind === 'constant'));
  if (some.length === 0) return [];
  const cells = some.reduce((sum, { facts }) => sum + facts.infinite, 0);
  const names = some.map(({ facts }) => facts.name);
  const what = 'with infinite numbers or numbers too large to calculate with';
  return [
    {
      code: 'infinite_values',
      message: `${columnsPhrase(names, what)}; ${plural(cells, 'value')} counted as missing.`,
    },
  ];
}

function mixedColumns(columns: readonly DecidedColumn[]): Warning[] {
  const odd = (facts: ColumnFacts): number => facts.present - facts.numbers - facts.infinite - facts.unwritten;
  const some = columns.filter(
    ({ kind, facts }) => ['numeric', 'boolean'].includes(kind) && facts.numbers > 0 && odd(facts) > 0,
  );
  const [first] = some;
  if (!first) return [];
  const cells = some.reduce((sum, { facts }) => sum + odd(facts), 0);
  const names = some.map(({ facts }) => facts.name);
  const example = `such as "${printable(first.facts.odd)}"`;
  const message = `${columnsPhrase(names, 'of numbers with a few other values')}; ${plural(cells, 'value')} (${example}) counted as missing.`;
  return [{ code: 'mixed_column', message }];
}

/** @param share rows that repeat an earlier row, target included */
export function duplicateWarning(share: number): Warning[] {
  if (share < noticeableShare) return [];
  return [{ code: 'duplicate_rows', message: `${percent(share)} of the rows repeat an earlier row exactly.` }];
}
