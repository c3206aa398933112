/** The part of a stream that the command line uses. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** Characters in a line, where the stream is a terminal. */
  readonly columns?: number | undefined;
}

/** What a command has of the world; a test passes its own. */
export interface Io {
  /** Results, and nothing else. */
  readonly stdout: Output;
  /** Progress, notes and errors. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

const defaultWidth = 100;
const leastWidth = 40;
const mostWidth = 160;

/** How text for this stream is rendered. `NO_COLOR` (no-color.org) and a dumb terminal turn colour off, `FORCE_COLOR` on. */
export function renderOptionsOf({ isTTY, columns }: Output, env: Io['env']): { width: number; color: boolean } {
  const isForced = Boolean(env['FORCE_COLOR']) && env['FORCE_COLOR'] !== '0';
  const isRefused = Boolean(env['NO_COLOR']) || env['FORCE_COLOR'] === '0' || env['TERM'] === 'dumb';
  const width = Math.min(mostWidth, Math.max(leastWidth, columns ?? defaultWidth));
  return { width, color: isForced || (isTTY === true && !isRefused) };
}
