import { asSextantError, SextantError } from '../errors.js';
import type { Pool } from '../probe/pool.js';

/** Lends the training processes of a service to those who predict. */
export interface SharedPool {
  /**
   * Runs with the pool, which is started when nobody has it and ends a while after the last one gave it back.
   * @throws SextantError `too_many_predictions` where as many as are allowed run already, and what `run` throws
   */
  readonly use: <T>(run: (pool: Pool) => Promise<T>) => Promise<T>;
  readonly close: () => void;
}

export interface SharedPoolOptions {
  readonly createPool: () => Pool;
  /** Uses at once. */
  readonly most: number;
  /** Milliseconds that an idle pool is kept: starting one takes about one second and each of its processes some 100 MB. */
  readonly idleMs: number;
}

export function createSharedPool({ createPool, most, idleMs }: SharedPoolOptions): SharedPool {
  let pool: Pool | undefined;
  let users = 0;
  let timer: NodeJS.Timeout | undefined;
  const close = (): void => {
    clearTimeout(timer);
    pool?.close();
    pool = undefined;
  };
  return {
    close,
    use: async (run) => {
      if (users >= most) throw tooMany(most);
      clearTimeout(timer);
      users += 1;
      const lent = (pool ??= createPool());
      try {
        return await run(lent);
      } catch (error) {
        // No process of it has started, nor will: the next one who comes tries with others.
        if (pool === lent && asSextantError(error).code === 'backend_unavailable') close();
        throw error;
      } finally {
        users -= 1;
        if (users === 0) {
          timer = setTimeout(close, idleMs);
          timer.unref();
        }
      }
    },
  };
}

const tooMany = (most: number): SextantError =>
  new SextantError('too_many_predictions', `The service predicts for ${most} requests at once, and that is the most.`, {
    hint: 'Send more rows in one request, or try again in a moment.',
  });
