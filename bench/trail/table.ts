import { fixed, markdownTable } from '../common/table.js';
import type { Cost, Load, Race, TrailResult } from './result.js';

const nameOf = (load: Load): string =>
  'atOnce' in load ? `${load.atOnce} callers at once` : `${load.perSecond} a second`;

const time = (cost: Cost): string => `${fixed(cost.time, 1)} ms`;

function share({ share: whole, interval }: Cost): string {
  const [of, from, to] = [whole, ...interval].map((one) => fixed(100 * one, 0));
  return `${of} % (${from} to ${to})`;
}

const rowsOf = (race: Race): string[][] =>
  (['p50', 'p99'] as const).map((name) => {
    const { whole, withoutRecord, withoutLine } = race[name];
    const without = [withoutRecord, withoutLine].flatMap((cost) => [time(cost), share(cost)]);
    return [`${nameOf(race.load)}, ${name}`, String(race.requests), time(whole), ...without];
  });

/** Times with and without the record, the share of them that it is, and bytes. */
export function trailTable({ races, sizes }: TrailResult): string {
  const times = markdownTable(
    [
      'load',
      'requests',
      'as it is',
      'without record and entry',
      'their share (95 % interval)',
      'without these and the line of the log',
      'their share',
    ],
    races.flatMap(rowsOf),
  );
  const bytes = markdownTable(
    ['rules', 'decisions', 'bytes of the payload, median', 'most', 'of 8 KB at most'],
    sizes.map(({ rules, decisions, median, most, within }) => [rules, decisions, median, most, within].map(String)),
  );
  return `${times}\n\n${bytes}`;
}
