import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { type Reply, type Request, sharedMilliseconds } from '../../src/probe/messages.js';
import { populationOf, randomData } from './builders.js';

const data = randomData({ folds: 2 });
const child: ChildProcess = fork(fileURLToPath(new URL('../../src/probe/worker.ts', import.meta.url)), ['native'], {
  serialization: 'advanced',
  execArgv: ['--import', 'tsx'],
});
afterAll(() => void child.kill('SIGKILL'));

const replyOf = (isWanted: (reply: Reply) => boolean): Promise<Reply> =>
  new Promise((resolve) => {
    const hear = (reply: Reply): void => {
      if (!isWanted(reply)) return;
      child.off('message', hear);
      resolve(reply);
    };
    child.on('message', hear);
  });
const send = (request: Request): void => void child.send(request);

/** Epochs that are trained within an hour of a job that was sent so long ago. */
async function epochsOf(job: number, hoursAgo: number): Promise<number> {
  const population = populationOf(data, { epochs: 3, secondsLimit: 3600 });
  send({ type: 'train', job, dataId: 'data', population, sentAt: sharedMilliseconds() - hoursAgo * 3_600_000 });
  const reply = await replyOf((one) => one.type === 'trained' && one.job === job);
  return reply.type === 'trained' ? reply.result.epochs : Number.NaN;
}

it('the way to the worker counts as time of the job', async () => {
  await replyOf(({ type }) => type === 'ready');
  send({ type: 'data', id: 'data', data });
  expect(await epochsOf(1, 0)).toBe(3);
  expect(await epochsOf(2, 2)).toBe(0);
});
