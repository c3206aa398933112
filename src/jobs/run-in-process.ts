import { fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TrainedRecommendation } from '../decide/train-recommendation.js';
import type { ProbeRequest, ProgressSummary } from '../decide/schema.js';
import type { FromProcess, RunMessage, ToProcess } from './messages.js';

export interface ProcessOptions {
  /** Variables that it gets. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** For its temporary files. */
  readonly folder: string;
  readonly onProgress: (summary: ProgressSummary) => void;
  /** Aborting it ends the probe with what it knows. */
  readonly cancel: AbortSignal;
  /** Aborting it ends the process. */
  readonly kill: AbortSignal;
  /** Without a result by then it is lost. */
  readonly mostMs?: number | undefined;
}

/** How the process ended: with a result, with a failure of the probe, or lost. */
export type ProcessEnd =
  | { readonly kind: 'trained'; readonly trained: TrainedRecommendation }
  | { readonly kind: 'failed'; readonly code: string; readonly detail: string; readonly stack: string | undefined }
  | { readonly kind: 'lost'; readonly why: string };

/** Share of a probe's memory that the heap of its coordinating process may take. */
const HEAP_SHARE = 0.5;

/** A cancelled probe that has not ended by then is ended. */
const CANCEL_MS = 10_000;

/**
 * Milliseconds after which a probe hangs, where it is bounded by seconds: those begin when its file is read, and are over before its scores are
 * made and its model is written, which takes longer where the machine is busy. So it has them twice, and ten minutes for a large file.
 */
export const mostMilliseconds = (probe: ProbeRequest): number | undefined =>
  'budgetSeconds' in probe ? (2 * probe.budgetSeconds + 600) * 1000 : undefined;

/** Runs a probe in a process of its own, so that neither its work nor its end touches this one. */
export function runInProcess(
  run: Omit<RunMessage, 'type'>,
  { environment, folder, onProgress, cancel, kill, mostMs }: ProcessOptions,
): Promise<ProcessEnd> {
  const heapMb = Math.floor((run.memoryBytes * HEAP_SHARE) / 1024 / 1024);
  const extension = extname(fileURLToPath(import.meta.url));
  const child = fork(fileURLToPath(new URL(`./probe-process${extension}`, import.meta.url)), [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...environment, TMPDIR: folder },
    // Run from the sources (tests), the process is TypeScript too and needs its loader.
    execArgv: [`--max-old-space-size=${heapMb}`, ...(extension === '.ts' ? ['--import', 'tsx'] : [])],
  });
  const tell = (message: ToProcess): void => {
    if (child.connected) child.send(message, () => undefined);
  };
  const end = (): void => void child.kill('SIGKILL');
  const stop = (): void => {
    tell({ type: 'cancel' });
    setTimeout(end, CANCEL_MS).unref();
  };
  return new Promise((resolve) => {
    let isOverdue = false;
    const onOverdue = (): void => {
      isOverdue = true;
      // A training process that hangs is ended by the one that coordinates; where that one hangs itself it is ended.
      stop();
    };
    const overdue = mostMs === undefined ? undefined : setTimeout(onOverdue, mostMs);
    const settle = (ended: ProcessEnd): void => {
      clearTimeout(overdue);
      cancel.removeEventListener('abort', stop);
      kill.removeEventListener('abort', end);
      resolve(isOverdue ? { kind: 'lost', why: 'it had no result long after its time' } : ended);
    };
    child.on('message', (message: FromProcess) => {
      if (message.type === 'progress') onProgress(message.summary);
      else if (message.type === 'trained') settle({ kind: 'trained', trained: message.trained });
      else settle({ kind: 'failed', code: message.code, detail: message.detail, stack: message.stack });
    });
    child.on('error', ({ message }) => settle({ kind: 'lost', why: message }));
    child.on('exit', (code, signal) =>
      settle({ kind: 'lost', why: signal ? `signal ${signal}` : `exit code ${String(code)}` }),
    );
    cancel.addEventListener('abort', stop, { once: true });
    kill.addEventListener('abort', end, { once: true });
    tell({ type: 'run', ...run });
    if (cancel.aborted) stop();
    if (kill.aborted) end();
  });
}
