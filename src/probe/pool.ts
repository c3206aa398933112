import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SextantError } from '../errors.js';
import { type Reply, type Request, sharedMilliseconds } from './messages.js';
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
   * Aborting ends the job with what it knows, or kills its worker after a grace period.
   * @throws SextantError `trial_failed` when the worker crashed or ran out of memory, `interrupted` when it was killed, `backend_unavailable`
   * when none has ever started.
   */
  train(call: TrainCall): Promise<PopulationResult>;
  predict(prediction: PredictionJob): Promise<readonly Float32Array[]>;
  close(): void;
}

/** A worker that does not answer a stop for this long is killed, so that a cancel takes effect within a second. */
const GRACE_MS = 300;
/** A worker that has not loaded TensorFlow by then never will; loading takes about a second, a busy machine tenfold. */
const START_MS = 60_000;
/** Signals by which code ends its own process; others come from outside, as where memory is short. */
const faults: ReadonlySet<NodeJS.Signals | null> = new Set(['SIGILL', 'SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGFPE']);
/** The fastest backend that is no library of the machine's own code. */
const FALLBACK: BackendName = 'wasm';

interface Job {
  readonly id: number;
  readonly dataId?: string;
  readonly request: Request;
  readonly onEpoch?: ((progress: EpochProgress) => void) | undefined;
  readonly settle: (reply: Reply) => void;
  readonly fail: (error: SextantError) => void;
  readonly signal?: AbortSignal | undefined;
  /** Forgets the caller's signal. */
  release?: () => void;
}

interface Worker {
  readonly child: ChildProcess;
  readonly backend: BackendName | 'auto';
  readonly startTimer: NodeJS.Timeout;
  isReady: boolean;
  /** Killed because its job was aborted. */
  isAborted: boolean;
  /** Why it has no backend. */
  refusal: string | undefined;
  readonly known: Set<string>;
  job: Job | undefined;
}

export const createPool = (options: PoolOptions): Pool => new ProcessPool(options);

export interface PoolOptions {
  readonly size: number;
  readonly backend: BackendName | 'auto';
}

class ProcessPool implements Pool {
  readonly size: number;
  #backendName: BackendName | 'auto';
  /** Why it is no longer the one asked for. */
  #fallback: string | undefined;
  /** Whether a worker was ever ready. */
  #hasStarted = false;
  /** Why no worker is left to start. */
  #unavailable: SextantError | undefined;
  readonly #datasets = new Map<string, TrainingData>();
  readonly #queue: Job[] = [];
  readonly #workers: Worker[] = [];
  readonly #started = deferred<PoolBackend>();
  #isClosed = false;
  #nextJob = 1;
  /** Workers that an abort ended; another takes their place when there is a job for it. */
  #missing = 0;

  constructor({ size, backend }: PoolOptions) {
    this.size = size;
    this.#backendName = backend;
    // Who does not ask for the backend shall not be ended by its absence.
    this.#started.promise.catch(() => undefined);
    for (let i = 0; i < size; i++) this.#start();
  }

  backend(): Promise<PoolBackend> {
    return this.#started.promise;
  }

  provide(id: string, data: TrainingData): void {
    this.#datasets.set(id, data);
  }

  train({ dataId, population, onEpoch, signal }: TrainCall): Promise<PopulationResult> {
    return new Promise((resolve, reject) => {
      const id = this.#nextJob++;
      const job: Job = {
        id,
        dataId,
        request: { type: 'train', job: id, dataId, population },
        onEpoch,
        settle: (reply) => (reply.type === 'trained' ? resolve(reply.result) : reject(failed(reply))),
        fail: reject,
        signal,
      };
      if (signal?.aborted) return reject(interrupted());
      const onAbort = (): void => this.#abort(job);
      signal?.addEventListener('abort', onAbort, { once: true });
      job.release = () => signal?.removeEventListener('abort', onAbort);
      this.#submit(job);
    });
  }

