import { fixed, markdownTable } from '../common/table.js';
import type { StepResult, StepTime } from './result.js';

const ratioOf = ({ ratio: { median, least, greatest } }: StepTime): string =>
  `${fixed(median, 3)} (${fixed(least, 2)} to ${fixed(greatest, 2)})`;

/** Times of both recipes, and the rate of a wide step's products. */
export function stepTable({ recipes, rounds, shareOfPeak }: StepResult): string {
  const rows = recipes.flatMap(({ name, times }) =>
    times.map((time, i) => [i === 0 ? name : '', time.name, fixed(time.ms, 3), i === 0 ? '1' : ratioOf(time)]),
  );
  const head = ['recipe', 'contender', 'ms a step and model', `Sextant over it (range over ${rounds} rounds)`];
  const share = `At width 256, batch 256 and 16 members the step's products reach ${fixed(100 * shareOfPeak, 0)} % of the rate of one product of 1024 x 1024 in the same process.`;
  return `${markdownTable(head, rows)}\n\n${share}`;
}
