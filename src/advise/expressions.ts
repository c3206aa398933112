import type { FactValue } from '../profile/facts.js';
import { SextantError } from '../errors.js';
import { functionNames } from './schema.js';

type FunctionName = (typeof functionNames)[number];

interface FunctionDefinition {
  /** Least and greatest number of arguments. */
  readonly arity: readonly [number, number];
  readonly apply: (...values: number[]) => number;
}

const fixedArity = (count: number, apply: FunctionDefinition['apply']): FunctionDefinition => ({
  arity: [count, count],
  apply,
});
const fromTwo = (apply: FunctionDefinition['apply']): FunctionDefinition => ({ arity: [2, 8], apply });

export const functionTable: Readonly<Record<FunctionName, FunctionDefinition>> = {
  add: fromTwo((...values) => values.reduce((a, b) => a + b, 0)),
  multiply: fromTwo((...values) => values.reduce((a, b) => a * b, 1)),
  divide: fixedArity(2, (a = Number.NaN, b = Number.NaN) => a / b),
  power: fixedArity(2, (a = Number.NaN, b = Number.NaN) => a ** b),
  min: fromTwo(Math.min),
  max: fromTwo(Math.max),
  /** value, least, greatest */
  clamp: fixedArity(3, (value = Number.NaN, low = Number.NaN, high = Number.NaN) =>
    Math.min(high, Math.max(low, value)),
  ),
  round: fixedArity(1, (a = Number.NaN) => Math.round(a)),
  floor: fixedArity(1, (a = Number.NaN) => Math.floor(a)),
  log2: fixedArity(1, (a = Number.NaN) => Math.log2(a)),
  log10: fixedArity(1, (a = Number.NaN) => Math.log10(a)),
  nearestPowerOfTwo: fixedArity(1, (a = Number.NaN) => 2 ** Math.round(Math.log2(a))),
  /** parameters, inputs, outputs, hidden layers */
  unitsWithin: fixedArity(4, unitsWithin),
};

/**
 * The most units of every hidden layer with which the weights and biases of a network are no more than so many parameters; 0 where
 * those of one unit are more: the root of (layers - 1) u^2 + (inputs + outputs + layers) u = parameters - outputs, in the form that
 * holds for one layer too. A root that is whole may come out a little below itself.
 */
function unitsWithin(parameters = Number.NaN, inputs = Number.NaN, outputs = Number.NaN, layers = Number.NaN): number {
  const room = Math.max(0, parameters - outputs);
  const perUnit = inputs + outputs + layers;
  const below = Math.floor((2 * room) / (perUnit + Math.sqrt(perUnit ** 2 + 4 * (layers - 1) * room)));
  const next = below + 1;
  return (layers - 1) * next * next + perUnit * next <= room ? next : below;
}

const isFunctionName = (name: unknown): name is FunctionName => functionNames.some((one) => one === name);
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The items of a list, the values of an object; nothing else has parts. */
export const partsOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [];

export type ParsedExpression =
  | { readonly kind: 'read'; readonly fact: string }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly arguments: readonly unknown[] }
  | { readonly kind: 'invalid'; readonly problem: string };

/** How a part of a recommended value is to be computed; `null` when it is a plain value. */
export function parseExpression(value: unknown): ParsedExpression | null {
  if (!isRecord(value)) return null;
  const keys = Object.keys(value).sort().join();
  if (keys === 'fact' && typeof value['fact'] === 'string') return { kind: 'read', fact: value['fact'] };
  if (keys === 'setting' && typeof value['setting'] === 'string') {
    return { kind: 'read', fact: `settings.${value['setting']}` };
  }
  if (!('function' in value)) return null;
  const { function: name, arguments: list } = value;
  if (keys !== 'arguments,function' || !isFunctionName(name) || !Array.isArray(list)) {
    return { kind: 'invalid', problem: `a function is one of ${functionNames.join(', ')} with a list of arguments` };
  }
  const [least, most] = functionTable[name].arity;
  if (list.length < least || list.length > most) {
    return { kind: 'invalid', problem: `${name} takes ${least === most ? least : `${least} to ${most}`} arguments` };
  }
  return { kind: 'call', name, arguments: list };
}

type Read = (fact: string) => FactValue;
type Compute = (read: Read) => unknown;

/**
 * A function that computes every expression in a value. It throws `rules_invalid` where a fact is missing or a number is not
 * finite. `compileText`: what becomes of texts; without it they stay as they are.
 */
export function compileValue(value: unknown, compileText?: (text: string) => Compute): Compute {
  const compile = (part: unknown): Compute => compileValue(part, compileText);
  const expression = parseExpression(value);
  if (expression !== null) return compileExpression(expression, compile);
  if (typeof value === 'string' && compileText !== undefined) return compileText(value);
  if (Array.isArray(value)) {
    const parts = value.map(compile);
    return (read) => parts.map((part) => part(read));
  }
  if (!isRecord(value)) return () => value;
  const members = Object.entries(value).map(([key, part]) => [key, compile(part)] as const);
  return (read) => Object.fromEntries(members.map(([key, part]) => [key, part(read)]));
}

function compileExpression(expression: ParsedExpression, compile: (part: unknown) => Compute): Compute {
  if (expression.kind === 'invalid') {
    return () => {
      throw invalid(expression.problem);
    };
  }
  if (expression.kind === 'read') {
    return (read) => {
      const fact = read(expression.fact);
      if (fact === undefined) throw invalid(`the fact ${expression.fact} is missing`);
      return fact;
    };
  }
  const { name } = expression;
  const parts = expression.arguments.map(compile);
  return (read) => {
    const numbers = parts.map((part) => {
      const number = part(read);
      if (typeof number !== 'number') throw invalid(`${name} takes numbers`);
      return number;
    });
    const result = functionTable[name].apply(...numbers);
    if (!Number.isFinite(result)) throw invalid(`${name}(${numbers.join(', ')}) is not a finite number`);
    return result;
  };
}

/** A value that is needed once. */
export const computeValue = (value: unknown, read: Read): unknown => compileValue(value)(read);

const invalid = (problem: string): SextantError =>
  new SextantError('rules_invalid', `A value cannot be computed: ${problem}.`);
