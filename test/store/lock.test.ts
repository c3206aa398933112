import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../src/clock.js';
import { acquireLock } from '../../src/store/lock.js';
import { livenessOf, ownIdentity, type ProcessIdentity } from '../../src/store/process-identity.js';
import { temporaryFolder } from './backends.js';
import { exitOf, startProgram } from './programs/run.js';

let folder = '';
beforeEach(() => {
  folder = join(temporaryFolder(), 'lock');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const acquire = (waitSeconds = 0, clock: Clock = systemClock) => acquireLock(folder, { clock, waitSeconds });
const entry = ({ pid, start, scope }: ProcessIdentity): string => join(folder, `hold.${pid}.${start}.${scope}.abc`);

function plant(identity: ProcessIdentity, ageSeconds = 0): string {
  mkdirSync(folder, { recursive: true });
  const path = entry(identity);
  writeFileSync(path, '');
  const modified = new Date(Date.now() - ageSeconds * 1000);
  utimesSync(path, modified, modified);
  return path;
}

/** A clock on which a second passes with every look. */
function fastClock(): Clock {
  let elapsed = 0;
  return {
    now: () => Date.now(),
    elapsed: () => {
      elapsed += 1000;
      return elapsed;
    },
  };
}

describe('the lock of a folder', () => {
  it('is not waited for where its holder is lasting', async () => {
    const release = await acquire();
    const isLasting = (pid: number): boolean => pid === process.pid;
    const asked = acquireLock(folder, { clock: systemClock, waitSeconds: 600, isLasting });
    await expect(asked).rejects.toMatchObject({ code: 'store_locked', fields: { pid: process.pid } });
    await release();
  });

  it('is held by one at a time', async () => {
    const release = await acquire();
    await expect(acquire()).rejects.toMatchObject({ code: 'store_locked', fields: { pid: process.pid } });
    await release();
    await release();
    const again = await acquire();
    await again();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is waited for', async () => {
    const release = await acquire();
    const order: string[] = [];
    const waiting = acquire(30).then((free) => {
      order.push('taken');
      return free;
    });
    order.push('released');
    await release();
    await (await waiting)();
    expect(order).toEqual(['released', 'taken']);
  });

  it('goes to all who want it at once, one after the other', async () => {
    let holders = 0;
    let most = 0;
    const turn = async () => {
      const release = await acquire(30);
      holders += 1;
      most = Math.max(most, holders);
      await new Promise((resolve) => setImmediate(resolve));
      holders -= 1;
      await release();
    };
    await Promise.all(Array.from({ length: 8 }, turn));
    expect(most).toBe(1);
  });

  it('is held by one of four processes at a time', async () => {
    const codes = await Promise.all([1, 2, 3, 4].map(() => exitOf(startProgram('count', join(folder, '..')))));
    expect(codes).toEqual([0, 0, 0, 0]);
    expect(readFileSync(join(folder, '..', 'count'), 'utf8')).toBe('200');
  });

  it('is taken from a dead process', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.once('exit', resolve));
    plant({ ...ownIdentity(), pid: child.pid ?? 0 });
    const release = await acquire();
    expect(readdirSync(folder)).toHaveLength(1);
    await release();
  });

  it('is taken from a process whose number another one has now', async () => {
    plant({ ...ownIdentity(), start: 'earlier' });
    await (await acquire())();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is left to a process of another container while its heartbeat is fresh', async () => {
    plant({ pid: 1, start: '5', scope: 'elsewhere' }, 10);
    await expect(acquire(30, fastClock())).rejects.toMatchObject({ code: 'store_locked' });
  });

  it('is taken from a process of another container when its heartbeat is old and stands still', async () => {
    plant({ pid: 1, start: '5', scope: 'elsewhere' }, 25);
    await expect(acquire(3, fastClock())).rejects.toMatchObject({ code: 'store_locked' });
    await (await acquire(30, fastClock()))();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does not mind files that are none of its own', async () => {
    plant(ownIdentity());
    rmSync(entry(ownIdentity()));
    writeFileSync(join(folder, '.DS_Store'), '');
    await (await acquire())();
    expect(readdirSync(folder)).toEqual(['.DS_Store']);
  });
});

describe('the identity of a process', () => {
  it('stays the same, and tells it from another start', () => {
    const own = ownIdentity();
    expect(ownIdentity()).toEqual(own);
    expect(livenessOf(own)).toBe('alive');
    expect(livenessOf({ ...own, start: '1' })).toBe('dead');
    expect(livenessOf({ ...own, scope: 'elsewhere' })).toBe('foreign');
  });

  it('counts a process that has ended but was not collected as dead', async () => {
    // The shell replaces itself by a program that never collects the child it has left behind.
    const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const text = await new Promise<Buffer>((resolve) => parent.stdout.once('data', resolve));
    const zombie = { ...ownIdentity(), pid: Number(text.toString()), start: '' };
    await expect.poll(() => livenessOf(zombie)).toBe('dead');
    expect(() => process.kill(zombie.pid, 0)).not.toThrow();
    parent.kill('SIGKILL');
  });
});
