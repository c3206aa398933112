import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';

/** Tells a process apart from every other that had, or will have, its number: after a restart, or in another container. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time of the process; empty where the system does not tell. */
  readonly start: string;
  /** Within one scope (one boot of one machine, one container) a pid means one process at a time. */
  readonly scope: string;
}

export type Liveness = 'alive' | 'dead' | 'foreign';

const shorten = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10);

function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

/** Boot id and pid namespace on Linux; elsewhere a start time is a date, which needs no boot id, and there is one scope. */
const ownScope = shorten(
  attempt(() => `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')}${readlinkSync('/proc/self/ns/pid')}`),
);

/** State and start (clock ticks since boot) by proc(5), fields 3 and 22; the name before them may hold blanks and brackets. */
function readLinuxStat(pid: number): { state: string; start: string } | undefined {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (stat === '') return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', start: fields[19] ?? '' };
}

/** By ps(1), where there is one; the fixed locale and zone make the same process give the same text to all. */
function readStartDate(pid: number): string {
  const options = { encoding: 'utf8', env: { LC_ALL: 'C', TZ: 'UTC0', PATH: '/bin:/usr/bin' } } as const;
  const date = attempt(() => execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], options).trim());
  return date === '' ? '' : shorten(date);
}

const startOf = (pid: number): string => readLinuxStat(pid)?.start ?? readStartDate(pid);

/** The identity of this process. */
export const ownIdentity = (): ProcessIdentity => ({ pid: process.pid, start: startOf(process.pid), scope: ownScope });

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** `foreign`: of another scope (container, machine, or boot), where its pid says nothing here. */
export function livenessOf(identity: ProcessIdentity): Liveness {
  if (identity.scope !== ownScope) return 'foreign';
  if (!isRunning(identity.pid)) return 'dead';
  // A killed process that its parent has not collected yet still answers to its number.
  if (['Z', 'X'].includes(readLinuxStat(identity.pid)?.state ?? '')) return 'dead';
  const start = startOf(identity.pid);
  return start === '' || identity.start === '' || start === identity.start ? 'alive' : 'dead';
}
