import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import { readServerNote } from '../server-note.js';
import { holderOf, lockOf } from './lock.js';

/** A server that has just taken its folder says within this time where it answers. */
const startingMs = 3_000;
const pollMs = 20;

/**
 * Where the server answers that holds the data folder; none where the folder is free, or whoever holds it is no server. It is
 * the holder alone that counts: the note of a server that was killed stays behind.
 */
export async function serverOf(dataDirectory: string, clock: Clock): Promise<string | undefined> {
  const deadline = clock.elapsed() + startingMs;
  for (;;) {
    const pid = holderOf(lockOf(dataDirectory), clock);
    if (pid === undefined) return undefined;
    const note = readServerNote(dataDirectory);
    if (note?.pid === pid) return reachable(note.url);
    if (clock.elapsed() >= deadline) return undefined;
    await sleep(pollMs);
  }
}

/** A server that listens on every address of this machine is spoken to by that of the machine itself. */
const reachable = (url: string): string =>
  url.replace(/^http:\/\/0\.0\.0\.0:/, 'http://127.0.0.1:').replace(/^http:\/\/\[::\]:/, 'http://[::1]:');
