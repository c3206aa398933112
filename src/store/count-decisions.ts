import { type Database, runQuery } from './database.js';
import { decisions } from './schema.js';

export async function countDecisions(db: Database): Promise<number> {
  return runQuery(() => db.$count(decisions));
}
