// DuckDB's own summary of a file, in a process of its own: `summarize.ts FILE` prints its milliseconds.
import { DuckDBInstance } from '@duckdb/node-api';

/** As many threads as Sextant gives it. */
const settings = { threads: '2', memory_limit: '1GB' };

const instance = await DuckDBInstance.create(':memory:', settings);
const connection = await instance.connect();
const started = performance.now();
const answer = await connection.runAndReadAll('summarize select * from read_csv($path)', { path: process.argv[2] ?? '' });
const milliseconds = performance.now() - started;
if (answer.currentRowCount !== 20) throw new Error(`the summary has ${answer.currentRowCount} columns`);
console.log(JSON.stringify(milliseconds));
