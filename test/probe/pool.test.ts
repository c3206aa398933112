import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';
import { uploadData } from '../../src/probe/device-data.js';
import { parametersOf } from '../../src/probe/layout.js';
import { createPool, type Pool } from '../../src/probe/pool.js';
import { predictMembers } from '../../src/probe/predict.js';
import type { EpochProgress, Population } from '../../src/probe/schema.js';
import { trainPopulation } from '../../src/probe/train.js';
import { configurationOf, populationOf, randomData } from './builders.js';
import { workerIds } from './processes.js';

const data = randomData({ folds: 2 });
const short = populationOf(data, {
  configurations: [configurationOf('a'), configurationOf('b', { learningRate: 0.1 })],
});
/** Takes seconds, and hears a stop within a fraction of one. */
const long = populationOf(data, { epochs: 1500 });

let pool: Pool;
beforeAll(() => {
  pool = createPool({ size: 2, backend: 'native' });
  pool.provide('data', data);
});

/** Epochs of a short job on each of the two processes: both are up afterwards. */
const runOnBoth = async (): Promise<number[]> =>
  (await Promise.all([train(short), train(short)])).map(({ epochs }) => epochs);
afterAll(() => pool.close());

const train = (population: Population, extra: Partial<Parameters<Pool['train']>[0]> = {}) =>
  pool.train({ dataId: 'data', population, ...extra });

/** A job that runs: `started` is fulfilled by its first evaluation. */
function start(population: Population, controller = new AbortController()) {
  let heard: (progress: EpochProgress) => void = () => undefined;
  const started = new Promise<EpochProgress>((resolve) => void (heard = resolve));
  const result = train(population, { onEpoch: heard, signal: controller.signal });
  return { started, result, stop: () => controller.abort() };
}

/** Codes of the errors with which the jobs end. */
const codesOf = async (jobs: readonly Promise<unknown>[]): Promise<unknown[]> =>
  (await Promise.allSettled(jobs)).map((job) => (job.status === 'rejected' ? job.reason.code : undefined));

/** Makes processes started from now on do this first. */
function startingWith(code: string): void {
  vi.stubEnv('NODE_OPTIONS', `--import=data:text/javascript,${encodeURIComponent(code)}`);
}
afterEach(() => vi.unstubAllEnvs());

describe('a pool whose processes do not start', () => {
  const opened: Pool[] = [];
  const open = (...options: Parameters<typeof createPool>): Pool => {
    const other = createPool(...options);
    other.provide('data', data);
    opened.push(other);
    return other;
  };
  afterEach(() => opened.splice(0).forEach((other) => other.close()));

  it('takes the next backend where the fastest ends its process, and says so', async () => {
    startingWith("if (process.argv[2] === 'auto') process.kill(process.pid, 'SIGILL')");
    const other = open({ size: 2, backend: 'auto' });
    const early = other.train({ dataId: 'data', population: short });
    expect(await other.backend()).toMatchObject({ name: 'wasm', reason: expect.stringContaining('SIGILL') });
    expect((await early).epochs).toBe(4);
  });

  it('stays with its backend where a process is ended from outside', async () => {
    startingWith("if (process.argv[2] === 'auto') process.kill(process.pid, 'SIGKILL')");
    const other = open({ size: 1, backend: 'auto' });
    const why = { code: 'backend_unavailable', message: expect.stringContaining('SIGKILL') };
    await expect(other.train({ dataId: 'data', population: short })).rejects.toMatchObject(why);
  });

  it('loses jobs, as others are lost, where it had processes before', async () => {
    const others = workerIds();
    const other = open({ size: 1, backend: 'auto' });
    expect((await other.train({ dataId: 'data', population: short })).epochs).toBe(4);
    startingWith("process.kill(process.pid, 'SIGILL')");
    const doomed = other.train({ dataId: 'data', population: long });
    const waiting = other.train({ dataId: 'data', population: short });
    for (const id of workerIds().filter((one) => !others.includes(one))) process.kill(id, 'SIGKILL');
    expect(await codesOf([doomed, waiting])).toEqual(['trial_failed', 'trial_failed']);
    expect(await other.backend()).toMatchObject({ name: 'native' });
  });

  it.each([1, 2])('tells whoever wants a prediction why (%d processes)', async (size) => {
    startingWith('process.exit(3)');
    const other = open({ size, backend: 'native' });
    const x = data.folds.map((fold) => fold.x);
    const job = { network: short.network, weights: new Float32Array(1), x, rows: data.rows };
    const why = { code: 'backend_unavailable', message: expect.stringContaining('exit code 3') };
    await expect(other.predict(job)).rejects.toMatchObject(why);
    await expect(other.predict(job)).rejects.toMatchObject(why);
    await expect(other.backend()).rejects.toMatchObject(why);
  });
});

