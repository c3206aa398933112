import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SextantError } from '../errors.js';
import type { Reply, Request } from './messages.js';
import type {
  BackendName,
  EpochProgress,
  Population,
  PopulationResult,
  PredictionJob,
  TrainingData,
} from './schema.js';

export interface PoolBackend {
  readonly name: BackendName;
  readonly version: string;
  /** Why a faster backend is not in use. */
  readonly reason?: string;
}

export interface TrainCall {
  readonly dataId: string;
  readonly population: Population;
  readonly onEpoch?: (progress: EpochProgress) => void;
  readonly signal?: AbortSignal;
}

/** Child processes that train and predict, one job each at a time. Jobs beyond that wait in order. */
export interface Pool {
  readonly size: number;
  /** @throws SextantError `backend_unavailable` */
  backend(): Promise<PoolBackend>;
  /** Makes a dataset known under an id; it is sent to a worker with the first job that needs it. */
  provide(id: string, data: TrainingData): void;
  /**
   * Aborting ends the job at its next evaluation, or kills its worker after a grace period.
   * @throws SextantError `trial_failed` when the worker crashed or ran out of memory, `interrupted` when it was killed.
   */
  train(call: TrainCall): Promise<PopulationResult>;
  predict(prediction: PredictionJob): Promise<readonly Float32Array[]>;
  close(): void;
}

/** A worker that does not answer a stop for this long is killed, so that a cancel takes effect within a second. */
const GRACE_MS = 600;

interface Job {
  readonly id: number;
  readonly dataId?: string;
  readonly request: Request;
  readonly onEpoch?: ((progress: EpochProgress) => void) | undefined;
  readonly settle: (reply: Reply) => void;
  readonly fail: (error: SextantError) => void;
}

interface Worker {
  readonly child: ChildProcess;
  readonly known: Set<string>;
  job: Job | undefined;
}

export function createPool({ size, backend }: { readonly size: number; readonly backend: BackendName | 'auto' }): Pool {
  const datasets = new Map<string, TrainingData>();
  const queue: Job[] = [];
  const workers: Worker[] = [];
  let isClosed = false;
  let nextJob = 1;
  const started = deferred<PoolBackend>();
  // Who does not ask for the backend shall not be ended by its absence.
  started.promise.catch(() => undefined);

  const start = (): void => {
    const worker: Worker = { child: forkWorker(backend), known: new Set(), job: undefined };
    workers.push(worker);
    worker.child.on('message', (reply: Reply) => receive(worker, reply));
    worker.child.on('error', (cause) => lose(worker, cause.message));
    worker.child.on('exit', (code, signal) => lose(worker, signal ? `signal ${signal}` : `exit code ${code}`));
  };

  const receive = (worker: Worker, reply: Reply): void => {
    if (reply.type === 'ready') {
      const { backend: name, version, reason } = reply;
      started.resolve(reason === undefined ? { name, version } : { name, version, reason });
    } else if (reply.type === 'unavailable') {
      started.reject(unavailable(reply.message));
    } else if (reply.type === 'epoch') {
      worker.job?.onEpoch?.(reply.progress);
    } else {
      const { job } = worker;
      worker.job = undefined;
      job?.settle(reply);
      dispatch();
    }
  };

  const lose = (worker: Worker, why: string): void => {
    const index = workers.indexOf(worker);
    if (index < 0) return;
    workers.splice(index, 1);
    started.reject(unavailable(`a worker ended while starting (${why})`));
    worker.job?.fail(
      new SextantError('trial_failed', `A training process ended unexpectedly (${why}); its trial is lost.`, {
        hint: 'If it happens again, the data may need more memory than the machine has: try fewer rows or columns.',
      }),
    );
    if (!isClosed) {
      start();
      dispatch();
    }
  };

  const dispatch = (): void => {
    for (const worker of workers) {
      if (worker.job !== undefined) continue;
      const job = queue.shift();
      if (job === undefined) return;
      worker.job = job;
      if (job.dataId !== undefined) sendData(worker, job.dataId);
      worker.child.send(job.request);
    }
  };

  const sendData = (worker: Worker, id: string): void => {
    const data = datasets.get(id);
    if (data === undefined || worker.known.has(id)) return;
    worker.known.add(id);
    worker.child.send({ type: 'data', id, data } satisfies Request);
  };

  const submit = (job: Job): void => {
    queue.push(job);
    dispatch();
  };

  const abort = (job: Job): void => {
    const waiting = queue.indexOf(job);
    if (waiting >= 0) {
      queue.splice(waiting, 1);
      job.fail(interrupted());
      return;
    }
    const worker = workers.find((one) => one.job === job);
    worker?.child.send({ type: 'stop', job: job.id } satisfies Request);
    const timer = setTimeout(() => {
      if (worker?.job !== job) return;
      job.fail(interrupted());
      worker.child.kill('SIGKILL');
    }, GRACE_MS);
    timer.unref();
  };

  for (let i = 0; i < size; i++) start();

  return {
    size,
    backend: () => started.promise,
    provide: (id, data) => void datasets.set(id, data),
    train: ({ dataId, population, onEpoch, signal }) =>
      new Promise((resolve, reject) => {
        const id = nextJob++;
        const job: Job = {
          id,
          dataId,
          request: { type: 'train', job: id, dataId, population },
          onEpoch,
          settle: (reply) => (reply.type === 'trained' ? resolve(reply.result) : reject(failed(reply))),
          fail: reject,
        };
        if (signal?.aborted) return reject(interrupted());
        signal?.addEventListener('abort', () => abort(job), { once: true });
        submit(job);
      }),
    predict: (prediction) =>
      new Promise((resolve, reject) => {
        const id = nextJob++;
        submit({
          id,
          request: { type: 'predict', job: id, prediction },
          settle: (reply) => (reply.type === 'predicted' ? resolve(reply.outputs) : reject(failed(reply))),
          fail: reject,
        });
      }),
    close: () => {
      isClosed = true;
      for (const { child } of workers) child.kill('SIGKILL');
    },
  };
}

/** Run from the sources (tests), the worker is TypeScript too and needs its loader. */
function forkWorker(backend: BackendName | 'auto'): ChildProcess {
  const extension = extname(fileURLToPath(import.meta.url));
  return fork(fileURLToPath(new URL(`./worker${extension}`, import.meta.url)), [backend], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    ...(extension === '.ts' && { execArgv: ['--import', 'tsx'] }),
  });
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: SextantError) => void;
}

/** `Promise.withResolvers`, which Node 20 lacks. */
function deferred<T>(): Deferred<T> {
  let resolve: Deferred<T>['resolve'] = () => undefined;
  let reject: Deferred<T>['reject'] = () => undefined;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

const unavailable = (detail: string): SextantError =>
  new SextantError('backend_unavailable', `Training is not available: ${detail}`, {
    hint: 'Run `npm run setup`, then `sextant doctor`.',
  });

const interrupted = (): SextantError => new SextantError('interrupted', 'The training was stopped before it had a result.');

const failed = (reply: Reply): SextantError =>
  new SextantError('trial_failed', 'A training process reported a failure; its trial is lost.', {
    cause: reply.type === 'failed' ? reply.message : reply,
  });
