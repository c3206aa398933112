import { embeddedCodes, numericInputs } from '../prepare/encode-features.js';
import type { Matrices } from '../prepare/schema.js';
import { parametersOf, tableParameters } from '../probe/layout.js';
import type { CategoryEmbedding, Configuration, Network, PeriodicEmbedding, Population } from '../probe/schema.js';
import { embeddedSize, embeddingDefaults } from '../settings/recipe.js';
import { columnSums, stepLogits } from '../refine/out-of-fold.js';
import type { Settings } from '../settings/slots.js';
import { lossOf } from './trainable.js';

/** Settings that every member of a population shares: all of a population but its members. */
export type Shared = Omit<Population, 'configurations' | 'halving' | 'spared' | 'secondsLimit' | 'grownFrom'>;

/** Values for slots that do not apply; never read where they do not, and trained with where a trial makes them apply. */
export const unused = {
  momentum: 0.9,
  beta1: 0.9,
  beta2: 0.999,
  rho: 0.9,
  epsilon: 1e-7,
  huberDelta: 1,
  focalGamma: 2,
  focalAlpha: 0.25,
};

export function networkOf(settings: Settings, matrices: Matrices): Network {
  const { hiddenLayers, hiddenUnits, hiddenActivation, activationParametric, inputScale } = settings;
  const { normalization, residual } = settings;
  const hidden = new Array<number>(hiddenLayers ?? 0).fill(hiddenUnits ?? 1);
  const embedding = embeddingOf(settings, matrices);
  const categories = categoriesOf(settings, matrices);
  return {
    inputs: matrices.inputs,
    outputs: matrices.outputs,
    hidden,
    activation: hiddenActivation ?? 'relu',
    ...(activationParametric === true && hidden.length > 0 && { parametric: true }),
    ...(normalization !== null && normalization !== 'none' && hidden.length > 0 && { normalization }),
    ...(residual === true && hidden.length > 1 && { residual }),
    ...(inputScale === true && { inputScale: true }),
    ...(embedding && { embedding }),
    ...(categories && { categories }),
  };
}

function categoriesOf({ categoricalEncoding }: Settings, { folds }: Matrices): CategoryEmbedding | undefined {
  const [first] = folds;
  const levels = first ? embeddedCodes(first.encoder) : [];
  return categoricalEncoding && levels.length > 0 ? { levels, size: categoricalEncoding.embeddingSize } : undefined;
}

function embeddingOf(settings: Settings, { folds }: Matrices): PeriodicEmbedding | undefined {
  const [first] = folds;
  const size = embeddedSize(settings);
  if (size === 0 || !first) return undefined;
  const { frequencies, sigma } = embeddingDefaults;
  const inputs = numericInputs(first.encoder);
  return inputs.length > 0
    ? { inputs, frequencies, size, sigma: settings.numericEmbedding?.sigma ?? sigma }
    : undefined;
}

/** The part of the settings that is built into the tensor program. */
export function sharedOf(settings: Settings, matrices: Matrices, seed: number): Shared {
  const { earlyStopping } = settings;
  const epochs = settings.epochs ?? 1;
  return {
    network: networkOf(settings, matrices),
    loss: lossOf(settings, matrices.outputs),
    huberDelta: settings.huberDelta ?? unused.huberDelta,
    focalGamma: settings.focalGamma ?? unused.focalGamma,
    focalAlpha: settings.focalAlpha ?? unused.focalAlpha,
    optimizer: {
      name: settings.optimizer ?? 'adam',
      momentum: settings.momentum ?? unused.momentum,
      beta1: settings.beta1 ?? unused.beta1,
      beta2: settings.beta2 ?? unused.beta2,
      rho: settings.rho ?? unused.rho,
      epsilon: settings.epsilon ?? unused.epsilon,
    },
    initializer: settings.initializer ?? 'heNormal',
    outputBias: outputBias(settings, matrices),
    schedule: settings.learningRateSchedule ?? { name: 'constant' },
    dropoutSchedule: settings.dropoutSchedule ?? 'constant',
    weightDecaySchedule: settings.weightDecaySchedule ?? 'constant',
    gradientClipNorm: settings.gradientClipNorm,
    weightAveraging: settings.weightAveraging ?? false,
    batchSize: settings.batchSize ?? 32,
    epochs,
    earlyStopping: earlyStopping ?? { patience: epochs, patienceGrowth: 0, minDelta: 0 },
    seed,
  };
}

/** The part of the settings that may differ between the members of one program. */
export const configurationOf = (id: string, settings: Settings): Configuration => ({
  id,
  learningRate: settings.learningRate ?? 1e-3,
  dropout: settings.dropout ?? 0,
  weightDecay: settings.weightDecay ?? 0,
  labelSmoothing: settings.labelSmoothing ?? 0,
  inputNoise: settings.inputNoise ?? 0,
  mixup: settings.mixup ?? 0,
});

/** Multiply-adds in whose time a training step of no arithmetic is done (measured: 2 ms, where a core does 10^10 a second). */
const DISPATCH = 2e7;

/** Multiply-adds in whose time a cosine of an embedding is done, there and back: about ten passes over memory. */
const COSINE = 100;

/** The same for a normalised unit: thirteen passes. */
const NORMALIZATION = 130;

/** Mean number of training rows of a fold. */
export const meanTrainRows = ({ folds }: Matrices): number =>
  folds.reduce((sum, { fold }) => sum + fold.train.length, 0) / folds.length;

/** Work of a population of so many members on so many training rows each over its run, in multiply-adds; for plans, not for truth. */
export function workOf(shared: Shared, { members, rows }: { readonly members: number; readonly rows: number }): number {
  const batch = Math.min(shared.batchSize, rows);
  const steps = (shared.epochs * rows) / batch;
  const { embedding, hidden, normalization } = shared.network;
  const cosines = embedding ? embedding.inputs.length * embedding.frequencies * batch * COSINE : 0;
  const normalized = normalization ? hidden.reduce((sum, units) => sum + units, 0) * batch * NORMALIZATION : 0;
  // A forward and a backward pass take three products, but tables are looked up; the update costs about as much as 24 more rows.
  const parameters = parametersOf(shared.network);
  const multiplied = parameters - tableParameters(shared.network);
  return steps * (DISPATCH + members * (cosines + normalized + multiplied * 3 * batch + parameters * 72));
}

/** Half a row is added to each class, so that the log of its share is finite. */
const PRIOR_ROWS = 0.5;

/** Log-odds of the classes, or the log of the mean count, among each fold's training rows; 0 unless the settings say `prior`. */
function outputBias(settings: Settings, { folds, outputs, weights }: Matrices): number[][] {
  const isPrior = settings.outputBias === 'prior';
  return folds.map(({ fold, target, y }) => {
    if (!isPrior) return new Array<number>(outputs).fill(0);
    const sums = columnSums({ y, columns: outputs, weights }, fold.train);
    if (target.kind === 'classes' && target.steps) return stepLogits(sums, fold.train.length, PRIOR_ROWS);
    const shares = sums.map((sum) => (sum + PRIOR_ROWS) / (fold.train.length + 1));
    if (settings.outputActivation === 'sigmoid') return shares.map((share) => Math.log(share / (1 - share)));
    if (settings.outputActivation === 'linear') return new Array<number>(outputs).fill(0);
    return shares.map((share) => Math.log(share));
  });
}