  /** A prediction hangs on nothing but its job: where the process was lost, another one makes it, once. */
  predict(prediction: PredictionJob): Promise<readonly Float32Array[]> {
    return this.#predictOnce(prediction).catch((thrown: unknown) => {
      if (this.#isClosed || !(thrown instanceof SextantError) || thrown.code !== 'trial_failed') throw thrown;
      return this.#predictOnce(prediction);
    });
  }

  #predictOnce(prediction: PredictionJob): Promise<readonly Float32Array[]> {
    return new Promise((resolve, reject) => {
      const id = this.#nextJob++;
      this.#submit({
        id,
        request: { type: 'predict', job: id, prediction },
        settle: (reply) => (reply.type === 'predicted' ? resolve(reply.outputs) : reject(failed(reply))),
        fail: reject,
      });
    });
  }

  close(): void {
    this.#isClosed = true;
    for (const { child } of this.#workers) child.kill('SIGKILL');
    if (this.#workers.length === 0) this.#refuse(lost('the pool is closed'));
  }

  /** Starts a worker; where the machine has no room for one, its place stays empty until there is another job. */
  #start(): void {
    const backend = this.#backendName;
    let child: ChildProcess;
    try {
      child = forkWorker(backend);
    } catch (cause) {
      this.#missing++;
      this.#started.reject(unavailable(`a worker cannot be started (${String(cause)})`));
      return;
    }
    const startTimer = setTimeout(() => child.kill('SIGKILL'), START_MS);
    startTimer.unref();
    const worker: Worker = {
      child,
      backend,
      startTimer,
      isReady: false,
      isAborted: false,
      refusal: undefined,
      known: new Set(),
      job: undefined,
    };
    this.#workers.push(worker);
    worker.child.on('message', (reply: Reply) => this.#receive(worker, reply));
    worker.child.on('error', (cause) => {
      // What could not be sent to a process that ends is told by its end.
      if (child.pid === undefined) this.#lose(worker, cause.message);
    });
    worker.child.on('exit', (code, signal) =>
      this.#lose(worker, signal ? `signal ${signal}` : `exit code ${code}`, faults.has(signal)),
    );
  }

  #receive(worker: Worker, reply: Reply): void {
    // What was on its way when an abort ended it: its job has an answer, and another one would be lost with it.
    if (worker.isAborted) return;
    if (reply.type === 'ready') {
      worker.isReady = true;
      clearTimeout(worker.startTimer);
      this.#hasStarted = true;
      const { backend: name, version, reason = worker.backend === 'auto' ? undefined : this.#fallback } = reply;
      this.#started.resolve(reason === undefined ? { name, version } : { name, version, reason });
    } else if (reply.type === 'unavailable') {
      worker.refusal = reply.message;
      worker.child.kill('SIGKILL');
    } else if (reply.type === 'epoch') {
      worker.job?.onEpoch?.(reply.progress);
    } else {
      const { job } = worker;
      worker.job = undefined;
      job?.release?.();
      job?.settle(reply);
      this.#dispatch();
    }
  }

  /**
   * A worker that ended takes its job with it, and another one takes its place; but not where it ended by itself before it was
   * ready, since the next one would too: its job waits for those that are left. After an abort there is seldom more to do, so
   * the place stays empty until there is. `isFault`: a fault of its own code ended it.
   */
  #lose(worker: Worker, why: string, isFault = false): void {
    const index = this.#workers.indexOf(worker);
    if (index < 0) return;
    this.#workers.splice(index, 1);
    clearTimeout(worker.startTimer);
    const { job } = worker;
    worker.job = undefined;
    const isOver = worker.isReady || worker.isAborted || this.#isClosed || job?.signal?.aborted === true;
    if (job && isOver) this.#fail([job], lost(why));
    else if (job) this.#queue.unshift(job);
    if (this.#isClosed) {
      if (this.#workers.length === 0) this.#refuse(lost(why));
      return;
    }
    if (worker.isAborted) this.#missing++;
    else if (worker.isReady) this.#start();
    else if (worker.backend === 'auto' && isFault && !this.#hasStarted) this.#fallBack(why);
    else if (this.#workers.length === 0 && !this.#hasStarted)
      this.#refuse(unavailable(worker.refusal ?? `a worker ended while starting (${why})`));
    else if (this.#workers.length === 0) {
      // Where others could start before, it is the machine that has no room for one more now: the next job tries again.
      this.#missing++;
      this.#fail(this.#queue.splice(0), lost(why));
    }
    this.#dispatch();
  }

  /** A library that ends the process instead of throwing, on a processor that it was not built for: the next backend takes its place. */
  #fallBack(why: string): void {
    this.#backendName = FALLBACK;
    this.#fallback = `native: its process ended while starting (${why})`;
    this.#start();
  }

  /** No worker can start: whoever waits is told why, and whoever comes. */
  #refuse(error: SextantError): void {
    const why = (this.#unavailable ??= error);
    this.#started.reject(why);
    this.#fail(this.#queue.splice(0), why);
  }

  #fail(jobs: readonly Job[], error: SextantError): void {
    for (const job of jobs) {
      job.release?.();
      job.fail(job.signal?.aborted === true ? interrupted() : error);
    }
  }

  #submit(job: Job): void {
    if (this.#isClosed || this.#workers.length + this.#missing === 0) {
      this.#fail([job], this.#unavailable ?? lost('no worker is left'));
      return;
    }
    this.#queue.push(job);
    this.#dispatch();
  }

  #dispatch(): void {
    const isIdle = ({ job, child }: Worker): boolean => job === undefined && child.pid !== undefined;
    const idle = this.#workers.filter(isIdle).length;
    for (let needed = this.#queue.length - idle; needed > 0 && this.#missing > 0; needed--) {
      this.#missing--;
      this.#start();
    }
    if (this.#workers.length === 0) this.#fail(this.#queue.splice(0), lost('no worker can be started'));
    for (const worker of this.#workers.filter(isIdle)) {
      const job = this.#queue.shift();
      if (job === undefined) return;
      worker.job = job;
      const sentAt = sharedMilliseconds();
      this.#sendData(worker, job.dataId);
      worker.child.send(job.request.type === 'train' ? { ...job.request, sentAt } : job.request);
    }
  }

  #sendData(worker: Worker, id: string | undefined): void {
    const data = id === undefined ? undefined : this.#datasets.get(id);
    if (id === undefined || data === undefined || worker.known.has(id)) return;
    worker.known.add(id);
    worker.child.send({ type: 'data', id, data } satisfies Request);
  }

  #abort(job: Job): void {
    const waiting = this.#queue.indexOf(job);
    if (waiting >= 0) {
      this.#queue.splice(waiting, 1);
      job.fail(interrupted());
      return;
    }
    const worker = this.#workers.find((one) => one.job === job);
    worker?.child.send({ type: 'stop', job: job.id } satisfies Request);
    const timer = setTimeout(() => {
      if (worker?.job !== job) return;
      job.fail(interrupted());
      worker.isAborted = true;
      worker.child.kill('SIGKILL');
    }, GRACE_MS);
    timer.unref();
  }
}

