import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import { SextantError } from '../errors.js';
import { livenessOf, ownIdentity, type ProcessIdentity } from './process-identity.js';

/**
 * A lock is a folder in which whoever wants it puts a file that carries the process's identity in its name. The holder is
 * whoever put in its `hold` file and then saw no other live one: of two that do so at once, the later to look sees the
 * other. A name is never used twice, so that a dead process's file may be removed by anyone at any time: that is what a
 * single lock file cannot give (between "its owner is dead" and "remove it", another may have taken it over).
 */

const heartbeatMs = 2_000;
/** A holder in another container or on another machine is dead when its heartbeat is this old and stands still. */
const heartbeatLimitMs = 20_000;
const heartbeatWatchMs = 3_000;
const pollMs = { least: 10, most: 40 };
const giveWayMs = 60;

export interface LockOptions {
  readonly clock: Clock;
  readonly waitSeconds: number;
  /** Whether a process holds it for as long as it runs, as servers do: nobody waits for it. */
  readonly isLasting?: (pid: number) => boolean;
}
/** Gives the lock back; a second call does nothing. */
export type Release = () => Promise<void>;

/** Where the lock of a data folder is. */
export const lockOf = (dataDirectory: string): string => join(dataDirectory, 'db.lock');

type Role = 'hold' | 'wait';
interface Entry extends ProcessIdentity {
  readonly name: string;
  readonly role: Role;
}
/** Heartbeats of foreign holders as they were first seen: file name -> modification time and when that was. */
type Watched = Map<string, { modifiedMs: number; sinceMs: number }>;

/** Throws `store_locked` with the holder's process number when the lock is not free within `waitSeconds`, or its holder is lasting. */
export async function acquireLock(
  folder: string,
  { clock, waitSeconds, isLasting = () => false }: LockOptions,
): Promise<Release> {
  mkdirSync(folder, { recursive: true });
  const own = `${formatIdentity(ownIdentity())}.${randomBytes(6).toString('hex')}`;
  const waiting = join(folder, `wait.${own}`);
  const watched: Watched = new Map();
  const deadline = clock.elapsed() + waitSeconds * 1000;
  try {
    for (;;) {
      const holder = tryHold(folder, `hold.${own}`, { clock, watched });
      if (holder === undefined) return createRelease(folder, `hold.${own}`, { clock, watched });
      if (clock.elapsed() >= deadline || isLasting(holder.pid)) throw lockedError(folder, holder);
      writeFileSync(waiting, '');
      await sleep(randomInt(pollMs.least, pollMs.most));
    }
  } finally {
    rmSync(waiting, { force: true });
  }
}

/** Number of the process of this machine that has the lock; none where it is free, or held from elsewhere. */
export function holderOf(folder: string, clock: Clock): number | undefined {
  if (!existsSync(folder)) return undefined;
  const holder = findLive(folder, { role: 'hold', clock, watched: new Map() });
  return holder && livenessOf(holder) === 'alive' ? holder.pid : undefined;
}

/** Takes the lock if it is free, else returns who has it, or wants it at the same moment. */
function tryHold(folder: string, name: string, looking: Omit<Search, 'role'>): Entry | undefined {
  const rival = findLive(folder, { ...looking, role: 'hold' });
  if (rival) return rival;
  const path = join(folder, name);
  writeFileSync(path, '', { flag: 'wx' });
  const other = findLive(folder, { ...looking, role: 'hold', except: name });
  if (other) rmSync(path, { force: true });
  return other;
}

interface Search {
  readonly role: Role;
  readonly except?: string;
  readonly clock: Clock;
  readonly watched: Watched;
}

/** The first entry of the role whose process lives. Files of the dead are removed on the way. */
function findLive(folder: string, search: Search): Entry | undefined {
  for (const entry of readdirSync(folder).map(parseEntry)) {
    if (entry === undefined || entry.name === search.except) continue;
    if (isDead(folder, entry, search)) rmSync(join(folder, entry.name), { force: true });
    else if (entry.role === search.role) return entry;
  }
  return undefined;
}

function isDead(folder: string, entry: Entry, { clock, watched }: Search): boolean {
  const liveness = livenessOf(entry);
  if (liveness !== 'foreign') return liveness === 'dead';
  const modifiedMs = statSync(join(folder, entry.name), { throwIfNoEntry: false })?.mtimeMs;
  if (modifiedMs === undefined) return true;
  const isOld = clock.now() - modifiedMs > heartbeatLimitMs;
  if (!isOld || entry.role === 'wait') return isOld;
  // A machine that was asleep wakes with old heartbeats on living processes: hence the second look.
  const seen = watched.get(entry.name);
  if (seen?.modifiedMs === modifiedMs) return clock.elapsed() - seen.sinceMs >= heartbeatWatchMs;
  watched.set(entry.name, { modifiedMs, sinceMs: clock.elapsed() });
  return false;
}

function createRelease(folder: string, name: string, looking: Omit<Search, 'role'>): Release {
  const path = join(folder, name);
  const beat = setInterval(() => touch(path), heartbeatMs).unref();
  const remove = () => rmSync(path, { force: true });
  process.once('exit', remove);
  let released = false;
  return async () => {
    if (released) return;
    released = true;
    clearInterval(beat);
    process.off('exit', remove);
    remove();
    // Else a process that takes the lock again at once would starve those that wait.
    if (findLive(folder, { ...looking, role: 'wait' })) await sleep(giveWayMs);
  };
}

function touch(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // The folder is gone, and the store with it: the next query says so.
  }
}

const formatIdentity = ({ pid, start, scope }: ProcessIdentity): string => `${pid}.${start}.${scope}`;

function parseEntry(name: string): Entry | undefined {
  const [role, pid, start, scope] = name.split('.');
  if ((role !== 'hold' && role !== 'wait') || start === undefined || scope === undefined) return undefined;
  return { name, role, pid: Number(pid), start, scope };
}

function lockedError(folder: string, holder: Entry): SextantError {
  return new SextantError('store_locked', `The store is in use by another process (${holder.pid}).`, {
    hint: 'Wait for that process to end, or work in another folder with --data-dir.',
    fields: { pid: holder.pid, lock: folder },
  });
}
