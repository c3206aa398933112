import { z } from 'zod';
import { factDefinitions, type Facts, type FactValue } from '../profile/facts.js';
import { evidenceSchema } from '../settings/evidence.js';
import { slotGraph } from '../settings/slot-graph.js';
import { isCollectSlot, type Slot, slotSchemas, slots } from '../settings/slots.js';
import { isRecord } from './expressions.js';
import { sizeFact } from './network-size.js';

/** What a rule may read, and what a comparison with it must look like. */
export interface FactType {
  readonly kind: 'number' | 'boolean' | 'text';
  readonly min?: number;
  readonly max?: number;
  /** Whether a number is whole. */
  readonly integer?: boolean;
  /** The closed set of a text. */
  readonly values?: readonly string[];
  /** Known for every valid profile, so a sentence or a computed value may use it without asking. */
  readonly alwaysKnown: boolean;
}

const isAlwaysKnown = (name: string): boolean =>
  name.startsWith('columns.') || ['rows', 'modality', 'featureColumns'].includes(name);

const profileTypes = Object.entries(factDefinitions).map(([name, definition]): [string, FactType] => {
  const { type, of: _of, knownWith: _with, ...range } = definition;
  const kind = type === 'integer' ? 'number' : type;
  return [name, { ...range, kind, integer: type === 'integer', alwaysKnown: isAlwaysKnown(name) }];
});

/** Comparable facts inside a schema: a number, a flag, one of a set, or the parts of an object. Lists have none. */
function typesOf(name: string, schema: z.ZodType, alwaysKnown: boolean): [string, FactType][] {
  if (schema instanceof z.ZodOptional) return typesOf(name, asSchema(schema.unwrap()), false);
  if (schema instanceof z.ZodNumber) {
    const { minValue, maxValue } = schema;
    const range = { ...(minValue !== null && { min: minValue }), ...(maxValue !== null && { max: maxValue }) };
    return [[name, { kind: 'number', integer: schema.isInt, alwaysKnown, ...range }]];
  }
  if (schema instanceof z.ZodBoolean) return [[name, { kind: 'boolean', alwaysKnown }]];
  if (schema instanceof z.ZodEnum) return [[name, { kind: 'text', values: schema.options.map(String), alwaysKnown }]];
  if (schema instanceof z.ZodObject) {
    const parts: Record<string, z.ZodType> = schema.shape;
    return Object.entries(parts).flatMap(([part, of]) => typesOf(`${name}.${part}`, of, alwaysKnown));
  }
  return [];
}

/** zod types what is inside a wrapper by its core interface; every schema of ours is a classic one. */
const asSchema = (schema: unknown): z.ZodType => schema as z.ZodType;

const isAlwaysFilled = (slot: Slot): boolean => !slotGraph[slot].appliesWhen && !slotGraph[slot].optional;

/** Every fact that a rule may read: of the profile, `settings.<slot>[.<part>]`, of all settings, and `evidence.<name>[.<part>]`. */
export const factTypes: ReadonlyMap<string, FactType> = new Map([
  ...profileTypes,
  [sizeFact, { kind: 'number', integer: true, alwaysKnown: false }],
  ...slots
    .filter((slot) => !isCollectSlot(slot))
    .flatMap((slot) => typesOf(`settings.${slot}`, slotSchemas[slot], isAlwaysFilled(slot))),
  ...typesOf('evidence', evidenceSchema, false),
]);

/** The slot that a fact of the form `settings.<slot>` or `settings.<slot>.<part>` reads. */
export const slotOfFact = (fact: string): string | undefined =>
  fact.startsWith('settings.') ? fact.split('.')[1] : undefined;

/** Facts inside a value: itself when it can be compared, else its parts. `null` is a missing fact. */
export function factsIn(name: string, value: unknown): Facts {
  const facts: Record<string, FactValue> = {};
  addFacts(facts, name, value);
  return facts;
}

export function addFacts(facts: Record<string, FactValue>, name: string, value: unknown): void {
  if (isFactValue(value)) facts[name] = value;
  else if (isRecord(value)) for (const [key, part] of Object.entries(value)) addFacts(facts, `${name}.${key}`, part);
}

const isFactValue = (value: unknown): value is NonNullable<FactValue> =>
  typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
