import { prepare } from '../prepare/prepare.js';
import type { Fold, Matrices } from '../prepare/schema.js';
import type { Pool } from '../probe/pool.js';
import type { Table } from '../profile/table.js';
import { constantOutputs, lossPerFold, lossPerRow, mean, type Scheme } from '../refine/out-of-fold.js';
import type { Settings } from '../settings/slots.js';

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

/** Encodes the table once for each set of settings that changes the matrices. */
export class PreparedData {
  readonly #byId = new Map<string, Prepared>();
  readonly #source: { readonly table: Table; readonly folds: readonly Fold[]; readonly pool: Pool };

  constructor(source: { readonly table: Table; readonly folds: readonly Fold[]; readonly pool: Pool }) {
    this.#source = source;
  }

  of(settings: Settings): Prepared {
    const id = dataId(settings);
    const known = this.#byId.get(id);
    if (known) return known;
    const { table, folds, pool } = this.#source;
    const matrices = prepare(table, folds, settings);
    const prepared = { id, matrices, scheme: schemeOf(matrices, settings) };
    this.#byId.set(id, prepared);
    pool.provide(id, {
      ...matrices,
      folds: matrices.folds.map(({ fold, x, y }) => ({ train: fold.train, validation: fold.validation, x, y })),
    });
    return prepared;
  }

  withId(id: string): Prepared {
    const prepared = this.#byId.get(id);
    if (!prepared) throw new Error(`no matrices ${id}`);
    return prepared;
  }
}

export function constantBaseline({ id, scheme }: Prepared): Baseline {
  const outputs = constantOutputs(scheme);
  const losses = lossPerRow(scheme, outputs);
  return { outputs, losses, foldLosses: lossPerFold(scheme, outputs), loss: mean(losses), dataId: id };
}

/** The settings that change the matrices. */
const dataId = (settings: Settings): string =>
  JSON.stringify([
    settings.numericScaling,
    settings.missingValues,
    settings.categoricalEncoding,
    settings.targetTransform,
    settings.classWeights,
  ]);

function schemeOf(matrices: Matrices, settings: Settings): Scheme {
  const isClasses = matrices.folds[0]?.target.kind === 'classes';
  const kind = isClasses ? 'classes' : settings.outputActivation === 'exponential' ? 'rate' : 'quantity';
  const folds = matrices.folds.map(({ fold, y }) => ({ ...fold, y }));
  return { rows: matrices.rows, outputs: matrices.outputs, kind, folds };
}
