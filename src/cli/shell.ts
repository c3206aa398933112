import type { Application, ComposeOptions } from './application.js';
import { SextantError } from '../errors.js';
import type { Io } from './io.js';

/** How an answer is printed. */
export interface AnswerFlags {
  readonly json?: true;
  readonly format?: string;
}

/** Options of every command that has to do with the data folder. */
export interface CommonFlags extends AnswerFlags {
  readonly dataDir?: string;
}

/** Options of every command that reads or writes the record. */
export interface RecordFlags extends CommonFlags {
  readonly url?: string;
  readonly key?: string;
}

/** What a command gets: the world, and the parts of the program wired for its options. */
export interface Shell {
  readonly io: Io;
  readonly compose: (options: Omit<ComposeOptions, 'env' | 'cwd'>) => Application;
  /** The exit code, where it is neither 0 nor that of an error. */
  exitWith(code: number): void;
}

/**
 * Work that cannot be stopped: Ctrl-C leaves it behind, `unless` it has come to a point from which it ends by itself.
 * Throws `interrupted`.
 */
export async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  { unless = () => false }: { readonly unless?: () => boolean } = {},
): Promise<T> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      if (!unless()) reject(new SextantError('interrupted', 'Stopped before there was a result.'));
    };
  });
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
    // Whichever of the two comes later has nobody left who would handle it.
    work.catch(() => undefined);
    aborted.catch(() => undefined);
  }
}
