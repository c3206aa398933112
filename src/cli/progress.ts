import type { Clock } from '../clock.js';
import type { Progress } from '../decide/schema.js';
import { type Io, renderOptionsOf } from './io.js';
import { renderProgress } from './render/progress.js';

export interface ProgressDisplay {
  readonly update: (progress: Progress) => void;
  /** Removes the bar; what is printed next starts on an empty line. */
  readonly end: () => void;
}

/** Before its first evaluation a training has nothing to keep. */
export const hasResults = ({ event }: Progress): boolean => event?.kind === 'epoch' || event?.kind === 'trial';

/** Enough for a smooth bar, and little for a slow terminal. */
const redrawMs = 100;
/** Logs keep every line. */
const lineMs = 1000;
/** Back to the first column, and erase the line (ECMA-48, 8.3.41). */
const eraseLine = '\r\u001B[2K';

/** Progress on standard error: one line drawn over and over on a terminal, elsewhere a line a second at the most. */
export function createProgressDisplay({ stderr, env }: Io, clock: Pick<Clock, 'elapsed'>): ProgressDisplay {
  const interactive = stderr.isTTY === true && env['TERM'] !== 'dumb';
  let shownAt = Number.NEGATIVE_INFINITY;
  let hasBar = false;
  return {
    update: (progress) => {
      const now = clock.elapsed();
      if (now - shownAt < (interactive ? redrawMs : lineMs)) return;
      shownAt = now;
      hasBar = interactive;
      const line = renderProgress(progress, { ...renderOptionsOf(stderr, env), interactive });
      stderr.write(interactive ? `${eraseLine}${line}` : `${line}\n`);
    },
    end: () => {
      if (hasBar) stderr.write(eraseLine);
      hasBar = false;
    },
  };
}