/**
 * Keeps glibc from giving the memory of each step's tensors back to the system and faulting it in again: element-wise
 * operations over a population then take about half the time. It must be set before the process starts.
 */
export const allocator = {
  MALLOC_TRIM_THRESHOLD_: '1073741824',
  MALLOC_MMAP_THRESHOLD_: '1073741824',
  MALLOC_TOP_PAD_: '67108864',
};

/** Run from the sources (tests), the worker is TypeScript too and needs its loader. */
function forkWorker(backend: BackendName | 'auto'): ChildProcess {
  const extension = extname(fileURLToPath(import.meta.url));
  return fork(fileURLToPath(new URL(`./worker${extension}`, import.meta.url)), [backend], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, ...allocator },
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

const lost = (why: string): SextantError =>
  new SextantError('trial_failed', `A training process ended unexpectedly (${why}); its trial is lost.`, {
    hint: 'If it happens again, the data may need more memory than the machine has: try fewer rows or columns.',
  });

const interrupted = (): SextantError =>
  new SextantError('interrupted', 'The training was stopped before it had a result.');

const failed = (reply: Reply): SextantError =>
  new SextantError('trial_failed', 'A training process reported a failure; its trial is lost.', {
    cause: reply.type === 'failed' ? reply.message : reply,
  });
