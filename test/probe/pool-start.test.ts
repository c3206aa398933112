import { afterEach, expect, it, vi } from 'vitest';
import { createPool, type Pool } from '../../src/probe/pool.js';
import { configurationOf, populationOf, randomData } from './builders.js';

/** Starts of processes that the machine refuses from now on. */
const refused = vi.hoisted(() => ({ starts: 0 }));
vi.mock('node:child_process', async (original) => {
  const actual = await original<typeof import('node:child_process')>();
  const fork = (...options: Parameters<typeof actual.fork>): ReturnType<typeof actual.fork> => {
    if (refused.starts === 0) return actual.fork(...options);
    refused.starts--;
    throw new Error('spawn EAGAIN');
  };
  return { ...actual, fork };
});

const data = randomData({ folds: 2 });
const population = populationOf(data, { configurations: [configurationOf('a')] });
let pool: Pool;
const open = (size: number): Pool => {
  pool = createPool({ size, backend: 'native' });
  pool.provide('data', data);
  return pool;
};
afterEach(() => {
  refused.starts = 0;
  pool.close();
});
const train = () => pool.train({ dataId: 'data', population });

it('a machine without room for a process costs the job, and the next one is tried again', async () => {
  refused.starts = 2;
  open(1);
  await expect(train()).rejects.toMatchObject({ code: 'trial_failed' });
  await expect(pool.backend()).rejects.toMatchObject({
    code: 'backend_unavailable',
    message: expect.stringContaining('EAGAIN'),
  });
  expect((await train()).epochs).toBe(4);
});

it('jobs that are aborted before any process is up leave nobody waiting', async () => {
  open(1);
  const controller = new AbortController();
  const job = pool.train({ dataId: 'data', population, signal: controller.signal });
  controller.abort();
  await expect(job).rejects.toMatchObject({ code: 'interrupted' });
  expect((await train()).epochs).toBe(4);
  expect(await pool.backend()).toMatchObject({ name: 'native' });
});

it('a pool that is closed before it has started says so', async () => {
  refused.starts = 1;
  open(1);
  pool.close();
  await expect(pool.backend()).rejects.toMatchObject({ code: 'backend_unavailable' });
  await expect(train()).rejects.toMatchObject({ code: 'trial_failed' });
});
