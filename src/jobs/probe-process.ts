import { createRandomBytes } from '../random-bytes.js';
import { systemClock } from '../clock.js';
import { probeRecommendation } from '../decide/probe-recommendation.js';
import { asSextantError } from '../errors.js';
import { createIds } from '../ids.js';
import { createPool } from '../probe/pool.js';
import { limitMemory } from './memory.js';
import type { FromProcess, RunMessage, ToProcess } from './messages.js';
import { summarize } from './summarize.js';

/** The process in which one probe runs: reads its file, coordinates its training, and says what came of it. It stores nothing. */

/** The probe cuts every round in two, so that a third process would have nothing to do. */
const POOL_SIZE = 2;

const send = (message: FromProcess): Promise<void> =>
  new Promise((sent) => {
    if (process.send) process.send(message, undefined, undefined, () => sent());
    else sent();
  });

const stopping = new AbortController();

async function run({ task, backend, memoryBytes, traceparent, ...parts }: RunMessage): Promise<void> {
  const { actor, limits, labelsBelow, versions } = parts;
  limitMemory(memoryBytes);
  const summarizer = summarize((summary) => void send({ type: 'progress', summary }));
  const context = {
    clock: systemClock,
    ids: createIds({ clock: systemClock, randomBytes: createRandomBytes() }),
    actor,
    ...(traceparent !== undefined && { traceparent }),
    limits,
    labelsBelow,
    versions,
    createPool: () => createPool({ size: POOL_SIZE, backend }),
  };
  try {
    const options = { signal: stopping.signal, onProgress: summarizer.add };
    const trained = await probeRecommendation(context, task, options);
    summarizer.flush();
    await send({ type: 'trained', trained });
  } catch (thrown) {
    const { code, message, stack } = asSextantError(thrown);
    await send({ type: 'failed', code, detail: message, stack });
  }
  process.disconnect();
}

process.on('message', (message: ToProcess) => {
  if (message.type === 'cancel') stopping.abort();
  else void run(message);
});
// Its worker is gone: nobody waits for the result. The training processes end with their channel.
process.on('disconnect', () => process.exit());
