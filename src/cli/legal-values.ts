import { z } from 'zod';
import { slotGraph } from '../settings/slot-graph.js';
import { type Slot, slotSchemas } from '../settings/slots.js';

type Schema = z.core.JSONSchema.BaseSchema;

/** The legal values of a slot in words, from its schema: `one of relu, tanh`, `a whole number from 0 to 8`. */
export function describeLegal(slot: Slot): string {
  const words = describe(z.toJSONSchema(slotSchemas[slot]));
  return slotGraph[slot].optional ? `${words}, or null for none` : words;
}

function describe(schema: Schema): string {
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  if (schema.const !== undefined) return String(schema.const);
  if (schema.anyOf) return schema.anyOf.map(describe).join(', or ');
  const byType = typeof schema.type === 'string' ? descriptions[schema.type] : undefined;
  return byType ? byType(schema) : 'any value';
}

const descriptions: Readonly<Record<string, (schema: Schema) => string>> = {
  boolean: () => 'true or false',
  string: () => 'a text',
  integer: (schema) => `a whole number${describeRange(schema)}`,
  number: (schema) => `a number${describeRange(schema)}`,
  array: ({ items }) => `a list, each ${isSchema(items) ? describe(items) : 'value anything'}`,
  object: ({ properties = {}, required = [] }) => {
    const parts = Object.entries(properties).map(([name, part]) => {
      const optional = required.includes(name) ? '' : ' (optional)';
      return `${name}${optional}: ${isSchema(part) ? describe(part) : 'any value'}`;
    });
    return `an object like { ${parts.join('; ')} }`;
  },
};

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function describeRange({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): string {
  const least = minimum ?? (exclusiveMinimum === undefined ? undefined : `above ${exclusiveMinimum}`);
  const most = maximum ?? (exclusiveMaximum === undefined ? undefined : `below ${exclusiveMaximum}`);
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  if (least !== undefined) return typeof least === 'number' ? ` of at least ${least}` : ` ${least}`;
  return most === undefined ? '' : typeof most === 'number' ? ` of at most ${most}` : ` ${most}`;
}
