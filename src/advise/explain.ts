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
  // Without separators the plain text is the same, in a tenth of the time.
  if (Number.isInteger(value)) return value > 0 && value < 1000 ? String(value) : value.toLocaleString('en-US');
  const rounded = Number(value.toPrecision(3));
  return Math.abs(rounded) >= 1000 ? rounded.toLocaleString('en-US') : String(rounded);
}

const isShare = (fact: string): boolean => {
  const type = factTypes.get(fact);
  return relativeFacts.has(fact) || (!fact.startsWith('settings.') && type?.kind === 'number' && type.max === 1);
};

export const formatFact = (fact: string, value: NonNullable<FactValue>): string =>
  isShare(fact) ? formatShare(value) : formatFactValue(value);

function formatFactValue(value: NonNullable<FactValue>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : formatNumber(value);
}

const formatShare = (value: NonNullable<FactValue>): string =>
  typeof value === 'number' ? `${formatNumber(100 * value)}%` : formatFactValue(value);

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

export interface Blank {
  readonly name: string;
  /** Text for a fact that is missing, after a bar: `{{classes|several}}`. */
  readonly otherwise: string | undefined;
}

const blank = /\{\{[^{}|]+(?:\|[^{}]*)?\}\}/;
const pattern = /\{\{([^{}|]+)(?:\|([^{}]*))?\}\}/g;

export const blanksOf = (template: string): Blank[] =>
  Array.from(template.matchAll(pattern), ([, name = '', otherwise]) => ({ name, otherwise }));

type Read = (fact: string) => FactValue;

/** A rule's sentence with its blanks replaced by real numbers. `value`: what `{{value}}` and `{{value.<part>}}` stand for. */
export type Sentence = (read: Read, value: unknown) => string;

/** Takes a template apart once: its texts, and what stands between them. */
export function compileSentence(template: string): Sentence {
  const blanks = blanksOf(template);
  const [first = '', ...texts] = template.split(blank);
  const fills = blanks.map((one, index) => ({ fill: compileBlank(one), text: texts[index] ?? '' }));
  return (read, value) => fills.reduce((sentence, { fill, text }) => sentence + fill(read, value) + text, first);
}

function compileBlank({ name, otherwise = 'unknown' }: Blank): Sentence {
  if (name === 'value') return (_read, value) => formatValue(value);
  if (name.startsWith('value.')) {
    const part = name.slice('value.'.length);
    return (_read, value) => formatValue(isRecord(value) ? value[part] : undefined);
  }
  const format = isShare(name) ? formatShare : formatFactValue;
  return (read) => {
    const fact = read(name);
    return fact === undefined ? otherwise : format(fact);
  };
}

export interface SentenceInput {
  readonly template: string;
  readonly read: Read;
  readonly value: unknown;
}

/** A sentence that is needed once. */
export const renderSentence = ({ template, read, value }: SentenceInput): string =>
  compileSentence(template)(read, value);