describe('a pool of two processes', () => {
  it('tells its backend', async () => {
    expect(await pool.backend()).toEqual({ name: 'native', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  });

  it('trains and predicts as this process does', async () => {
    const { tf } = await loadBackend('native');
    const device = uploadData(tf, data);
    const here = await trainPopulation({ tf, data: device, population: short, elapsed: () => 0 });
    const there = await train(short);
    expect(there.configurations).toEqual(here.configurations);
    const [first] = here.configurations;
    if (!first) throw new Error('no result');
    const job = { network: short.network, weights: first.weights, x: data.folds.map(({ x }) => x), rows: data.rows };
    expect(await pool.predict(job)).toEqual(predictMembers(tf, job));
  });

  it('predicts once more where the process was lost', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pool-'));
    startingWith(
      `import { existsSync, writeFileSync } from 'node:fs';
       const file = ${JSON.stringify(join(folder, 'ended'))};
       if (!existsSync(file))
         process.on('message', ({ type }) => {
           if (type !== 'predict') return;
           writeFileSync(file, '');
           process.kill(process.pid, 'SIGKILL');
         });`,
    );
    const other = createPool({ size: 1, backend: 'native' });
    try {
      await other.backend();
      const weights = new Float32Array(parametersOf(short.network));
      const x = data.folds.map((fold) => fold.x);
      const job = { network: short.network, weights, x: x.slice(0, 1), rows: data.rows };
      const [outputs] = await other.predict(job);
      expect(outputs).toHaveLength(data.rows * short.network.outputs);
      expect(existsSync(join(folder, 'ended'))).toBe(true);
    } finally {
      other.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('trains two jobs at a time, lets others wait, and stops each at once with what is known', async () => {
    await runOnBoth();
    const jobs = [start(long), start(long)];
    // Neither has ended when both have begun.
    for (const progress of await Promise.all(jobs.map(({ started }) => started))) expect(progress.epochs).toBe(1500);
    const controller = new AbortController();
    const waiting = train(short, { signal: controller.signal });
    const after = train(short);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'interrupted' });
    for (const { stop } of jobs) stop();
    for (const { result } of jobs) {
      const { epochs, configurations } = await result;
      expect(epochs).toBeGreaterThan(0);
      expect(epochs).toBeLessThan(1500);
      expect(configurations[0]?.curve.epochs.at(-1)).toBeLessThanOrEqual(epochs);
    }
    expect((await after).epochs).toBe(4);
  });

  it('does not begin a job that is aborted already', async () => {
    await expect(train(short, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('reports a job that fails, and goes on', async () => {
    const broken = { ...short, network: { ...short.network, inputs: 99 } };
    await expect(train(broken)).rejects.toMatchObject({
      code: 'trial_failed',
      cause: expect.stringContaining('Error'),
    });
    await expect(pool.train({ dataId: 'unknown', population: short })).rejects.toMatchObject({ code: 'trial_failed' });
    expect((await train(short)).epochs).toBe(4);
  });

  it('kills a process that does not hear a stop, and replaces it when there is a job for it', async () => {
    await runOnBoth();
    const before = workerIds();
    const controller = new AbortController();
    const jobs = [train(long, { signal: controller.signal }), train(long, { signal: controller.signal })];
    for (const id of before) process.kill(id, 'SIGSTOP');
    controller.abort();
    expect(await codesOf(jobs)).toEqual(['interrupted', 'interrupted']);
    await vi.waitFor(() => expect(workerIds()).toEqual([]), 20_000);
    expect(await runOnBoth()).toEqual([4, 4]);
    expect(before).toHaveLength(2);
    expect(workerIds().filter((id) => before.includes(id))).toEqual([]);
  });

  // SIGABRT is how TensorFlow's native library ends a process when a check of its own fails.
  it.each(['SIGKILL', 'SIGABRT'] as const)(
    'loses one job with a process that ends by %s, and goes on',
    async (signal) => {
      const { started, result } = start(long);
      await started;
      const killed = workerIds();
      for (const id of killed) process.kill(id, signal);
      await expect(result).rejects.toMatchObject({ code: 'trial_failed', message: expect.stringContaining(signal) });
      // The pool has noticed the end of a process when another one stands in its place.
      await vi.waitFor(() => {
        const alive = workerIds();
        expect(alive).toHaveLength(killed.length);
        expect(alive.filter((id) => killed.includes(id))).toEqual([]);
      }, 20_000);
      expect(await runOnBoth()).toEqual([4, 4]);
    },
  );

  it('leaves no process and no waiting caller when it is closed', async () => {
    const running = [start(long), start(long)];
    await Promise.all(running.map(({ started }) => started));
    const waiting = train(short);
    pool.close();
    const jobs = [...running.map(({ result }) => result), waiting];
    expect(await codesOf(jobs)).toEqual(['trial_failed', 'trial_failed', 'trial_failed']);
    await expect(train(short)).rejects.toMatchObject({ code: 'trial_failed' });
    await expect.poll(workerIds).toEqual([]);
  });
});
