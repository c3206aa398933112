import { countDecisions } from '../store/count-decisions.js';
import type { Context } from './context.js';

/** Opens the store as every verb does and counts what is in it. Throws what the store throws. */
export async function inspectStore(context: Context): Promise<{ decisions: number }> {
  return { decisions: await context.store(({ db }) => countDecisions(db)) };
}
