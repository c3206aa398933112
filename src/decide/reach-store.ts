import { SextantError } from '../errors.js';
import { pingStore } from '../store/database.js';
import type { Context } from './context.js';

/**
 * Asks the store for a sign of life.
 * @throws SextantError `store_failed` where it gives none within the time, and what opening it throws
 */
export async function reachStore(context: Context, withinMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new SextantError('store_failed', `The store did not answer within ${withinMs} ms.`));
    }, withinMs);
  });
  try {
    await Promise.race([context.store(({ db }) => pingStore(db)), late]);
  } finally {
    clearTimeout(timer);
  }
}
