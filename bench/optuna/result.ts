import { quantile } from '../common/measure.js';

/** One data set, one seed: the search of the peer, and the probe that had to come below it. */
export interface Race {
  readonly set: string;
  readonly rows: number;
  readonly seed: number;
  readonly optuna: {
    /** Least cross-validated loss; null: no trial ended in time. */
    readonly loss: number | null;
    /** Seconds after which that trial ended. */
    readonly foundAt: number | null;
    readonly trials: number;
  };
  readonly sextant: {
    /** Budget in seconds of the shortest probe that came below, of the longest one where none did. */
    readonly budget: number;
    /** Seconds from the end of reading until a trial's loss was below the peer's; null: it never was. */
    readonly reachedAt: number | null;
    /** Least loss until then. */
    readonly loss: number | null;
  };
}

export interface OptunaResult {
  /** Seconds that the peer had. */
  readonly seconds: number;
  readonly jobs: number;
  readonly races: readonly Race[];
}

/** Our time over the peer's; infinite where its loss was not reached. Where the peer has none, our first trial reaches it. */
export const ratioOfTimes = ({ sextant }: Race, seconds: number): number =>
  (sextant.reachedAt ?? Number.POSITIVE_INFINITY) / seconds;

/** The races of each set. */
export function bySet(races: readonly Race[]): Map<string, Race[]> {
  const sets = new Map<string, Race[]>();
  for (const race of races) sets.set(race.set, [...(sets.get(race.set) ?? []), race]);
  return sets;
}

/** Median over the sets of the median over the seeds. */
export const medianRatio = ({ races, seconds }: OptunaResult): number =>
  quantile(
    [...bySet(races).values()].map((ofSet) =>
      quantile(
        ofSet.map((race) => ratioOfTimes(race, seconds)),
        0.5,
      ),
    ),
    0.5,
  );
