import { fixed, markdownTable } from '../common/table.js';
import { layouts, type ProcessesResult } from './result.js';

/** Steps a second of each layout, its share of the product's own, which is the first, and how often its programs were lost. */
export const processesTable = ({ rows, rounds }: ProcessesResult): string =>
  markdownTable(
    ['layout', ...rows.map(({ width, batch }) => `2 x ${width} units, batch ${batch}`)],
    layouts.map(({ name }, i) => [
      name,
      ...rows.map(({ stepsPerSecond: rates, lost }) => {
        const [rate, own] = [rates[i] ?? Number.NaN, rates[0] ?? Number.NaN];
        const lostRounds = (lost[i] ?? 0) > 0 ? `; lost in ${lost[i]} of ${rounds} rounds` : '';
        return `${fixed(rate, 0)} (${fixed(rate / own, 2)})${lostRounds}`;
      }),
    ]),
  );
