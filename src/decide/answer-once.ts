import { createHash } from 'node:crypto';
import { canonicalize } from '../canonical-json.js';
import { SextantError } from '../errors.js';
import type { Database } from '../store/database.js';
import { findAnswer, idempotencyHours, saveAnswer } from '../store/idempotency.js';
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

/** Keeps the answer in the transaction of what it answers. To be called before that transaction writes anything else. */
export type KeepAnswer = (tx: Database, answer: unknown) => Promise<void>;

class AnsweredMeanwhile extends Error {}

/**
 * What `make` answers, at the first time; the same answer again after that, for 24 hours. `make` calls `keep` with its answer.
 * Of requests at the same time one is carried out, and the others get its answer.
 * @throws SextantError `idempotency_conflict` where the key belongs to another request, and what `make` throws
 */
export async function answerOnce<T>(
  context: Context,
  request: IdempotentRequest | undefined,
  make: (keep: KeepAnswer) => Promise<T>,
): Promise<T> {
  if (request === undefined) return make(() => Promise.resolve());
  const { key, operation } = request;
  const { workspaceId } = context;
  const requestHash = createHash('sha256').update(canonicalize(request.request), 'utf8').digest('hex');
  const before = async (): Promise<IdempotencyRow | undefined> => {
    const found = await context.store(({ db }) => findAnswer(db, { workspaceId, key }));
    const isPast = found && found.createdAt < context.clock.now() - idempotencyHours * 3_600_000;
    return isPast ? undefined : found;
  };
  const again = (row: IdempotencyRow): T => {
    if (row.requestHash !== requestHash || row.operation !== operation) throw conflict();
    return JSON.parse(row.answer) as T;
  };
  const answered = await before();
  if (answered) return again(answered);
  const keep: KeepAnswer = async (tx, answer) => {
    const row = { workspaceId, key, operation, requestHash, answer: JSON.stringify(answer) };
    if (!(await saveAnswer(tx, { ...row, createdAt: context.clock.now() }))) throw new AnsweredMeanwhile();
  };
  try {
    return await make(keep);
  } catch (error) {
    const meanwhile = isMeanwhile(error) ? await before() : undefined;
    if (meanwhile) return again(meanwhile);
    throw error;
  }
}

/** A query's failure arrives as the cause of a failure of the store. */
const isMeanwhile = (error: unknown): boolean =>
  error instanceof AnsweredMeanwhile || (error instanceof Error && isMeanwhile(error.cause));

const conflict = (): SextantError =>
  new SextantError('idempotency_conflict', 'The idempotency key was used for another request.', {
    hint: 'Send the same request as at the first time, or another key.',
  });
