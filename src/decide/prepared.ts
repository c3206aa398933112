import { prepare } from '../prepare/prepare.js';
import type { Fold, Matrices } from '../prepare/schema.js';
import type { Pool } from '../probe/pool.js';
import type { TrainingData } from '../probe/schema.js';
import type { Table } from '../profile/table.js';
import { constantOutputs, lossPerFold, lossPerRow, mean, type Scheme } from '../refine/out-of-fold.js';
import { isEmbedded } from '../settings/recipe.js';
import type { Settings } from '../settings/slots.js';
import { hasSteps } from '../settings/tasks.js';

/** A table encoded under some settings, known to the pool under its id. */
export interface Prepared {
  readonly id: string;
  readonly matrices: Matrices;
  readonly scheme: Scheme;
}

/** The best constant of each fold's training rows, scored as a trial is. */
export interface Baseline {
  readonly outputs: Float64Array;
  readonly losses: Float64Array;
  readonly foldLosses: readonly number[];
  readonly loss: number;
  readonly dataId: string;
}

/**
 * Which repeats of the partition: those of the search, the others, or both; those of the search with half of
 * their training rows; or one fold that trains on all rows.
 */
export type Scope = 'search' | 'rest' | 'all' | 'half' | 'refit';

export interface PreparedSource {
  readonly table: Table;
  readonly folds: Readonly<Record<Exclude<Scope, 'all'>, readonly Fold[]>>;
  readonly pool: Pool;
}

/** Encodes the table once for each scope and each set of settings that changes the matrices. */
export class PreparedData {
  readonly #byId = new Map<string, Prepared>();
  readonly #source: PreparedSource;

  constructor(source: PreparedSource) {
    this.#source = source;
  }

  of(settings: Settings, scope: Scope = 'search'): Prepared {
    const { numericEmbedding } = settings;
    const bins = numericEmbedding?.kind === 'piecewiseLinear' ? numericEmbedding : null;
    const levels = this.#levelsOf(settings);
    const id = JSON.stringify([
      scope,
      bins,
      levels,
      hasSteps(settings),
      ...encodingSlots.map((slot) => settings[slot]),
    ]);
    const known = this.#byId.get(id);
    if (known) return known;
    const matrices = this.#matricesOf(settings, scope);
    const prepared = { id, matrices, scheme: schemeOf(matrices, settings) };
    this.#byId.set(id, prepared);
    // Nothing trains on both scopes at once; their results are joined afterwards.
    if (scope !== 'all') this.#source.pool.provide(id, trainingData(matrices));
    return prepared;
  }

  withId(id: string): Prepared {
    const prepared = this.#byId.get(id);
    if (!prepared) throw new Error(`no matrices ${id}`);
    return prepared;
  }

  /** What of the settings of categories changes the matrices: how many levels are kept, and which columns become codes. */
  #levelsOf(settings: Settings): unknown {
    const embedded = this.#source.table.columns.flatMap((column, i) =>
      column.kind === 'categorical' && isEmbedded(column.levels.length, settings) ? [i] : [],
    );
    return [settings.categoricalEncoding?.maxLevels, ...embedded];
  }

  #matricesOf(settings: Settings, scope: Scope): Matrices {
    const { table, folds } = this.#source;
    if (scope !== 'all') return prepare(table, folds[scope], settings);
    const [search, rest] = [this.of(settings, 'search').matrices, this.of(settings, 'rest').matrices];
    return { ...search, folds: [...search.folds, ...rest.folds] };
  }
}

const trainingData = (matrices: Matrices): TrainingData => ({
  ...matrices,
  folds: matrices.folds.map(({ fold: { train, validation }, x, y, rowWeights }) => ({
    train,
    validation,
    x,
    y,
    rowWeights,
  })),
});

/** The settings that change the matrices, besides bins of numbers, codes of categories and steps of the target. */
const encodingSlots = ['numericScaling', 'missingValues', 'targetTransform', 'classWeights'] as const;

export function constantBaseline({ id, scheme }: Prepared): Baseline {
  const outputs = constantOutputs(scheme);
  const losses = lossPerRow(scheme, outputs);
  return { outputs, losses, foldLosses: lossPerFold(scheme, outputs), loss: mean(losses), dataId: id };
}

function schemeOf(matrices: Matrices, settings: Settings): Scheme {
  const folds = matrices.folds.map(({ fold, y }) => ({ ...fold, y }));
  const { rows, outputs, weights } = matrices;
  return { rows, outputs, kind: kindOf(matrices, settings), folds, ...(weights && { weights }) };
}

function kindOf({ folds: [first] }: Matrices, { outputActivation }: Settings): Scheme['kind'] {
  if (first?.target.kind === 'classes') return first.target.steps ? 'steps' : 'classes';
  // A proportion is scored as the share of a second class: cross-entropy of a logit, whatever lies between 0 and 1.
  if (outputActivation === 'sigmoid') return 'classes';
  return outputActivation === 'exponential' ? 'rate' : 'quantity';
}
