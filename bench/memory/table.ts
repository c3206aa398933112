import { fixed, markdownTable } from '../common/table.js';
import type { MemoryResult } from './result.js';

/** The most that each process held. */
export const memoryTable = ({ rows, columns, runs }: MemoryResult): string =>
  markdownTable(
    [`options, with ${rows} rows of ${columns} columns`, 'process', 'MB'],
    runs.flatMap(({ options, processes }) =>
      processes.map(({ role, megabytes }, i) => [i === 0 ? `\`${options}\`` : '', role, fixed(megabytes, 0)]),
    ),
  );
