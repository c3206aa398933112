import { availableParallelism, loadavg } from 'node:os';

/** One of the programs that are compared: does the same piece of work for each case. */
export interface Contender<Case, Answer> {
  readonly name: string;
  readonly run: (one: Case) => Promise<Answer>;
}

export interface Plan {
  /** Times that every case is run before the clock counts. */
  readonly warmUps: number;
  /** Times that every case is run and timed. */
  readonly rounds: number;
}

/** Milliseconds of every run of one contender. */
export interface Timing {
  readonly name: string;
  /** One list a round; round i of every contender was measured close to round i of the others. */
  readonly rounds: readonly (readonly number[])[];
}

/**
 * Times contenders in turn, a round of all cases each, so that what else the machine does falls on all of them. Who begins
 * changes from round to round. A round is long against the gap between two garbage collections, so each pays for its own.
 */
export async function measure<Case, Answer>(
  contenders: readonly Contender<Case, Answer>[],
  cases: readonly Case[],
  { warmUps, rounds }: Plan,
): Promise<Timing[]> {
  const timings = contenders.map(({ name }) => ({ name, rounds: [] as (readonly number[])[] }));
  for (let round = -warmUps; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const at = (turn + warmUps + round) % contenders.length;
      const contender = contenders[at];
      if (contender === undefined) continue;
      const times = await timeRound(contender, cases);
      if (round >= 0) timings[at]?.rounds.push(times);
    }
  }
  return timings;
}

async function timeRound<Case, Answer>(
  { run }: Contender<Case, Answer>,
  cases: readonly Case[],
): Promise<readonly number[]> {
  const times: number[] = [];
  for (const one of cases) {
    const started = performance.now();
    await run(one);
    times.push(performance.now() - started);
  }
  return times;
}

/** The least of the values that a share of them does not exceed (nearest rank); NaN where there is none. */
export const quantile = (values: readonly number[], share: number): number => quantileOfSorted(sorted(values), share);

/** For several quantiles of the same values. */
export const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

export const quantileOfSorted = (values: Float64Array, share: number): number =>
  values[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;

export interface Ratio {
  /** Median over the rounds. */
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}

/** How many times as long one takes as the other, by the medians of each round. */
export function ratioOf(one: Timing, other: Timing): Ratio {
  const ratios = one.rounds.map((times, i) => quantile(times, 0.5) / quantile(other.rounds[i] ?? [], 0.5));
  return { median: quantile(ratios, 0.5), least: Math.min(...ratios), greatest: Math.max(...ratios) };
}

/** What a reader has to know of the machine, in general words. */
export const machine = (): string =>
  `Node ${process.versions.node}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)} at the start`;
