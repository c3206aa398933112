import { z } from 'zod';
import { profileSchema } from '../profile/schema.js';
import type { Advised } from '../decide/advise.js';
import { slotGraph } from '../settings/slot-graph.js';
import { isCollectSlot, type Settings, slots, slotSchemas } from '../settings/slots.js';
import type { Recommendation } from '../settings/recommendation.js';
import { recommendationComponent, taskOrTarget } from './json-schemas.js';

/** Bodies of requests. Ids name components of the OpenAPI document; types of an SDK are called after them. */

/** Slots that a caller may fix: all but those that collect. `null` where a slot may be left unused. */
const fixable = slots
  .filter((slot) => !isCollectSlot(slot))
  .map((slot): [string, z.ZodType] => {
    const schema: z.ZodType = slotSchemas[slot];
    return [slot, (slotGraph[slot].optional ? schema.nullable() : schema).optional()];
  });

export const fixedSettingsSchema = z.strictObject(Object.fromEntries(fixable)).meta({
  id: 'FixedSettings',
  description: 'Settings that the caller fixes; rules see them and keep to them.',
});

export const recommendationRequestSchema = z
  .strictObject({
    profile: profileSchema.meta({ id: 'Profile', ...taskOrTarget }),
    constraints: z.strictObject({ settings: fixedSettingsSchema.optional() }).optional(),
  })
  .meta({ id: 'RecommendationRequest' });

/** Each value has passed its slot's schema; what was not given is no key. */
export const asFixedSettings = (values: z.infer<typeof fixedSettingsSchema>): Partial<Settings> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Settings>;

/** Answers are not checked again. Their schema for the document is ready-made: it holds "any JSON", which a generator cannot read from zod. */
export const recommendationResponseSchema = z
  .custom<Recommendation>()
  .meta({ id: 'Recommendation', ...recommendationComponent() });

const { properties } = recommendationComponent() as { properties: Readonly<Record<string, object>> };

/** What is answered for one of many profiles. */
export const advisedSchema = z.custom<Advised>().meta({
  id: 'Advised',
  type: 'object',
  required: ['id', 'decisionId', 'settings', 'warnings'],
  properties: Object.fromEntries(
    ['id', 'decisionId', 'settings', 'warnings'].map((name) => [name, properties[name] ?? {}]),
  ),
});
