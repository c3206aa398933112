import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { compose } from '../../src/compose.js';
import { adviseDataset } from '../../src/decide/advise-dataset.js';
import type { Context } from '../../src/decide/context.js';
import { deleteDataset, uploadDataset } from '../../src/decide/datasets.js';
import { createKey, inWorkspace } from '../../src/decide/keys.js';
import { listDecisions } from '../../src/decide/list-decisions.js';
import {
  beginNextProbe,
  endWithoutResult,
  finishProbe,
  giveBack,
  removeOldEvents,
  requeueProbe,
  taskOf,
} from '../../src/decide/probe-jobs.js';
import { probeRecommendation } from '../../src/decide/probe-recommendation.js';
import { predictWithProbe } from '../../src/decide/predict-rows.js';
import { cancelProbe, createProbe, getProbe } from '../../src/decide/probes.js';
import { openQueue, type Queue } from '../../src/jobs/queue.js';
import { work } from '../../src/jobs/worker.js';
import { createLog } from '../../src/log.js';
import { type ProbeRow, probeEvents, probes } from '../../src/store/schema.js';
import { filesIn } from '../files/stores.js';
import { describeOnBackends, temporaryFolder } from '../store/backends.js';
import { probeProcesses } from './children.js';

const csv = ['a,y', ...Array.from({ length: 60 }, (_, i) => `${i % 10},${i % 10 > 4 ? 'p' : 'q'}`)].join('\n');
const log = createLog({ level: 'silent', clock: systemClock });

