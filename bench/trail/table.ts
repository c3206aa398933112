import { quantile } from '../common/measure.js';
import { fixed, markdownTable } from '../common/table.js';
import type { LoadResult } from '../service/result.js';
import type { Load, Round, TrailResult } from './result.js';

const nameOf = (load: Load): string =>
  'atOnce' in load ? `${load.atOnce} callers at once` : `${load.perSecond} a second`;

const quantiles = { p50: ({ p50 }: LoadResult) => p50, p99: ({ p99 }: LoadResult) => p99 } as const;

function rowsOf(load: Load, rounds: readonly Round[]): string[][] {
  return Object.entries(quantiles).map(([name, of]) => {
    const shares = rounds.map(({ whole, without }) => 100 * (1 - of(without) / of(whole)));
    const median = (values: readonly number[]): number => quantile(values, 0.5);
    return [
      `${nameOf(load)}, ${name}`,
      `${fixed(median(rounds.map(({ whole }) => of(whole))), 1)} ms`,
      `${fixed(median(rounds.map(({ without }) => of(without))), 1)} ms`,
      `${fixed(median(shares), 0)} % (${fixed(Math.min(...shares), 0)} to ${fixed(Math.max(...shares), 0)})`,
    ];
  });
}

/** Times with and without the record, the share of them that it is, and bytes. */
export function trailTable({ races, sizes }: TrailResult): string {
  const times = markdownTable(
    ['requests', 'as it is', 'without record and entry', 'their share (range over rounds)'],
    races.flatMap(({ load, rounds }) => rowsOf(load, rounds)),
  );
  const bytes = markdownTable(
    ['rules', 'decisions', 'bytes of the payload, median', 'most'],
    sizes.map(({ rules, decisions, median, most }) => [rules, decisions, median, most].map(String)),
  );
  return `${times}\n\n${bytes}`;
}
