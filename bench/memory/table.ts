import { fixed, markdownTable } from '../common/table.js';
import type { MemoryResult } from './result.js';

/** The most that each process held. */
export const memoryTable = ({ rows, columns, processes }: MemoryResult): string =>
  markdownTable(
    [`process, ${rows} rows of ${columns} columns`, 'MB'],
    processes.map(({ role, megabytes }) => [role, fixed(megabytes, 0)]),
  );
