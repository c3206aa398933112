import { z } from 'zod';
import { profileSchema } from '../profile/schema.js';
import type { Advised } from '../decide/advise.js';
import { slotGraph } from '../settings/slot-graph.js';
import { isCollectSlot, type Settings, slots, slotSchemas } from '../settings/slots.js';
import type { Recommendation } from '../settings/recommendation.js';
import { readingShape } from './datasets.js';
import { idPattern } from './ids.js';
import { advisedProbeSchema } from './probes.js';
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

const requestProfile = profileSchema.meta({ id: 'Profile', ...taskOrTarget });
const constraintsSchema = z.strictObject({ settings: fixedSettingsSchema.optional() });

export const profileRequestSchema = z
  .strictObject({ profile: requestProfile, constraints: constraintsSchema.optional() })
  .meta({ id: 'ProfileRequest' });

/** The linter wants every required member to be a property. */
const withMember = (name: string) => ({ required: [name], properties: { [name]: {} } });

/** Of a profile or of a dataset. One object and not a union, whose errors would point nowhere. */
export const recommendationRequestSchema = z
  .strictObject({
    profile: requestProfile.optional(),
    dataset: z
      .strictObject({ id: z.string().regex(idPattern), ...readingShape })
      .optional()
      .meta({ description: 'One that was uploaded, and how it is to be read.' }),
    constraints: constraintsSchema.optional(),
    probe: advisedProbeSchema
      .optional()
      .meta({ description: 'Of a dataset: a short training that tests the recommendation, queued with it.' }),
  })
  .refine(({ profile, probe }) => profile === undefined || probe === undefined, {
    message: 'A probe needs a dataset.',
    path: ['probe'],
  })
  .refine(({ profile, dataset }) => (profile === undefined) !== (dataset === undefined), {
    message: 'Give a profile or a dataset.',
  })
  .meta({
    id: 'RecommendationRequest',
    oneOf: [
      { required: ['profile'], not: { anyOf: [withMember('dataset'), withMember('probe')] } },
      { required: ['dataset'], not: withMember('profile') },
    ],
  });

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
