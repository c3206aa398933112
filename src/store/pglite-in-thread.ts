import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PGlite, QueryOptions, Results } from '@electric-sql/pglite';
import type { Asked, FromThread, Opening, ThreadError } from './pglite-messages.js';

/** The part of PGlite that a store uses. */
export type PgliteClient = Pick<PGlite, 'closed' | 'close' | 'query' | 'exec' | 'listen' | 'transaction'>;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** What drivers of pools say of a connection that is gone. */
const gone = (): Error => new Error('Client was closed');

/**
 * PGlite in a thread of its own, so that its queries do not hold up this one. It answers as PGlite does: statements one after the
 * other, transactions whole.
 */
export async function openInThread(opening: Opening): Promise<PgliteClient> {
  const thread = startThread(opening);
  const { ask, onNotified, isClosed, close } = createTalk(thread);
  await ask.ready;
  let transactions = 0;
  const statements = (tx?: number) => ({
    query: <T>(text: string, values: readonly unknown[] = [], { rowMode, parsers }: QueryOptions = {}) =>
      ask.for<Results<T>>({ kind: 'query', text, values, form: { rowMode, plainTimes: parsers !== undefined }, tx }),
    exec: (text: string) => ask.for<Results[]>({ kind: 'exec', text, tx }),
  });
  const client = {
    ...statements(),
    transaction: async <T>(run: (tx: ReturnType<typeof statements>) => Promise<T>): Promise<T> => {
      const tx = ++transactions;
      await ask.for({ kind: 'begin', tx });
      let result: T;
      try {
        result = await run(statements(tx));
      } catch (error) {
        await ask.for({ kind: 'end', tx, commits: false }).catch(() => undefined);
        throw error;
      }
      await ask.for({ kind: 'end', tx, commits: true });
      return result;
    },
    listen: async (channel: string, onPayload: (payload: string) => void) => {
      const isFirst = onNotified.add(channel, onPayload);
      if (isFirst) await ask.for({ kind: 'listen', channel });
      return async (): Promise<void> => {
        if (onNotified.remove(channel, onPayload)) await ask.for({ kind: 'unlisten', channel });
      };
    },
    get closed(): boolean {
      return isClosed();
    },
    close,
  };
  // Of PGlite's transactions the driver uses statements alone.
  return client as unknown as PgliteClient;
}

function startThread(workerData: Opening): Worker {
  const extension = extname(import.meta.url);
  const module = new URL(`./pglite-thread${extension}`, import.meta.url);
  if (extension === '.js') return new Worker(module, { workerData });
  // From its sources the thread needs the loader too, which Node 20 passes on to no thread.
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const code = `import(${loader}).then(({ register }) => { register(); return import(${JSON.stringify(module.href)}); });`;
  return new Worker(code, { eval: true, workerData });
}

function createTalk(thread: Worker) {
  const waiting = new Map<number, Waiting>();
  const followers = new Map<string, Set<(payload: string) => void>>();
  let asked = 0;
  let isOver = false;
  const expect = <T>(id: number): Promise<T> =>
    new Promise((resolve, reject) => {
      // Who waits for an answer keeps the process alive, a thread without work does not.
      if (waiting.size === 0) thread.ref();
      waiting.set(id, { resolve: (result) => resolve(result as T), reject });
    });
  const settle = (id: number): Waiting | undefined => {
    const found = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) thread.unref();
    return found;
  };
  const end = (error: Error): void => {
    isOver = true;
    for (const id of waiting.keys()) settle(id)?.reject(error);
  };
  thread.on('message', (message: FromThread) => {
    if (message.kind === 'notified') for (const tell of followers.get(message.channel) ?? []) tell(message.payload);
    else if (message.kind === 'answer') settle(message.id)?.resolve(message.result);
    else settle(message.id)?.reject(errorOf(message.error));
  });
  thread.on('error', end);
  thread.on('exit', () => end(gone()));
  const ask = <T = unknown>(what: Asked): Promise<T> => {
    if (isOver) return Promise.reject(gone());
    const id = ++asked;
    const answer = expect<T>(id);
    thread.postMessage({ ...what, id });
    return answer;
  };
  return {
    ask: { for: ask, ready: expect<void>(0) },
    onNotified: channels(followers),
    isClosed: () => isOver,
    close: async (): Promise<void> => {
      if (isOver) return;
      const closing = ask({ kind: 'close' });
      isOver = true;
      await closing;
      await thread.terminate();
    },
  };
}

function errorOf({ message, stack, members }: ThreadError): Error {
  const error = Object.assign(new Error(message), members);
  if (stack !== undefined) error.stack = stack;
  return error;
}

/** Who is told of which channel; `add` says whether it is the first, `remove` whether it was the last. */
function channels(followers: Map<string, Set<(payload: string) => void>>) {
  return {
    add: (channel: string, tell: (payload: string) => void): boolean => {
      const before = followers.get(channel) ?? new Set();
      followers.set(channel, before.add(tell));
      return before.size === 1;
    },
    remove: (channel: string, tell: (payload: string) => void): boolean => {
      const left = followers.get(channel);
      left?.delete(tell);
      if (left === undefined || left.size > 0) return false;
      return followers.delete(channel);
    },
  };
}
