import { quantile } from '../common/measure.js';
import { createRandom } from '../../src/random.js';
import { type Cost, type Round, type Variant, variants } from './result.js';

const RESAMPLES = 1000;

/**
 * A quantile of all requests of all rounds, for each variant, and the share of the whole that it leaves. The interval is a bootstrap over rounds, each taken
 * with all its variants: requests of a round wait for the same things, so that one alone is not a sample of its own.
 */
export function costs(rounds: readonly Round[], at: number): Readonly<Record<Variant, Cost>> {
  const random = createRandom(0, 'rounds');
  const drawn = Array.from({ length: RESAMPLES }, () =>
    timesOf(
      rounds.map((round) => rounds[Math.floor(random() * rounds.length)] ?? round),
      at,
    ),
  );
  const times = timesOf(rounds, at);
  const costOf = (variant: Variant): Cost => {
    const shares = drawn.map((one) => shareOf(one, variant));
    const interval = [quantile(shares, 0.025), quantile(shares, 0.975)] as const;
    return { time: times[variant], share: shareOf(times, variant), interval };
  };
  return { whole: costOf('whole'), withoutRecord: costOf('withoutRecord'), withoutLine: costOf('withoutLine') };
}

type Times = Readonly<Record<Variant, number>>;

function timesOf(rounds: readonly Round[], at: number): Times {
  const [whole = 0, withoutRecord = 0, withoutLine = 0] = variants.map((variant) =>
    quantile(
      rounds.flatMap((round) => round[variant]),
      at,
    ),
  );
  return { whole, withoutRecord, withoutLine };
}

const shareOf = (times: Times, variant: Variant): number => 1 - times[variant] / times.whole;
