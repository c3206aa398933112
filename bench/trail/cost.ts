import { createRandom } from '../../src/random.js';
import { quantileOfSorted, sorted } from '../common/measure.js';
import { type Cost, type Round, type Variant, variants } from './result.js';

const RESAMPLES = 1000;

type Costs = Readonly<Record<Variant, Cost>>;

/**
 * Quantiles of all requests of all rounds, for each variant, and the share of the whole that it leaves. The interval is a bootstrap over rounds, each taken
 * with all its variants: requests of a round wait for the same things, so that one alone is not a sample of its own.
 */
export function costs(rounds: readonly Round[], shares: readonly number[]): Costs[] {
  const random = createRandom(0, 'rounds');
  const drawn = Array.from({ length: RESAMPLES }, () =>
    timesOf(
      rounds.map((round) => rounds[Math.floor(random() * rounds.length)] ?? round),
      shares,
    ),
  );
  return timesOf(rounds, shares).map((times, index) => {
    const costOf = (variant: Variant): Cost => {
      const resampled = sorted(drawn.map((one) => shareOf(one[index] ?? times, variant)));
      const interval = [quantileOfSorted(resampled, 0.025), quantileOfSorted(resampled, 0.975)] as const;
      return { time: times[variant], share: shareOf(times, variant), interval };
    };
    return { whole: costOf('whole'), withoutRecord: costOf('withoutRecord'), withoutLine: costOf('withoutLine') };
  });
}

type Times = Readonly<Record<Variant, number>>;

/** For each share the quantile of each variant. */
function timesOf(rounds: readonly Round[], shares: readonly number[]): Times[] {
  const [whole = none, withoutRecord = none, withoutLine = none] = variants.map((variant) =>
    sorted(rounds.flatMap((round) => round[variant])),
  );
  return shares.map((share) => ({
    whole: quantileOfSorted(whole, share),
    withoutRecord: quantileOfSorted(withoutRecord, share),
    withoutLine: quantileOfSorted(withoutLine, share),
  }));
}

const none = new Float64Array();

const shareOf = (times: Times, variant: Variant): number => 1 - times[variant] / times.whole;
