import { type ChildProcess, fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SextantError } from '../errors.js';
import type { CheckName, CheckReply, CheckRequest, Checks } from './check-messages.js';

/** Looks at rule sets of others in processes of their own, so that none holds up this one or takes its memory. */
export interface Checker {
  /**
   * The answer; `undefined` where it would take more time or memory than is allowed.
   * @throws SextantError `queue_full` where too many wait
   */
  readonly run: <K extends CheckName>(check: K, input: Checks[K]['input']) => Promise<Checks[K]['answer'] | undefined>;
  readonly close: () => void;
}

export interface CheckerOptions {
  /** Of one check, from the start of its process. */
  readonly seconds: number;
}

/** Checks that run at the same time, and that wait. */
const AT_ONCE = 2;
const MOST_WAITING = 30;

/** A proof of the built-in rules takes less than a tenth of it. */
const HEAP_MB = 512;

export function createChecker({ seconds }: CheckerOptions): Checker {
  const children = new Set<ChildProcess>();
  const waiting: (() => void)[] = [];
  let running = 0;
  let isClosed = false;
  const enter = async (): Promise<void> => {
    if (running < AT_ONCE) {
      running += 1;
      return;
    }
    if (waiting.length >= MOST_WAITING) throw full();
    // Whoever leaves hands its place on.
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };
  return {
    run: async <K extends CheckName>(check: K, input: Checks[K]['input']) => {
      await enter();
      try {
        if (isClosed) return undefined;
        const reply = await ask({ check, input }, { milliseconds: seconds * 1000, children });
        if (reply === undefined) return undefined;
        if ('answer' in reply) return reply.answer as Checks[K]['answer'];
        throw new SextantError('internal', 'A rule set could not be looked at.', { cause: new Error(reply.failure) });
      } finally {
        leave();
      }
    },
    close: () => {
      isClosed = true;
      for (const child of children) child.kill('SIGKILL');
    },
  };
}

interface Asking {
  readonly milliseconds: number;
  readonly children: Set<ChildProcess>;
}

/** The reply of a new process; `undefined` where it ended without one, or was ended. */
function ask(request: CheckRequest, { milliseconds, children }: Asking): Promise<CheckReply | undefined> {
  const extension = extname(fileURLToPath(import.meta.url));
  const child = fork(fileURLToPath(new URL(`./check-process${extension}`, import.meta.url)), [], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // It needs nothing of ours.
    env: {},
    // Run from the sources (tests), the process is TypeScript too and needs its loader.
    execArgv: [`--max-old-space-size=${HEAP_MB}`, ...(extension === '.ts' ? ['--import', 'tsx'] : [])],
  });
  children.add(child);
  yieldTo(child.pid);
  return new Promise((resolve) => {
    const end = (reply: CheckReply | undefined): void => {
      clearTimeout(timer);
      children.delete(child);
      child.kill('SIGKILL');
      resolve(reply);
    };
    const timer = setTimeout(() => end(undefined), milliseconds);
    child.once('message', (reply: CheckReply) => end(reply));
    child.once('error', () => end(undefined));
    child.once('exit', () => end(undefined));
    child.send(request, () => undefined);
  });
}

/** A third of the weight of a process that answers requests. */
const NICENESS = 5;

/** Requests go before a proof. Where the system does not allow it, they share. */
function yieldTo(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, NICENESS);
  } catch {
    // It is looked at all the same.
  }
}

const full = (): SextantError =>
  new SextantError('queue_full', 'The service is looking at as many rule sets as it can.', {
    hint: 'Try again in a while.',
  });
