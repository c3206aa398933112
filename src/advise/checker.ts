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
   * @throws SextantError `queue_full` where too many wait, `not_ready` where its process was lost for another reason
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
        if (isClosed) throw lost('the service stops');
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

/** The reply of a new process; `undefined` where it would take more time or memory. Rejects with `not_ready` where the process was lost. */
async function ask(request: CheckRequest, { milliseconds, children }: Asking): Promise<CheckReply | undefined> {
  const child = start();
  children.add(child);
  yieldTo(child.pid);
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => resolve(undefined), milliseconds);
      child.once('message', resolve);
      child.on('error', (error) => reject(lost(error)));
      // Not `exit`: what it said before its end may still be on the way then.
      child.once('close', (code, signal) => {
        if (signal === OUT_OF_HEAP || code === OUT_OF_HEAP_ON_WINDOWS) resolve(undefined);
        else reject(lost(signal ?? `exit code ${code}`));
      });
      // One that could not be started has no channel, and says so by its error.
      if (child.connected) child.send(request, () => undefined);
    });
  } finally {
    clearTimeout(timer);
    children.delete(child);
    child.kill('SIGKILL');
  }
}

/** By it V8 ends a process whose heap is full. */
const OUT_OF_HEAP = 'SIGABRT';
/** Where there are no signals (https://nodejs.org/api/process.html#exit-codes). */
const OUT_OF_HEAP_ON_WINDOWS = 134;

function start(): ChildProcess {
  const extension = extname(fileURLToPath(import.meta.url));
  try {
    return fork(fileURLToPath(new URL(`./check-process${extension}`, import.meta.url)), [], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // It needs nothing of ours.
      env: {},
      // Run from the sources (tests), the process is TypeScript too and needs its loader.
      execArgv: [`--max-old-space-size=${HEAP_MB}`, ...(extension === '.ts' ? ['--import', 'tsx'] : [])],
    });
  } catch (error) {
    throw lost(error);
  }
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

/** Not for what it was given: the machine had no room for its process, or somebody ended it. */
const lost = (why: unknown): SextantError =>
  new SextantError('not_ready', 'The process that looks at a rule set was lost.', {
    hint: 'Try again in a while.',
    cause: why,
  });

const full = (): SextantError =>
  new SextantError('queue_full', 'The service is looking at as many rule sets as it can.', {
    hint: 'Try again in a while.',
  });
