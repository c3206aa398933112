import { createHash, randomUUID } from 'node:crypto';
import { canonicalize } from '../canonical-json.js';
import { SextantError } from '../errors.js';
import type { Database } from '../store/database.js';
import { type Claim, claimKey, findAnswer, idempotencyHours, releaseKey, saveAnswer } from '../store/idempotency.js';
import type { IdempotencyRow } from '../store/schema.js';
import type { Context } from './context.js';

/** A request that its caller may send again without its being done again. */
export interface IdempotentRequest {
  /** Of the caller's making, 1 to 255 characters. */
  readonly key: string;
  readonly operation: string;
  /** JSON; who sends the key with another is refused. */
  readonly request: unknown;
}

/** Keeps the answer in the transaction of what it answers. To be called before that transaction holds anything that others wait for, such as a chain. */
export type KeepAnswer = (tx: Database, answer: unknown) => Promise<void>;

class AnsweredMeanwhile extends Error {}

/** A request waits so long for another with its key. */
const waitMs = 10_000;
/** How often it looks for the answer of another process. */
const pollMs = 200;
/** Whoever carries out a request is taken to be alive for so long: when it was lost, the next one waits for less than `waitMs`. */
const leaseSeconds = 6;
const renewMs = 2_000;

/**
 * What `make` answers, at the first time; the same answer again after that, for 24 hours. `make` calls `keep` with its answer.
 * Of requests at the same time one is carried out, in whichever process, and the others wait for its answer. It holds its claim
 * by a lease; where one that was taken for lost goes on, the answer that is kept first is that of both.
 * @throws SextantError `idempotency_conflict` where the key belongs to another request, `in_progress` where the answer took too
 * long to wait for, and what `make` throws
 */
export async function answerOnce<T>(
  context: Context,
  request: IdempotentRequest | undefined,
  make: (keep: KeepAnswer) => Promise<T>,
): Promise<T> {
  if (request === undefined) return make(() => Promise.resolve());
  const { clock, underWay, workspaceId } = context;
  const { key, operation } = request;
  const requestHash = createHash('sha256').update(canonicalize(request.request), 'utf8').digest('hex');
  const again = (row: IdempotencyRow): T => {
    if (row.requestHash !== requestHash || row.operation !== operation) throw conflict();
    return JSON.parse(row.answer) as T;
  };
  const asking = { make, again, key, row: { operation, requestHash }, until: clock.elapsed() + waitMs };
  const place = `${workspaceId} ${key}`;
  for (let before = underWay.get(place); before; before = underWay.get(place)) {
    const answered = await within(before, asking.until - clock.elapsed());
    if (answered) return again(answered);
    if (clock.elapsed() >= asking.until) throw inProgress();
  }
  const first = answerFirst(context, asking);
  const settled = first.then(({ row }) => row, nothing).finally(() => underWay.delete(place));
  underWay.set(place, settled);
  return (await first).answer;
}

/** An answer, and as it is kept. */
interface Answered<T> {
  readonly answer: T;
  readonly row: IdempotencyRow | undefined;
}

interface Asking<T> {
  readonly make: (keep: KeepAnswer) => Promise<T>;
  readonly again: (row: IdempotencyRow) => T;
  readonly key: string;
  readonly row: Pick<IdempotencyRow, 'operation' | 'requestHash'>;
  readonly until: number;
}

/** The first of its key in this process: another may be at work on it. */
async function answerFirst<T>(context: Context, asking: Asking<T>): Promise<Answered<T>> {
  const { clock, store, workspaceId } = context;
  const claim: Claim = { workspaceId, key: asking.key, token: randomUUID() };
  for (;;) {
    const isClaimed = await store(({ db }) => claimKey(db, claim, leaseSeconds));
    try {
      // After the claim: until then another may have answered.
      const answered = await answerOf(context, asking.key);
      if (answered) return { answer: asking.again(answered), row: answered };
      if (isClaimed) return await carryOut(context, claim, asking);
    } finally {
      // Where it cannot be given free it ends with its lease.
      if (isClaimed) await store(({ db }) => releaseKey(db, claim)).catch(nothing);
    }
    if (clock.elapsed() >= asking.until) throw inProgress();
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

async function answerOf({ store, workspaceId, clock }: Context, key: string): Promise<IdempotencyRow | undefined> {
  const found = await store(({ db }) => findAnswer(db, { workspaceId, key }));
  const isPast = found && found.createdAt < clock.now() - idempotencyHours * 3_600_000;
  return isPast ? undefined : found;
}

/** Makes the answer and holds the claim meanwhile. */
async function carryOut<T>(context: Context, claim: Claim, { make, again, row }: Asking<T>): Promise<Answered<T>> {
  const { workspaceId, key } = claim;
  const hold = (): Promise<unknown> => context.store(({ db }) => claimKey(db, claim, leaseSeconds)).catch(nothing);
  const holding = setInterval(() => void hold(), renewMs);
  let kept: IdempotencyRow | undefined;
  const keep: KeepAnswer = async (tx, answer) => {
    kept = { ...row, workspaceId, key, answer: JSON.stringify(answer), createdAt: context.clock.now() };
    if (!(await saveAnswer(tx, kept))) throw new AnsweredMeanwhile();
  };
  try {
    const answer = await make(keep);
    return { answer, row: kept };
  } catch (error) {
    const meanwhile = isMeanwhile(error) ? await answerOf(context, key) : undefined;
    if (meanwhile) return { answer: again(meanwhile), row: meanwhile };
    throw error;
  } finally {
    clearInterval(holding);
  }
}

const nothing = (): undefined => undefined;

/** What a promise that does not fail comes to, `undefined` after so long. */
async function within<T>(settled: Promise<T | undefined>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), Math.max(0, milliseconds));
  });
  return Promise.race([settled, over]).finally(() => clearTimeout(timer));
}

/** A query's failure arrives as the cause of a failure of the store. */
const isMeanwhile = (error: unknown): boolean =>
  error instanceof AnsweredMeanwhile || (error instanceof Error && isMeanwhile(error.cause));

const conflict = (): SextantError =>
  new SextantError('idempotency_conflict', 'The idempotency key was used for another request.', {
    hint: 'Send the same request as at the first time, or another key.',
  });

const inProgress = (): SextantError =>
  new SextantError('in_progress', 'A request with this idempotency key is still being carried out.', {
    hint: 'Send the same request again later: it gets the answer of the first one.',
  });
