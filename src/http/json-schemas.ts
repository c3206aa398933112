import { z } from 'zod';
import { profileSchema } from '../profile/schema.js';
import { recommendationSchema } from '../settings/recommendation.js';

/** What zod cannot say of a refinement: a profile has a task, or the target's facts to decide it from. */
export const taskOrTarget = { anyOf: [{ required: ['task'] }, { required: ['target'] }] };

/** JSON Schema (2020-12) of a profile as a caller may write it: what has a default may be left out. */
export const profileJsonSchema = (): object => ({
  title: 'Profile',
  description: 'Facts about a dataset, no opinion. With `task`, or with `target` from which rules decide the task.',
  ...z.toJSONSchema(profileSchema, { io: 'input' }),
  ...taskOrTarget,
});

/** JSON Schema (2020-12) of a recommendation as Sextant writes it. */
export const recommendationJsonSchema = (): object => ({
  title: 'Recommendation',
  description: 'Settings for a neural network, why, and what a probe found.',
  ...z.toJSONSchema(recommendationSchema),
});

/**
 * The schema of a recommendation for a place inside another document. There a reference to `#/$defs/...` would lead
 * nowhere; all of them stand for "any JSON value", which the empty schema says too.
 */
/** The same of a profile, as Sextant writes it. */
export const profileComponent = (): object => componentOf(profileSchema);

export const recommendationComponent = (): object => componentOf(recommendationSchema);

export function componentOf(of: z.ZodType): object {
  const { $schema: _, $defs: __, ...schema } = z.toJSONSchema(of);
  return withoutReferences(schema);
}

function withoutReferences(value: unknown): object {
  const isReference = (part: unknown): boolean => isObject(part) && '$ref' in part;
  const walk = (part: unknown): unknown => {
    if (isReference(part)) return { description: 'Any JSON value.' };
    if (Array.isArray(part)) return part.map(walk);
    if (!isObject(part)) return part;
    const { prefixItems, ...rest } = part;
    const plain = Array.isArray(prefixItems) ? { ...rest, ...listOf(prefixItems) } : part;
    return Object.fromEntries(Object.entries(plain).map(([key, inner]) => [key, walk(inner)]));
  };
  const walked = walk(value);
  return isObject(walked) ? walked : {};
}

/** A tuple of one type, as an interval is, said in words that every generator knows. */
function listOf(items: readonly unknown[]): object {
  const [first] = items;
  const isAlike = items.every((item) => JSON.stringify(item) === JSON.stringify(first));
  return isAlike ? { items: first, minItems: items.length, maxItems: items.length } : { prefixItems: items };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
