import { readdirSync, readFileSync } from 'node:fs';

/** How often the memory of training processes is looked at, in milliseconds. */
const INTERVAL_MS = 500;

/**
 * Ends the largest child of this process while it and its children have more than `mostBytes` in memory together: the machine shall not run out of
 * it. The pool takes the trial up once more, or does without it. A process that has as much by itself ends. On Linux; elsewhere nothing is done.
 */
export function limitMemory(mostBytes: number): NodeJS.Timeout {
  const timer = setInterval(() => {
    const own = residentBytes(process.pid);
    const children = childrenOf(process.pid).map((pid) => ({ pid, bytes: residentBytes(pid) }));
    if (children.reduce((sum, { bytes }) => sum + bytes, own) <= mostBytes) return;
    const [largest] = children.toSorted((a, b) => b.bytes - a.bytes);
    process.kill(own > mostBytes || !largest ? process.pid : largest.pid, 'SIGKILL');
  }, INTERVAL_MS);
  timer.unref();
  return timer;
}

/** Children that any thread of the process started; none where the system does not say. */
function childrenOf(pid: number): number[] {
  try {
    const tasks = `/proc/${pid}/task`;
    return readdirSync(tasks)
      .flatMap((task) => readFileSync(`${tasks}/${task}/children`, 'utf8').split(' '))
      .map(Number)
      .filter((child) => child > 0);
  } catch {
    return [];
  }
}

/** Bytes of a page of memory on every system that Node runs on with `/proc` in this form, but for a few ARM kernels. */
const PAGE_BYTES = 4096;

function residentBytes(pid: number): number {
  try {
    const [, resident = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return Number(resident) * PAGE_BYTES;
  } catch {
    return 0;
  }
}
