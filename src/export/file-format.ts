export type FileFormat = 'csv' | 'parquet' | 'ndjson' | 'json';

const endings: readonly (readonly [RegExp, FileFormat])[] = [
  [/\.(parquet|pq)$/i, 'parquet'],
  [/\.(ndjson|jsonl)(\.gz)?$/i, 'ndjson'],
  [/\.json(\.gz)?$/i, 'json'],
];

/** As a program reads a file of this name. */
export const formatOf = (file: string): FileFormat => endings.find(([ending]) => ending.test(file))?.[1] ?? 'csv';
