import { parts } from '../pipeline.js';
import { nextTurn } from '../turn.js';
import { runQuery } from './database.js';

/** Rows of one statement: far below the 65,535 parameters that Postgres takes, and a few hundredths of a second on PGlite, which works in a command's own thread. */
const MOST_ROWS = 50;

/** Writes rows some at a time, and other work goes between. */
export async function inBatches<T>(rows: readonly T[], write: (some: T[]) => Promise<unknown>): Promise<void> {
  let isFirst = true;
  for (const some of parts(rows, MOST_ROWS)) {
    if (!isFirst) await nextTurn();
    isFirst = false;
    await runQuery(() => write(some));
  }
}
