import { quantile } from '../common/measure.js';
import { fixed, markdownTable } from '../common/table.js';
import type { LoadResult } from '../service/result.js';
import type { Load, Round, TrailResult, Variant } from './result.js';

const nameOf = (load: Load): string =>
  'atOnce' in load ? `${load.atOnce} callers at once` : `${load.perSecond} a second`;

const quantiles = { p50: ({ p50 }: LoadResult) => p50, p99: ({ p99 }: LoadResult) => p99 } as const;

function rowsOf(load: Load, rounds: readonly Round[]): string[][] {
  return Object.entries(quantiles).map(([name, of]) => {
    const median = (values: readonly number[]): number => quantile(values, 0.5);
    const medianOf = (variant: Variant): number => median(rounds.map((round) => of(round[variant])));
    const time = (variant: Variant): string => `${fixed(medianOf(variant), 1)} ms`;
    const share = (without: Variant): string => {
      const shares = rounds.map((round) => 100 * (1 - of(round[without]) / of(round.whole)));
      const ofMedians = 100 * (1 - medianOf(without) / medianOf('whole'));
      return `${fixed(ofMedians, 0)} % (${fixed(median(shares), 0)}; ${fixed(Math.min(...shares), 0)} to ${fixed(Math.max(...shares), 0)})`;
    };
    return [
      `${nameOf(load)}, ${name}`,
      time('whole'),
      time('withoutRecord'),
      share('withoutRecord'),
      time('withoutLine'),
      share('withoutLine'),
    ];
  });
}

/** Times with and without the record, the share of them that it is, and bytes. */
export function trailTable({ races, sizes }: TrailResult): string {
  const times = markdownTable(
    [
      'requests',
      'as it is',
      'without record and entry',
      'their share (median and range over rounds)',
      'without these and the line of the log',
      'their share',
    ],
    races.flatMap(({ load, rounds }) => rowsOf(load, rounds)),
  );
  const bytes = markdownTable(
    ['rules', 'decisions', 'bytes of the payload, median', 'most', 'of 8 KB at most'],
    sizes.map(({ rules, decisions, median, most, within }) => [rules, decisions, median, most, within].map(String)),
  );
  return `${times}\n\n${bytes}`;
}
