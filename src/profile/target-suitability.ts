import type { Task } from '../settings/tasks.js';
import { mostOutputUnits } from '../settings/slots.js';
import { isClassification } from '../settings/tasks.js';
import type { ColumnFacts } from './column-facts.js';
import { booleanPair } from './column-kind.js';
import { fileError, plural, printable } from './messages.js';

export type TargetType = 'number' | 'text' | 'boolean';

/** As for features: at least 19 of 20 values are numbers. */
const numbersShare = 0.95;
/** More distinct values than this are no labels, unless the caller says so (AutoGluon's limit for numeric labels). */
const mostClasses = 1000;
/** So few distinct values may be labels however few rows there are. */
const fewClasses = 20;

/**
 * How a single target column is to be read. Words such as `none` are labels beside labels and missing beside numbers; a few
 * values that are no numbers are missing in a quantity, and a class of their own among labels.
 */
export function targetTypeOf(facts: ColumnFacts, task: Task | undefined): TargetType {
  const { native, present, numbers, infinite, unwritten, distinctNumbers } = facts;
  if (native === 'boolean' || (numbers === 0 && booleanPair(facts))) return 'boolean';
  if (numbers === 0 || native === 'datetime' || native === 'nested') return 'text';
  if (native === 'number') return 'number';
  const isQuantity = task !== undefined && !isClassification(task);
  if (!isQuantity && native === 'text') return 'text';
  if (task !== undefined && !isQuantity) return numbers + infinite === present ? 'number' : 'text';
  const meant = present - unwritten - infinite;
  const isMostlyNumbers = numbers >= unwritten && numbers >= meant * numbersShare;
  const isPure = numbers === meant;
  return isMostlyNumbers && (isPure || isQuantity || distinctNumbers > fewClasses) ? 'number' : 'text';
}

/** Whether the target is read as classes: as told by the task, else where its values could be labels. */
export function isReadAsClasses(facts: ColumnFacts, type: TargetType, task: Task | undefined): boolean {
  if (task !== undefined) return isClassification(task);
  if (type !== 'number') return true;
  return facts.distinctNumbers <= 2 || (facts.integral && facts.distinctNumbers <= mostClasses);
}

interface Reading {
  readonly facts: ColumnFacts;
  readonly type: TargetType;
  readonly distinct: number;
}

type Objection = (reading: Reading) => string | undefined;

const isNoNumber: Objection = ({ type, facts }) =>
  type === 'number'
    ? undefined
    : `it holds values that are not numbers, such as "${printable(facts.odd || facts.greatest)}"`;

const objections: Record<Task, Objection> = {
  regression: isNoNumber,
  count: (reading) =>
    isNoNumber(reading) ??
    (reading.facts.integral && reading.facts.min >= 0 ? undefined : 'it holds numbers that are negative or not whole'),
  proportion: (reading) =>
    isNoNumber(reading) ??
    (reading.facts.min >= 0 && reading.facts.max <= 1 ? undefined : 'it holds numbers outside 0 to 1'),
  ordinal: (reading) => (reading.type === 'number' ? undefined : 'its labels are texts, whose order is not known'),
  binary: ({ distinct }) => (distinct === 2 ? undefined : `it has ${distinct} distinct labels, not 2`),
  multiclass: () => undefined,
  multilabel: () => 'a single column names one label a row',
};

/**
 * Refuses a target that cannot be what the caller says, or anything at all.
 * @throws target_unsuitable with the reason and what to do
 */
export function checkSuitable(file: string, reading: Reading, task: Task | undefined): void {
  const { facts, type, distinct } = reading;
  const column = `the target "${printable(facts.name)}"`;
  const fields = { column: facts.name, pointers: ['/target'] };
  if (facts.native === 'nested') {
    throw fileError('target_unsuitable', file, `${column} holds lists or objects.`, {
      hint: 'Name a column with one value a row.',
      fields,
    });
  }
  const objection = task && objections[task](reading);
  if (objection) {
    throw fileError('target_unsuitable', file, `${column} cannot be predicted as ${task}: ${objection}.`, {
      hint:
        task === 'ordinal'
          ? 'Write the labels as numbers in their order.'
          : 'Leave out the task, and it is decided from the target.',
      fields: { ...fields, pointers: ['/task'] },
    });
  }
  if (!isReadAsClasses(facts, type, task)) return;
  const tooMany =
    distinct > mostOutputUnits ||
    (distinct > fewClasses && distinct > facts.rows / 2) ||
    (task === undefined && distinct > mostClasses);
  if (!tooMany || (task === undefined && type === 'number')) return;
  throw fileError(
    'target_unsuitable',
    file,
    `${column} has ${plural(distinct, 'distinct label')} in ${facts.rows} rows: too many for classes.`,
    {
      hint:
        type === 'number'
          ? 'For a quantity, name the task regression (--task regression).'
          : 'Name another column, or merge labels.',
      fields,
    },
  );
}
