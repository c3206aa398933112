import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mostMilliseconds, runInProcess } from '../../src/jobs/run-in-process.js';
import { temporaryFolder } from '../store/backends.js';
import { probeProcesses } from './children.js';

type Run = Parameters<typeof runInProcess>[0];

it('a process that hangs is ended some time after it should have had a result, and lost', async () => {
  const folder = temporaryFolder();
  const { signal } = new AbortController();
  const ending = runInProcess({ memoryBytes: 1e9 } as Run, {
    environment: process.env,
    folder,
    onProgress: () => expect.fail('it hangs'),
    cancel: signal,
    kill: signal,
    mostMs: 500,
  });
  await expect.poll(probeProcesses, { interval: 5 }).toHaveLength(1);
  for (const pid of probeProcesses()) process.kill(pid, 'SIGSTOP');
  expect(await ending).toEqual({ kind: 'lost', why: expect.stringContaining('no result') });
  await expect.poll(probeProcesses).toEqual([]);
  rmSync(folder, { recursive: true });
});

it('a probe in seconds has them twice and ten minutes, one in trials as long as it takes', () => {
  expect(mostMilliseconds({ budgetSeconds: 30 })).toBe(660_000);
  expect(mostMilliseconds({ trialsLimit: 30 })).toBeUndefined();
});
