import type { FactValue } from '../profile/facts.js';
import { factTypes } from './fact-types.js';
import { isRecord } from './expressions.js';

/** Multiples of the constant predictor's loss, or of a mean: read as shares though they may leave 0..1. */
const relativeFacts: ReadonlySet<string> = new Set(
  [
    'generalizationGap',
    'trainSlope',
    'validationSlope',
    'validationRise',
    'descentRate',
    'lateNoise',
    'foldSpread',
  ].map((name) => `evidence.${name}`),
);

/** A number for people: whole numbers in full with thousands separators, others to 3 significant digits. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const rounded = Number(value.toPrecision(3));
  return Math.abs(rounded) >= 1000 ? rounded.toLocaleString('en-US') : String(rounded);
}

const isShare = (fact: string): boolean => {
  const type = factTypes.get(fact);
  return relativeFacts.has(fact) || (!fact.startsWith('settings.') && type?.kind === 'number' && type.max === 1);
};

export function formatFact(fact: string, value: NonNullable<FactValue>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  return isShare(fact) ? `${formatNumber(100 * value)}%` : formatNumber(value);
}

/** A value of a slot for people: numbers readable, objects as `part value`, lists with commas. */
export function formatValue(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value);
  if (Array.isArray(value)) return value.map(formatValue).join(', ');
  if (isRecord(value)) {
    const parts = Object.entries(value).map(([part, of]) => `${part} ${formatValue(of)}`);
    return parts.join(', ');
  }
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' ? String(value) : 'none';
}

export interface Placeholder {
  readonly name: string;
  /** Text for a fact that is missing, after a bar: `{{classes|several}}`. */
  readonly otherwise: string | undefined;
}

const pattern = /\{\{([^{}|]+)(?:\|([^{}]*))?\}\}/g;

export const placeholdersOf = (template: string): Placeholder[] =>
  Array.from(template.matchAll(pattern), ([, name = '', otherwise]) => ({ name, otherwise }));

export interface SentenceInput {
  readonly template: string;
  readonly read: (fact: string) => FactValue;
  /** What `{{value}}` and `{{value.<part>}}` stand for. */
  readonly value: unknown;
}

/** A rule's sentence with its placeholders replaced by real numbers. */
export function renderSentence({ template, read, value }: SentenceInput): string {
  return template.replace(pattern, (_all, name: string, otherwise?: string) => {
    if (name === 'value') return formatValue(value);
    if (name.startsWith('value.')) return formatValue(isRecord(value) ? value[name.slice('value.'.length)] : undefined);
    const fact = read(name);
    return fact === undefined ? (otherwise ?? 'unknown') : formatFact(name, fact);
  });
}
