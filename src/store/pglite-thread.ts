import { setFlagsFromString } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, type Transaction, types } from '@electric-sql/pglite';
import type { Asked, FromThread, Opening, QueryForm, ThreadError, ToThread } from './pglite-messages.js';
import { tieringBudget } from './tiering.js';

/** PGlite in a thread of its own: its queries hold up nothing but one another. */

/** A transaction that waits for its statements and its end. */
interface Open {
  readonly of: Transaction;
  readonly commit: () => void;
  readonly rollBack: (reason: RolledBack) => void;
  /** Resolves when it is committed, rejects when it is not. */
  readonly ended: () => Promise<void>;
}

class RolledBack extends Error {}

const asWritten = (value: string): string => value;
/** Times, intervals and lists of them, which drizzle reads itself. */
const plainTimes = Object.fromEntries(
  [types.TIMESTAMP, types.TIMESTAMPTZ, types.INTERVAL, types.DATE, 1231, 1115, 1185, 1187, 1182].map((type) => [
    type,
    asWritten,
  ]),
);

const optionsOf = ({ rowMode, plainTimes: isPlain }: QueryForm) => ({
  ...(rowMode && { rowMode }),
  ...(isPlain && { parsers: plainTimes }),
});

const { folder, image } = workerData as Opening;
setFlagsFromString(tieringBudget);
const client = await PGlite.create({
  dataDir: folder,
  ...(image && { loadDataDir: new Blob([new Uint8Array(image)]) }),
});
const open = new Map<number, Open>();
const listened = new Map<string, () => Promise<void>>();

const say = (message: FromThread): void => parentPort?.postMessage(message);

function openOf(tx: number): Open {
  const found = open.get(tx);
  if (found) return found;
  throw new Error(`there is no transaction ${tx}`);
}

/** Resolves when the transaction has begun; it lasts until `end`. */
const begin = (tx: number): Promise<void> =>
  new Promise((begun, failed) => {
    const ended = client.transaction(
      (of) =>
        new Promise<void>((commit, rollBack) => {
          open.set(tx, { of, commit, rollBack, ended: () => ended });
          begun();
        }),
    );
    ended.catch(failed);
  });

async function end(tx: number, commits: boolean): Promise<void> {
  const { commit, rollBack, ended } = openOf(tx);
  open.delete(tx);
  if (commits) commit();
  else rollBack(new RolledBack());
  await ended().catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error;
  });
}

async function listen(channel: string): Promise<void> {
  listened.set(channel, await client.listen(channel, (payload) => say({ kind: 'notified', channel, payload })));
}

async function unlisten(channel: string): Promise<void> {
  const stop = listened.get(channel);
  listened.delete(channel);
  await stop?.();
}

type Carried = { readonly [K in Asked['kind']]: (asked: Extract<Asked, { kind: K }>) => Promise<unknown> };

const carryOut: Carried = {
  query: ({ text, values, form, tx }) =>
    (tx === undefined ? client : openOf(tx).of).query(text, [...values], optionsOf(form)),
  exec: ({ text, tx }) => (tx === undefined ? client : openOf(tx).of).exec(text),
  begin: ({ tx }) => begin(tx),
  end: ({ tx, commits }) => end(tx, commits),
  listen: ({ channel }) => listen(channel),
  unlisten: ({ channel }) => unlisten(channel),
  close: () => client.close(),
};

function tellable(error: unknown): ThreadError {
  if (!(error instanceof Error)) return { message: String(error), stack: undefined, members: {} };
  const members = Object.entries(error).filter(
    (member): member is [string, string | number] => typeof member[1] === 'string' || typeof member[1] === 'number',
  );
  return { message: error.message, stack: error.stack, members: Object.fromEntries(members) };
}

parentPort?.on('message', ({ id, ...asked }: ToThread) => {
  // The key chooses the function for its own kind; the compiler cannot follow that through the index.
  const work = carryOut[asked.kind] as (one: Asked) => Promise<unknown>;
  Promise.resolve()
    .then(() => work(asked))
    .then(
      (result) => say({ kind: 'answer', id, result }),
      (error: unknown) => say({ kind: 'failure', id, error: tellable(error) }),
    );
});
say({ kind: 'answer', id: 0, result: undefined });
