import { quantile } from '../common/measure.js';
import { fixed, markdownTable } from '../common/table.js';
import type { Times, TrailResult } from './result.js';

/** Times with and without the record, the share of them that it is, and bytes. */
export function trailTable({ callers, rounds, sizes }: TrailResult): string {
  const over = (of: (times: Times) => number, name: string): string[] => {
    const [whole, without] = [rounds.map((one) => of(one.whole)), rounds.map((one) => of(one.without))];
    const shares = rounds.map((one) => 100 * (1 - of(one.without) / of(one.whole)));
    const median = (values: readonly number[]): number => quantile(values, 0.5);
    const range = `${fixed(median(shares), 0)} % (${fixed(Math.min(...shares), 0)} to ${fixed(Math.max(...shares), 0)})`;
    return [name, `${fixed(median(whole), 1)} ms`, `${fixed(median(without), 1)} ms`, range];
  };
  const times = markdownTable(
    [`${callers} callers at once`, 'as it is', 'without record and entry', 'their share (range over rounds)'],
    [over(({ p50 }) => p50, 'p50'), over(({ p99 }) => p99, 'p99')],
  );
  const bytes = markdownTable(
    ['rules', 'decisions', 'bytes of the payload, median', 'most'],
    sizes.map(({ rules, decisions, median, most }) => [rules, decisions, median, most].map(String)),
  );
  return `${times}\n\n${bytes}`;
}