describeOnBackends('a worker', (backend) => {
  const running: (() => Promise<void>)[] = [];
  const queues: Queue[] = [];
  afterEach(async () => {
    for (const stop of running.splice(0)) await stop();
    for (const queue of queues.splice(0)) await queue.close();
  });

  async function setUp() {
    const { store } = backend();
    const dataDirectory = temporaryFolder();
    const { context: composed } = compose({ flags: { dataDirectory }, env: {}, cwd: dataDirectory });
    const queue = await openQueue(store, (error) => expect.fail(error.message));
    queues.push(queue);
    const context: Context = { ...composed, queue, actor: 'tester', store: (use) => use(store) };
    const { id } = await uploadDataset(context, { name: 'rows.csv', source: Readable.from([Buffer.from(csv)]) });
    const rows = { datasetId: id, target: ['y'] };
    const ask = async (budgetSeconds = 60): Promise<string> => {
      const settings = { foldRepeats: 1, epochs: 3000 };
      const asked = await adviseDataset(context, { dataset: rows, settings, probe: { budgetSeconds, seed: 0 } });
      return asked.probe?.id ?? '';
    };
    /** For a probe of which nothing matters but that it succeeds. */
    const askForOne = async (): Promise<string> => {
      const settings = { foldRepeats: 1, epochs: 20 };
      const asked = await adviseDataset(context, { dataset: rows, settings, probe: { trialsLimit: 1, seed: 0 } });
      return asked.probe?.id ?? '';
    };
    const start = (isAlone = false): (() => Promise<void>) => {
      const stopping = new AbortController();
      const options = { concurrency: 1, backend: 'auto', memoryBytes: 4e9, environment: process.env } as const;
      const working = work({ ...options, isAlone, context, store, queue, log, signal: stopping.signal });
      const stop = async (): Promise<void> => {
        stopping.abort();
        await working;
      };
      running.push(stop);
      return stop;
    };
    const status = async (probe: string) => (await getProbe(context, probe)).status;
    const begun = (probe: string) => expect.poll(() => status(probe)).toBe('running');
    const ended = (probe: string) => expect.poll(() => status(probe), { interval: 200 });
    return { context: { ...context, dataDirectory }, queue, ask, askForOne, start, status, begun, ended, dataset: id };
  }

  it('that stops gives its probe back, and another one carries it out', async () => {
    const { askForOne, start, begun, ended, status } = await setUp();
    const probe = await askForOne();
    const stop = start();
    await begun(probe);
    await expect.poll(probeProcesses).toHaveLength(1);
    await stop();
    expect(await status(probe)).toBe('queued');
    await expect.poll(probeProcesses).toEqual([]);
    start();
    await ended(probe).toBe('succeeded');
  });

  it('begins a probe once more when its process is lost, and gives it up at the second time', async () => {
    const { context, ask, start, ended } = await setUp();
    const probe = await ask();
    start();
    for (const _ of [1, 2]) {
      await expect.poll(probeProcesses).toHaveLength(1);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const [pid = 0] = probeProcesses();
      process.kill(pid, 'SIGKILL');
      await expect.poll(probeProcesses).not.toContain(pid);
    }
    await ended(probe).toBe('failed');
    expect((await getProbe(context, probe)).error?.code).toBe('probe_lost');
  });

  /** An attempt that nobody carries out. */
  async function begin({ context, queue }: Awaited<ReturnType<typeof setUp>>) {
    const begun = await beginNextProbe(context, queue);
    if (begun === undefined || begun === 'ended') throw new Error('no probe waits');
    return begun;
  }

  /** What a worker would have found, without its process. */
  const carryOut = async (context: Context, row: ProbeRow) => {
    const { fileHash, taskWith } = await taskOf(context, row);
    return context.files.use(row.workspaceId, fileHash, async (path) => {
      const task = taskWith(path);
      return { task, trained: await probeRecommendation(context, task, {}) };
    });
  };

  it('that was lost is noticed when its lease is over; nothing that it says after that counts', async () => {
    const setting = await setUp();
    const { context, queue, askForOne, start, begun: isBegun, ended } = setting;
    const probe = await askForOne();
    const { row, jobId } = await begin(setting);
    const { task, trained } = await carryOut(context, row);
    await backend().store.db.update(probes).set({ leaseUntil: 0 });
    start();
    await expect.poll(async () => (await getProbe(context, probe)).status).toBe('running');
    await isBegun(probe);
    await expect.poll(probeProcesses).toHaveLength(1);
    const endJob = vi.fn((tx: Parameters<typeof queue.complete>[1]) => queue.complete(jobId, tx));
    const error = { code: 'internal', detail: 'late' };
    expect(await endWithoutResult(context, row, { status: 'failed', error, endJob })).toBe(false);
    await requeueProbe(context, row, { jobId: crypto.randomUUID(), endJob });
    expect(await finishProbe(context, { attempt: row, task, trained, endJob })).toBe(false);
    expect(endJob).not.toHaveBeenCalled();
    await ended(probe).toBe('succeeded');
    const decisions = await listDecisions(context, { limit: 200 });
    expect(await finishProbe(context, { attempt: row, task, trained, endJob })).toBe(false);
    expect(await listDecisions(context, { limit: 200 })).toEqual(decisions);
    expect(decisions.filter(({ kind }) => kind === 'verdicts')).toHaveLength(1);
    // What it had kept ahead is gone, and what the other one kept is there.
    expect(filesIn(join(context.dataDirectory, 'files'))).toHaveLength(2);
  });

  it('may still hand in a result after it was given up for lost, as long as nobody else has begun', async () => {
    const setting = await setUp();
    const { context, queue, askForOne, status } = setting;
    const probe = await askForOne();
    const { row, jobId } = await begin(setting);
    const { task, trained } = await carryOut(context, row);
    await giveBack(context, row, (tx) => queue.fail(jobId, 'the database was away', tx));
    const endJob = (tx: Parameters<typeof queue.complete>[1]) => queue.complete(jobId, tx);
    expect(await finishProbe(context, { attempt: row, task, trained, endJob })).toBe(true);
    expect(await status(probe)).toBe('succeeded');
    expect(await beginNextProbe(context, queue)).toBe('ended');
    expect(await beginNextProbe(context, queue)).toBeUndefined();
  });

  it('that starts alone on a store takes up at once what was running there', async () => {
    const setting = await setUp();
    const probe = await setting.askForOne();
    await begin(setting);
    setting.start(true);
    await setting.ended(probe).toBe('succeeded');
  });

  it('keeps no model of rows that were deleted while it trained on them', async () => {
    const { context, ask, start, begun, ended, dataset } = await setUp();
    const probe = await ask(3);
    start();
    await begun(probe);
    // Its first progress comes after the rows are read.
    await expect.poll(() => backend().store.db.$count(probeEvents)).toBeGreaterThan(0);
    await deleteDataset(context, dataset);
    await ended(probe).toBe('succeeded');
    const { recommendationId } = await getProbe(context, probe);
    const predicting = predictWithProbe(context, recommendationId, [{ a: 1 }]);
    await expect(predicting).rejects.toMatchObject({ code: 'model_missing' });
    // Files go after the end of the probe is on record: a result is never without the file it tells of.
    await expect.poll(() => filesIn(join(context.dataDirectory, 'files'))).toEqual([]);
  });

  it('fails where the rows are deleted before it has read them, and says so', async () => {
    const { context, ask, start, begun, ended, dataset } = await setUp();
    const probe = await ask();
    start();
    await begun(probe);
    await expect.poll(probeProcesses).toHaveLength(1);
    await deleteDataset(context, dataset);
    await ended(probe).toBe('failed');
    expect((await getProbe(context, probe)).error?.code).toBe('dataset_required');
  });

  it('calls a probe cancelled whose process did not end in time', async () => {
    const { context, ask, start, begun, ended } = await setUp();
    const probe = await ask();
    start();
    await begun(probe);
    await expect.poll(probeProcesses).toHaveLength(1);
    const [pid = 0] = probeProcesses();
    process.kill(pid, 'SIGSTOP');
    await cancelProbe(context, probe);
    await ended(probe).toBe('cancelled');
    expect(await getProbe(context, probe)).toMatchObject({ error: null, trials: [] });
  });

  it('keeps the model of the newest probe of a recommendation alone', async () => {
    const { context, askForOne, start, ended } = await setUp();
    const first = await askForOne();
    start();
    await ended(first).toBe('succeeded');
    const { recommendationId } = await getProbe(context, first);
    const files = () => filesIn(join(context.dataDirectory, 'files'));
    // The dataset and the model: what came in has gone by then.
    await expect.poll(files).toHaveLength(2);
    const before = files();
    const again = { recommendationId, probe: { trialsLimit: 1, seed: 1 }, requestId: 'r' };
    const second = await createProbe(context, again);
    await ended(second.id).toBe('succeeded');
    await expect.poll(files).toHaveLength(before.length);
    expect(files()).not.toEqual(before);
  });

  it('forgets the events of probes that ended a week ago', async () => {
    const { context, askForOne, start, ended } = await setUp();
    const probe = await askForOne();
    const stop = start();
    await ended(probe).toBe('succeeded');
    await stop();
    const count = () => backend().store.db.$count(probeEvents);
    expect(await count()).toBeGreaterThan(0);
    await removeOldEvents(context);
    expect(await count()).toBeGreaterThan(0);
    await removeOldEvents({ ...context, clock: { ...systemClock, now: () => systemClock.now() + 8 * 86_400_000 } });
    expect(await count()).toBe(0);
  });

  it('hears that a probe is cancelled', async () => {
    const { context, ask, start, begun, ended } = await setUp();
    const probe = await ask();
    start();
    await begun(probe);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await cancelProbe(context, probe);
    await ended(probe).toBe('cancelled');
  });

  /** Two workspaces, and in which order probes that they ask for are taken. */
  async function setUpTwo() {
    const { context, queue } = await setUp();
    const names = new Map<string, string>();
    const workspace = `other ${crypto.randomUUID()}`;
    await createKey(context, { name: 'k', scopes: ['advise'], workspace });
    const { workspaceId: b } = await inWorkspace(context, workspace);
    const ask = async (name: string, hours = 0) => {
      const clock = { ...systemClock, now: () => systemClock.now() + hours * 3_600_000 };
      const asker = { ...context, clock, workspaceId: name.startsWith('a') ? context.workspaceId : b };
      const { id } = await uploadDataset(asker, { name, source: Readable.from([Buffer.from(csv)]) });
      const dataset = { datasetId: id, target: ['y'] };
      const asked = await adviseDataset(asker, { dataset, probe: { budgetSeconds: 5, seed: 0 } });
      names.set(asked.probe?.id ?? '', name);
    };
    const order = async (): Promise<string[]> => {
      const taken = await backend().store.db.transaction((tx) => queue.take(tx));
      if (!taken) return [];
      await queue.complete(taken.jobId);
      return [names.get(taken.job.probeId) ?? '', ...(await order())];
    };
    return { ask, order };
  }

  it('takes turns between workspaces', async () => {
    const { ask, order } = await setUpTwo();
    for (const name of ['a1', 'a2', 'a3', 'b1', 'b2']) await ask(name);
    expect(await order()).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
  });

  it('lets nobody who comes later go before a probe for more than a day', async () => {
    const { ask, order } = await setUpTwo();
    for (const name of ['a1', 'a2', 'a3']) await ask(name);
    await ask('b1', 25);
    expect(await order()).toEqual(['a1', 'a2', 'b1', 'a3']);
  });
});

it('the memory of training processes is limited: the largest goes first', async () => {
  const program = join(temporaryFolder(), 'limit.mjs');
  const { writeFileSync } = await import('node:fs');
  const memory = new URL('../../src/jobs/memory.ts', import.meta.url).href;
  writeFileSync(
    program,
    `import { spawn } from 'node:child_process';
import { limitMemory } from ${JSON.stringify(memory)};
const hold = (mb) => spawn(process.execPath, ['-e', \`const held = Buffer.alloc(\${mb} * 1048576, 1); setInterval(() => held, 1000)\`]);
const ends = (child) => new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
const [small, large] = [hold(10), hold(500)];
limitMemory(400e6);
process.stdout.write(String(await ends(large)));
small.removeAllListeners();
process.stdout.write(small.exitCode === null && small.signalCode === null ? ' small lives' : ' small is gone');
small.kill();
`,
  );
  const said = execFileSync(process.execPath, ['--import', 'tsx', program], { encoding: 'utf8', timeout: 30_000 });
  expect(said).toBe('SIGKILL small lives');
});
