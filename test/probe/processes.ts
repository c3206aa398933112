import { spawnSync } from 'node:child_process';

/** Ids of the pool's worker processes that this process started and that still run. */
export function workerIds(): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent, state = '', ...command] = line.trim().split(/\s+/);
    const isOurs = Number(parent) === process.pid && command.some((part) => /probe\/worker\.[jt]s$/.test(part));
    return isOurs && !state.startsWith('Z') ? [Number(pid)] : [];
  });
}
