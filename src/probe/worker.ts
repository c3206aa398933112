import { asSextantError } from '../errors.js';
import { type Backend, loadBackend } from './backend.js';
import { type DeviceData, uploadData } from './device-data.js';
import { type Reply, type Request, sharedMilliseconds } from './messages.js';
import { predictMembers } from './predict.js';
import type { BackendName, Population } from './schema.js';
import { trainPopulation } from './train.js';

/** A child process of the pool: owns TensorFlow, so that a native crash or an out-of-memory ends only this process. */

// One thread: populations are bound by dispatch and memory, two threads were slower; another process uses the other core.
process.env['TF_NUM_INTRAOP_THREADS'] = '1';
process.env['TF_NUM_INTEROP_THREADS'] = '1';
process.env['TF_CPP_MIN_LOG_LEVEL'] = '2';

const reply = (message: Reply): void => void process.send?.(message);
const datasets = new Map<string, DeviceData>();
const stopped = new Set<number>();
let last: Promise<void> = Promise.resolve();

async function serve(backend: Backend): Promise<void> {
  const { tf, name, reason } = backend;
  const version = tf.version_core;
  process.on('message', (request: Request) => {
    if (request.type === 'stop') stopped.add(request.job);
    else last = last.then(() => handle(backend, request));
  });
  reply(
    reason === undefined
      ? { type: 'ready', backend: name, version }
      : { type: 'ready', backend: name, version, reason },
  );
}

async function handle({ tf }: Backend, request: Exclude<Request, { type: 'stop' }>): Promise<void> {
  if (request.type === 'data') {
    datasets.set(request.id, uploadData(tf, request.data));
    return;
  }
  const { job } = request;
  try {
    if (request.type === 'predict') {
      reply({ type: 'predicted', job, outputs: predictMembers(tf, request.prediction) });
      return;
    }
    const data = datasets.get(request.dataId);
    if (data === undefined) throw new Error(`dataset ${request.dataId} was not sent`);
    const result = await trainPopulation({
      tf,
      data,
      population: withinTime(request),
      elapsed: () => performance.now(),
      onEpoch: (progress) => reply({ type: 'epoch', job, progress }),
      shouldStop: () => stopped.has(job),
    });
    reply({ type: 'trained', job, result });
  } catch (thrown) {
    reply({
      type: 'failed',
      job,
      message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
    });
  } finally {
    stopped.delete(job);
  }
}

/** The population with what its data and its turn in the queue of this process have left of its time. */
function withinTime({ population, sentAt }: Extract<Request, { type: 'train' }>): Population {
  const { secondsLimit } = population;
  if (secondsLimit === undefined || sentAt === undefined) return population;
  return { ...population, secondsLimit: Math.max(0, secondsLimit - (sharedMilliseconds() - sentAt) / 1000) };
}

// The parent is gone: there is nobody to answer.
process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole process group; the parent decides when its workers end.
process.on('SIGINT', () => undefined);

const wanted = process.argv[2] as BackendName | 'auto' | undefined;
loadBackend(wanted ?? 'auto').then(serve, (thrown: unknown) =>
  reply({ type: 'unavailable', message: asSextantError(thrown).message }),
);
