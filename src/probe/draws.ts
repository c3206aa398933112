import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { createRandom } from '../random.js';
import type { Tf } from './backend.js';
import { numbersIn } from './categories.js';
import type { DeviceData } from './device-data.js';
import { perMember } from './members.js';
import { betaSample, createNoisePool, dropoutMask, type NoisePool } from './noise.js';
import { regularizationFactor } from './schedules.js';
import type { Configuration, Population } from './schema.js';

/** What chance has a part in at one step; each absent where no configuration needs it. */
export type Draw = {
  /** Of dropout, one for each row and hidden unit: [rows x units of all layers]. */
  readonly uniform?: Tensor;
  /** Share of units that are dropped now: a scalar, or [members, 1, 1] where members differ. */
  readonly dropout?: Tensor;
  /** Of dropout, in place of both where all members have the rate of the step before: 0, or 1 / keep. */
  readonly mask?: Tensor;
  /** Of input noise, one for each row and number of each fold's batch: [folds x rows x inputs that are numbers]. */
  readonly normal?: Tensor;
  /** Of mixup, each member's share of a row's own values, [members, 1, 1]. */
  readonly ownShare?: Tensor;
};

/**
 * What a configuration draws hangs on the population's seed, the step and its own settings, and on no other configuration: all of them share a step's
 * numbers, and those of mixup, of which some are drawn anew, come from a stream for each.
 */
export interface Draws {
  /** For batches of this size at share `t` of the run; the caller's to dispose. */
  next(configurations: readonly Configuration[], batch: number, t: number): Draw;
  dispose(): void;
}

export interface DrawsInput {
  readonly tf: Tf;
  readonly population: Population;
  readonly data: DeviceData;
}

/** Pools as large as the largest draw of a step; none where no configuration needs one. */
export function createDraws({ tf, population, data }: DrawsInput): Draws {
  const { configurations, network, batchSize, seed, dropoutSchedule } = population;
  const { folds } = data;
  const needs = (of: (configuration: Configuration) => number): boolean => configurations.some((c) => of(c) > 0);
  const pool = (kind: 'uniform' | 'normal', largest: number): NoisePool => createNoisePool(tf, { kind, largest, seed });
  const units = network.hidden.reduce((sum, of) => sum + of, 0);
  const numbers = folds * numbersIn(network);
  const dropping =
    needs((c) => c.dropout) && units > 0 ? createDropping(tf, pool('uniform', batchSize * units), folds) : undefined;
  const normal = needs((c) => c.inputNoise) ? pool('normal', batchSize * numbers) : undefined;
  const mixing = new Map(configurations.map(({ id }) => [id, createRandom(seed, 'mixup')]));
  return {
    next(alive, batch, t) {
      const share = ({ id, mixup }: Configuration): number => {
        const random = mixing.get(id);
        return random && mixup > 0 ? betaSample(mixup, random) : 1;
      };
      return {
        ...dropping?.next(alive, batch * units, regularizationFactor(dropoutSchedule, t)),
        ...(normal && alive.some((c) => c.inputNoise > 0) && { normal: normal.draw(batch * numbers) }),
        ...(alive.some((c) => c.mixup > 0) && {
          ownShare: tf.tensor3d(
            alive.flatMap((one) => Array.from({ length: folds }, () => share(one))),
            [alive.length * folds, 1, 1],
          ),
        }),
      };
    },
    dispose() {
      dropping?.dispose();
      normal?.dispose();
    },
  };
}

/** Draws of dropout. A rate that stays is compared with the whole store once, and not in every step. */
function createDropping(tf: Tf, uniform: NoisePool, folds: number) {
  let last: number | undefined;
  let masks: { readonly rate: number; readonly values: Tensor1D } | undefined;
  const masksAt = (rate: number): Tensor1D => {
    if (masks?.rate === rate) return masks.values;
    masks?.values.dispose();
    const values = tf.keep(tf.tidy(() => dropoutMask(tf, uniform.numbers, tf.scalar(rate))));
    masks = { rate, values };
    return values;
  };
  return {
    next(alive: readonly Configuration[], size: number, factor: number): Pick<Draw, 'uniform' | 'dropout' | 'mask'> {
      const rates = new Set(alive.map((c) => c.dropout * factor));
      const [only = 0] = rates;
      if (rates.size > 1) {
        const dropout = perMember(tf, { configurations: alive, folds }, (c) => c.dropout * factor);
        return { uniform: uniform.draw(size), dropout };
      }
      if (only === 0) return {};
      const isSteady = only === last;
      last = only;
      if (isSteady) return { mask: uniform.draw(size, masksAt(only)) };
      return { uniform: uniform.draw(size), dropout: tf.scalar(only) };
    },
    dispose() {
      uniform.dispose();
      masks?.values.dispose();
    },
  };
}
