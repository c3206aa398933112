import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { compose } from '../../src/compose.js';
import { adviseDataset } from '../../src/decide/advise-dataset.js';
import type { Context } from '../../src/decide/context.js';
import { uploadDataset } from '../../src/decide/datasets.js';
import { createKey, inWorkspace } from '../../src/decide/keys.js';
import { listDecisions } from '../../src/decide/list-decisions.js';
import { beginProbe, finishProbe, taskOf } from '../../src/decide/probe-jobs.js';
import { probeRecommendation } from '../../src/decide/probe-recommendation.js';
import { cancelProbe, getProbe } from '../../src/decide/probes.js';
import { openQueue, type Queue } from '../../src/jobs/queue.js';
import { work } from '../../src/jobs/worker.js';
import { createLog } from '../../src/log.js';
import { describeOnBackends, temporaryFolder } from '../store/backends.js';

const csv = ['a,y', ...Array.from({ length: 60 }, (_, i) => `${i % 10},${i % 10 > 4 ? 'p' : 'q'}`)].join('\n');
const log = createLog({ level: 'silent', clock: systemClock });

/** Processes of probes that this one has started; zombies have no command line. */
function probeProcesses(): number[] {
  const children = readdirSync('/proc/self/task').flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return children.map(Number).filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('probe-process'));
}

describeOnBackends('a worker', (backend) => {
  const running: (() => Promise<void>)[] = [];
  const queues: Queue[] = [];
  afterEach(async () => {
    for (const stop of running.splice(0)) await stop();
    for (const queue of queues.splice(0)) await queue.close();
  });

  async function setUp(clock = systemClock) {
    const { store } = backend();
    const dataDirectory = temporaryFolder();
    const { context: composed } = compose({ flags: { dataDirectory }, env: {}, cwd: dataDirectory });
    const queue = await openQueue(store, (error) => expect.fail(error.message));
    queues.push(queue);
    const context: Context = { ...composed, clock, queue, actor: 'tester', store: (use) => use(store) };
    const source = (async function* () {
      yield await Promise.resolve(Buffer.from(csv));
    })();
    const { id } = await uploadDataset(context, { name: 'rows.csv', source });
    const ask = async (seconds = 60): Promise<string> => {
      const settings = { foldRepeats: 1, epochs: 3000 };
      const dataset = { datasetId: id, target: ['y'] };
      const asked = await adviseDataset(context, { dataset, settings, probe: { budgetSeconds: seconds, seed: 0 } });
      return asked.probe?.id ?? '';
    };
    const start = (isAlone = false): (() => Promise<void>) => {
      const stopping = new AbortController();
      const options = { concurrency: 1, backend: 'auto', memoryBytes: 4e9 } as const;
      const working = work({ ...options, isAlone, context, store, queue, log, signal: stopping.signal });
      const stop = async (): Promise<void> => {
        stopping.abort();
        await working;
      };
      running.push(stop);
      return stop;
    };
    const status = async (probe: string) => (await getProbe(context, probe)).status;
    const begun = (probe: string) => expect.poll(() => status(probe), { timeout: 15_000 }).toBe('running');
    const ended = (probe: string) => expect.poll(() => status(probe), { timeout: 60_000, interval: 200 });
    return { context, queue, ask, start, status, begun, ended };
  }

  it('that stops gives its probe back, and another one carries it out', async () => {
    const { ask, start, begun, ended, status } = await setUp();
    const probe = await ask(3);
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
      await expect.poll(probeProcesses, { timeout: 15_000 }).toHaveLength(1);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const [pid = 0] = probeProcesses();
      process.kill(pid, 'SIGKILL');
      await expect.poll(probeProcesses, { timeout: 15_000 }).not.toContain(pid);
    }
    await ended(probe).toBe('failed');
    expect((await getProbe(context, probe)).error?.code).toBe('probe_lost');
  });

  it('that was lost is noticed when its lease is over; its result is not taken any more', async () => {
    let late = 0;
    const clock = { ...systemClock, now: () => systemClock.now() + late };
    const { context, queue, ask, start, ended } = await setUp(clock);
    const probe = await ask(2);
    const taken = await queue.take();
    const row = await beginProbe(context, taken?.job.probeId ?? '');
    if (!row) throw new Error('the probe has begun already');
    const { fileHash, taskWith } = await taskOf(context, row);
    const { task, trained } = await context.files.use(row.workspaceId, fileHash, async (path) => {
      const given = taskWith(path);
      return { task: given, trained: await probeRecommendation(context, given, {}) };
    });
    late = 31_000;
    start();
    await ended(probe).toBe('succeeded');
    const decisions = await listDecisions(context, { limit: 200 });
    const isKept = await finishProbe(context, { attempt: row, task, trained, endJob: () => Promise.resolve() });
    expect(isKept).toBe(false);
    expect(await listDecisions(context, { limit: 200 })).toEqual(decisions);
    expect(decisions.filter(({ kind }) => kind === 'verdicts')).toHaveLength(1);
  });

  it('that starts alone on a store takes up at once what was running there', async () => {
    const { context, queue, ask, start, ended } = await setUp();
    const probe = await ask(2);
    const taken = await queue.take();
    await beginProbe(context, taken?.job.probeId ?? '');
    start(true);
    await ended(probe).toBe('succeeded');
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

  it('takes turns between workspaces', async () => {
    const { context, queue } = await setUp();
    const order: string[] = [];
    const askIn = async (workspaceId: string, name: string) => {
      const inWorkspace = { ...context, workspaceId };
      const source = (async function* () {
        yield await Promise.resolve(Buffer.from(csv));
      })();
      const { id } = await uploadDataset(inWorkspace, { name, source });
      const dataset = { datasetId: id, target: ['y'] };
      const asked = await adviseDataset(inWorkspace, { dataset, probe: { budgetSeconds: 5, seed: 0 } });
      names.set(asked.probe?.id ?? '', name);
    };
    const names = new Map<string, string>();
    const workspace = `other ${crypto.randomUUID()}`;
    await createKey(context, { name: 'k', scopes: ['advise'], workspace });
    const other = await inWorkspace(context, workspace);
    for (const name of ['a1', 'a2', 'a3']) await askIn(context.workspaceId, name);
    for (const name of ['b1', 'b2']) await askIn(other.workspaceId, name);
    for (let taken = await queue.take(); taken; taken = await queue.take()) {
      order.push(names.get(taken.job.probeId) ?? '');
      await queue.complete(taken.jobId);
    }
    expect(order).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
  });
});

it('the memory of training processes is limited: the largest goes first', async () => {
  const program = join(temporaryFolder(), 'limit.mjs');
  const { writeFileSync } = await import('node:fs');
  const memory = new URL('../../src/jobs/memory.ts', import.meta.url).href;
  writeFileSync(
    program,
    `import { spawn } from 'node:child_process';
import { limitChildMemory } from ${JSON.stringify(memory)};
const hold = (mb) => spawn(process.execPath, ['-e', \`const held = Buffer.alloc(\${mb} * 1048576, 1); setInterval(() => held, 1000)\`]);
const ends = (child) => new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
const [small, large] = [hold(10), hold(400)];
limitChildMemory(300e6);
process.stdout.write(String(await ends(large)));
small.removeAllListeners();
process.stdout.write(small.exitCode === null && small.signalCode === null ? ' small lives' : ' small is gone');
small.kill();
`,
  );
  const said = execFileSync(process.execPath, ['--import', 'tsx', program], { encoding: 'utf8', timeout: 30_000 });
  expect(said).toBe('SIGKILL small lives');
});
