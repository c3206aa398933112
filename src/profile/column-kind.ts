import type { ColumnFacts } from './column-facts.js';
import type { ColumnKind } from './schema.js';

export interface KindDecision {
  readonly kind: ColumnKind;
  /** Why, where it is not plain to see. */
  readonly note?: string;
  /** Of a boolean column. */
  readonly pair?: BooleanPair;
}

/** The texts of false and true, in lower case. */
export type BooleanPair = readonly [falseText: string, trueText: string];

/** At least 19 of 20 values are numbers: the rest are notes. With fewer, the column is a list of codes, some of them digits. */
const numbersShare = 0.95;
/**
 * Texts that mostly differ from row to row are no categories (Ludwig's type inference draws the line at half of the rows), but
 * a few values always are.
 */
const categoryShare = 0.5;
const fewLevels = 20;
/** Shorter values are names and codes, which identify; longer ones say something. */
const wordsOfText = 3;
/** A value that is there or not is a flag if both occur at least this often: each of five folds can hold one. */
const flagRows = 5;
/** A list this short is unlikely to be free of repeats only because it counts. */
const rowsOfCounter = 50;

const pairs: readonly BooleanPair[] = [
  ['false', 'true'],
  ['no', 'yes'],
  ['n', 'y'],
  ['f', 't'],
  ['off', 'on'],
];

/** The pair of a column whose two values are a known one, in any letter case. */
export function booleanPair(facts: ColumnFacts): BooleanPair | undefined {
  if (facts.numbers === 0) {
    return facts.foldedDistinct === 2
      ? pairs.find(([no, yes]) => no === facts.least && yes === facts.greatest)
      : undefined;
  }
  const isZeroOne = facts.distinctNumbers === 2 && facts.min === 0 && facts.max === 1 && isNumeric(facts);
  return isZeroOne && facts.integral ? ['0', '1'] : undefined;
}

/** Whether the values are numbers but for a few, or for words that mean "missing". */
export function isNumeric(facts: ColumnFacts): boolean {
  const { native, present, numbers, infinite, unwritten, distinct } = facts;
  if (native === 'number') return numbers > 0;
  if (numbers === 0 || native === 'nested' || native === 'datetime' || native === 'boolean') return false;
  // A typed file that writes numbers as text means codes; unless they differ from row to row, as measurements do.
  if (native === 'text' && distinct <= present * categoryShare) return false;
  return numbers >= unwritten && numbers >= (present - unwritten - infinite) * numbersShare;
}

/** The kind of a column by its counted facts. */
export function decideKind(facts: ColumnFacts): KindDecision {
  const usable = facts.native === 'number' ? facts.numbers : facts.present - facts.infinite;
  if (usable === 0) return { kind: 'constant', note: 'no values' };
  if (facts.native === 'nested') return { kind: 'text', note: 'nested values' };
  const pair = booleanPair(facts);
  if (pair) return { kind: 'boolean', pair };
  return isNumeric(facts) ? numericKind(facts) : textKind(facts);
}

function numericKind(facts: ColumnFacts): KindDecision {
  if (facts.distinctNumbers === 1) return oneValueKind(facts, facts.numbers);
  const counts = facts.integral && facts.numbers === facts.rows && facts.distinctNumbers === facts.rows;
  if (counts && isIdentifierName(facts.name))
    return { kind: 'identifier', note: 'a different whole number in each row' };
  if (counts && isCounter(facts)) return { kind: 'identifier', note: counterNote };
  return { kind: 'numeric' };
}

/** Set apart, since a table that has nothing else keeps these columns. */
export const counterNote = 'numbers the rows';

/**
 * Whole numbers that fill half of their range without one repeat, as row numbers do, also after a part of the rows was
 * taken out. Values drawn freely from twice as many numbers as rows repeat: free of it with probability exp(-rows / 4).
 */
function isCounter({ rows, min, max }: ColumnFacts): boolean {
  const span = max - min + 1;
  return span === rows || (rows >= rowsOfCounter && span <= 2 * rows);
}

function textKind(facts: ColumnFacts): KindDecision {
  const { native, dates, present, distinct } = facts;
  if (native === 'datetime' || dates >= present * numbersShare) return { kind: 'datetime' };
  if (distinct === 1) return oneValueKind(facts, present);
  const isUnique = distinct === present && present >= 10;
  const isMostlyDistinct = distinct > fewLevels && distinct > present * categoryShare;
  if (!isUnique && !isMostlyDistinct) return { kind: 'categorical' };
  if (facts.words >= wordsOfText) return { kind: 'text' };
  return { kind: 'identifier', note: isUnique ? 'a different value in each row' : 'values that hardly ever repeat' };
}

/** A single value is constant; unless it is also often missing: then it is there or it is not. */
function oneValueKind({ rows }: ColumnFacts, written: number): KindDecision {
  const isFlag = Math.min(written, rows - written) >= flagRows;
  return isFlag ? { kind: 'categorical', note: 'one value, written or missing' } : { kind: 'constant' };
}

const identifierWords = new Set([
  'id',
  'ids',
  'index',
  'idx',
  'key',
  'uuid',
  'guid',
  'rowid',
  'row',
  'rownum',
  'rownames',
  'serial',
]);

/** Whether the first or last word of a name says that it identifies: `customer_id`, `PassengerId`, `ID`, `Unnamed: 0`. */
export function isIdentifierName(name: string): boolean {
  if (/^(unnamed: ?\d+|column_\d+_*)$/i.test(name)) return true;
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  return identifierWords.has(words[0] ?? '') || identifierWords.has(words.at(-1) ?? '');
}
