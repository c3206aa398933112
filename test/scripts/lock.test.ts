import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockPath, withLock } from '../../scripts/setup/lock.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sextant-lock-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
  rmSync(lockPath(root), { force: true });
});

it('lets the second wait until the first has ended', async () => {
  const events: string[] = [];
  let endFirst = () => {};
  const first = withLock(
    root,
    () => {},
    async () => {
      events.push('first begins');
      await new Promise<void>((done) => {
        endFirst = done;
      });
      events.push('first ends');
    },
  );
  const onWait = (pid: number) => {
    events.push(`second waits for ${pid === process.pid ? 'us' : pid}`);
    endFirst();
  };
  await Promise.all([first, withLock(root, onWait, async () => events.push('second'))]);
  expect(events).toEqual(['first begins', 'second waits for us', 'first ends', 'second']);
});

it('is given back when the work fails', async () => {
  const work = () => Promise.reject(new Error('work failed'));
  await expect(withLock(root, () => {}, work)).rejects.toThrow('work failed');
  expect(existsSync(lockPath(root))).toBe(false);
});

it('is taken over from a process that has died, without a word', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(lockPath(root), String(pid));
  const waited: number[] = [];
  await expect(
    withLock(
      root,
      (holder) => waited.push(holder),
      () => Promise.resolve('done'),
    ),
  ).resolves.toBe('done');
  expect(waited).toEqual([]);
});
