import { fixed, markdownTable } from '../common/table.js';
import { layouts, type ProcessesResult } from './result.js';

/** Steps a second of each layout, and its share of the product's own, which is the first. */
export const processesTable = ({ rows }: ProcessesResult): string =>
  markdownTable(
    ['layout', ...rows.map(({ width, batch }) => `2 x ${width} units, batch ${batch}`)],
    layouts.map(({ name }, i) => [
      name,
      ...rows.map(({ stepsPerSecond: rates }) => {
        const [rate = Number.NaN, own = Number.NaN] = [rates[i], rates[0]];
        return `${fixed(rate, 0)} (${fixed(rate / own, 2)})`;
      }),
    ]),
  );
