// DuckDB's own summary of a file, in a process of its own: `summarize.ts FILE` prints a Cost as JSON.
import { DuckDBInstance } from '@duckdb/node-api';

/** As many threads as Sextant gives it. */
const settings = { threads: '2', memory_limit: '1GB' };

const instance = await DuckDBInstance.create(':memory:', settings);
const connection = await instance.connect();
const before = process.cpuUsage();
const started = performance.now();
const answer = await connection.runAndReadAll('summarize select * from read_csv($path)', {
  path: process.argv[2] ?? '',
});
const elapsed = performance.now() - started;
const { user, system } = process.cpuUsage(before);
if (answer.currentRowCount !== 20) throw new Error(`the summary has ${answer.currentRowCount} columns`);
console.log(JSON.stringify({ elapsed, processor: (user + system) / 1000 }));
