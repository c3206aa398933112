import { modelOf, type Model } from '../../dist/decide/model.js';
import type { Context } from '../../dist/decide/context.js';
import { Runner } from '../../dist/decide/runner.js';
import { trainable } from '../../dist/decide/trainable.js';
import { best, type PlannedTrial } from '../../dist/decide/trial.js';
import { type Dataset, readDataset } from '../../dist/profile/read.js';
import type { Settings } from '../../dist/settings/slots.js';
import { TARGET } from '../common/data-sets.js';
import type { Job } from './job.js';

/** What is tried together: every depth with every dropout rate and every learning rate. */
const DEPTHS = [1, 2, 3];
const DROPOUTS = [0, 0.15];
const RATES = [1e-3, 3e-3, 1e-2, 3e-2];
/** Of the budget, for training; the rest is for what comes before and after. */
const TRAINING_SHARE = 0.9;

/** Standardised numbers, one-hot categories, rectifiers and Adam: what a first sketch of a probe has. The output and its loss are the task's. */
const plain: Partial<Settings> = {
  optimizer: 'adam',
  learningRateSchedule: { name: 'cosine' },
  hiddenUnits: 128,
  hiddenActivation: 'relu',
  activationParametric: false,
  initializer: 'heNormal',
  normalization: 'none',
  residual: false,
  dropoutSchedule: 'constant',
  weightDecay: 0,
  inputNoise: 0,
  mixup: 0,
  classWeights: 'none',
  weightAveraging: false,
  numericScaling: 'standard',
  numericEmbedding: { kind: 'none' },
  inputScale: false,
  missingValues: 'median',
  folds: 5,
  foldRepeats: 1,
};

function plannedTrials(settings: Settings): PlannedTrial[] {
  const labelSmoothing = settings.labelSmoothing === null ? null : 0;
  const categoricalEncoding = settings.categoricalEncoding && { ...settings.categoricalEncoding, oneHotUpTo: 10_000 };
  const foldKind = settings.foldKind === 'holdout' ? 'plain' : settings.foldKind;
  const base = { ...settings, ...plain, labelSmoothing, categoricalEncoding, foldKind };
  return DEPTHS.flatMap((hiddenLayers) =>
    DROPOUTS.flatMap((dropout) =>
      RATES.map((learningRate) => {
        const changes = { hiddenLayers, dropout, learningRate };
        const id = Object.values(changes).join(' ');
        return { id, parentId: null, settings: { ...base, ...changes }, changes, because: '', sentence: '' };
      }),
    ),
  );
}

async function settingsFor({ advisor }: Context, { profile }: Dataset, budget: number): Promise<Settings> {
  const { settings } = await (await advisor()).advise({ ...profile, budgetSeconds: budget });
  return trainable(settings).settings;
}

/**
 * A first sketch of a probe on the product's own trainer: 24 configurations on five folds, each to the end of its share of the time;
 * the five members of the one with the least loss are averaged. Batch size and epochs are the rules'.
 */
export async function trainRoughly(context: Context, { train, task, budget, seed }: Job): Promise<Model> {
  const dataset = await readDataset({ file: train, target: [TARGET], task });
  const trials = plannedTrials(await settingsFor(context, dataset, budget));
  const [first] = trials;
  const pool = context.createPool();
  try {
    await pool.backend();
    if (!first) throw new Error('nothing to train');
    const { clock } = context;
    const runner = new Runner({ table: dataset.table, settings: first.settings, pool, clock, seed });
    const trained = await runner.train({ purpose: 'all at once', trials, secondsLimit: budget * TRAINING_SHARE });
    const selected = best(trained);
    if (!selected) throw new Error('nothing was trained');
    const parts = [{ trial: selected, share: 1 }];
    return modelOf({ parts, calibration: { temperature: 1 } }, { runner, schema: dataset.schema });
  } finally {
    pool.close();
  }
}
