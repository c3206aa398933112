import type { Advisor } from '../../dist/advise/advise.js';
import type { Context } from '../../dist/decide/context.js';
import type { Model } from '../../dist/decide/model.js';
import type { Pool } from '../../dist/probe/pool.js';
import type { Settings } from '../../dist/settings/slots.js';
import { trainRoughly } from './rough-probe.js';
import type { Job } from './job.js';

/** The product with one part left out, where the product has a seam for it; or another way to train. */
export interface Variant {
  /** Settings to fix, given what the rules recommend; as a caller's `--set` would. */
  readonly fix?: (recommended: Settings) => Partial<Settings>;
  /** The world that the run sees. */
  readonly context?: (context: Context) => Context;
  /** What is done to the final model of the whole product; such variants share one training. */
  readonly model?: (model: Model) => Model;
  /** How a model is trained in place of all that. */
  readonly train?: (context: Context, job: Job) => Promise<Model>;
}

/** Every training of a population at full length: no configuration leaves on the way. */
const withoutHalving = (pool: Pool): Pool => ({
  size: pool.size,
  backend: () => pool.backend(),
  provide: (id, data) => pool.provide(id, data),
  train: (call) => pool.train({ ...call, population: { ...call.population, halving: false } }),
  predict: (job) => pool.predict(job),
  close: () => pool.close(),
});

/** Rules that have nothing to say to what a probe saw, and ask for no trials of their own. */
const withoutDiagnosis = (advisor: Advisor): Advisor => ({
  ruleSet: advisor.ruleSet,
  advise: async (profile, fixed) => {
    const advice = await advisor.advise(profile, fixed);
    return { ...advice, settings: { ...advice.settings, trials: [] } };
  },
  diagnose: () => Promise.resolve({ diagnoses: [], trace: { rules: [], seen: {}, slots: [] } }),
});

/** The selected configuration's members alone; where it has no share in the blend, those of the largest share. */
const selectedAlone = (model: Model): Model => {
  const [part] = model.parts;
  return part ? { ...model, parts: [{ ...part, share: 1 }] } : model;
};

/** One network, trained on one fold's rows. */
const oneNetwork = (model: Model): Model => {
  const [part] = selectedAlone(model).parts;
  if (!part) return model;
  const size = part.weights.length / part.members.length;
  return { ...model, parts: [{ ...part, members: part.members.slice(0, 1), weights: part.weights.slice(0, size) }] };
};

/** Where 24 networks of a sketch are trained in place of the product. */
export const ROUGH = 'a rough probe' as const;

/** By the name that the table shows. */
export const variants = {
  whole: {},
  'no blend: members of the selected configuration alone': { model: selectedAlone },
  'no ensemble: one network': { model: oneNetwork },
  'no halving': {
    context: (context) => ({ ...context, createPool: () => withoutHalving(context.createPool()) }),
  },
  'no refinement': {
    context: (context) => ({ ...context, advisor: async () => withoutDiagnosis(await context.advisor()) }),
  },
  'no embeddings': {
    fix: ({ numericEmbedding, categoricalEncoding }) => ({
      ...(numericEmbedding && { numericEmbedding: { kind: 'none' } }),
      ...(categoricalEncoding && { categoricalEncoding: { ...categoricalEncoding, oneHotUpTo: 10_000 } }),
    }),
  },
  'no schedule of the learning rate': { fix: () => ({ learningRateSchedule: { name: 'constant' } }) },
  [ROUGH]: { train: trainRoughly },
} as const satisfies Readonly<Record<string, Variant>>;

export type VariantName = keyof typeof variants;
export const variantNames = Object.keys(variants) as VariantName[];
export const variantOf = (name: VariantName): Variant => variants[name];
