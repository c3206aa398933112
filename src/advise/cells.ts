import type { FactValue } from '../profile/facts.js';
import { factTypes, type FactType } from './fact-types.js';
import type { Leaf } from './schema.js';

/** A fact with one value for each cell into which comparisons cut its range; `undefined` is the cell "missing". */
export interface Axis {
  readonly fact: string;
  readonly values: readonly FactValue[];
}

/**
 * The axes of some comparisons: for every fact they read, a representative of each cell. Comparisons look at one fact and
 * constants, so two profiles in the same cells of all axes have the same outcome everywhere: a finite set stands for all.
 */
export function axesOf(leaves: readonly Leaf[]): Axis[] {
  const constants = new Map<string, Set<number | string | boolean>>();
  for (const { fact, operator, value } of leaves) {
    const known = constants.get(fact) ?? new Set();
    constants.set(fact, known);
    if (operator !== 'known') for (const one of Array.isArray(value) ? value : [value]) known.add(one);
  }
  return [...constants].map(([fact, values]) => axisOf(fact, [...values]));
}

function axisOf(fact: string, constants: readonly (number | string | boolean)[]): Axis {
  const type = factTypes.get(fact);
  if (type === undefined) throw new Error(`there is no fact ${fact}`);
  const missing = type.alwaysKnown ? [] : [undefined];
  const marks = fact.startsWith('settings.') ? [...constants, ...marksOfSlot(type)] : constants;
  return { fact, values: [...cellsOf(type, [...new Set(marks)]), ...missing] };
}

/** Whether other slots apply hangs on a setting's text, or on whether it is its least number: these are cells of their own. */
const marksOfSlot = ({ kind, values = [], min }: FactType): readonly (number | string)[] =>
  kind === 'number' && min !== undefined ? [min] : values;

function cellsOf(type: FactType, constants: readonly (number | string | boolean)[]): FactValue[] {
  if (type.kind === 'boolean') return [true, false];
  if (type.kind === 'text') return textCells(type, constants.map(String));
  return numberCells(
    type,
    constants.filter((one) => typeof one === 'number'),
  );
}

/** Each text that is named, and one that is not where there is such. */
function textCells({ values }: FactType, named: readonly string[]): string[] {
  const other = values === undefined ? 'another text' : values.find((value) => !named.includes(value));
  return [...named, ...(other === undefined ? [] : [other])];
}

/** Each constant, and a number between each two, below the first and above the last, as far as the fact can have them. */
function numberCells({ min = -Infinity, max = Infinity, integer = false }: FactType, constants: readonly number[]) {
  const marks = [...new Set(constants)].sort((a, b) => a - b);
  const [first] = marks;
  const last = marks.at(-1);
  if (first === undefined || last === undefined) return [Math.min(Math.max(1, min), max)];
  const below = Number.isFinite(min) ? min : first - 1;
  const above = Number.isFinite(max) ? max : last + 1;
  const cells = marks.flatMap((mark, i) => [between(marks[i - 1] ?? Number.NaN, mark, integer), mark]);
  return [below < first ? below : undefined, ...cells, above > last ? above : undefined].filter(
    (value) => value !== undefined,
  );
}

/** A number strictly between two, whole where it has to be. */
function between(low: number, high: number, integer: boolean): number | undefined {
  const middle = integer ? Math.ceil((low + high) / 2) : (low + high) / 2;
  return middle > low && middle < high ? middle : undefined;
}
