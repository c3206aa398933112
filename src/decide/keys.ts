import { hashApiKey, newApiKey, type Scope, scopes } from '../api-key.js';
import { SextantError } from '../errors.js';
import {
  countKeys,
  ensureWorkspace,
  findWorkspace,
  findKey,
  findKeyById,
  insertKey,
  listKeys as listRows,
  revokeKey as revoke,
} from '../store/keys.js';
import type { Page } from '../page.js';
import type { KeyRow } from '../store/schema.js';
import { answerOnce, type IdempotentRequest, type KeepAnswer } from './answer-once.js';
import type { Context } from './context.js';
import { notFound } from './not-found.js';
import { recordServiceEvents } from './record-event.js';

/** A key as it is shown: all but the key. Times are milliseconds since the epoch. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
}

export interface CreateKeyRequest {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Milliseconds since the epoch; without it the key does not expire. */
  readonly expiresAt?: number | undefined;
  /** Name of another workspace than the context's, which is made where there is none. */
  readonly workspace?: string | undefined;
  readonly idempotency?: IdempotentRequest | undefined;
}

export interface NewKey {
  readonly key: string;
  readonly of: ApiKey;
}

/**
 * Makes a key; `key` is shown this once. A request that is sent again makes no other, and is told so: nothing keeps the key itself.
 * @throws SextantError `usage_invalid` where it would have expired already, `key_shown` when sent again, `idempotency_conflict`, and what the store throws
 */
export async function createKey(context: Context, request: CreateKeyRequest): Promise<NewKey> {
  const { key, of } = await answerOnce<Partial<NewKey> & Pick<NewKey, 'of'>>(context, request.idempotency, (keep) =>
    makeKey(context, request, keep),
  );
  if (key !== undefined) return { key, of };
  throw new SextantError('key_shown', `This request has made the key ${of.id} before, and a key is shown once.`, {
    hint: 'Where the answer was lost, revoke that key and make another, with another idempotency key.',
    fields: { id: of.id },
  });
}

async function makeKey(context: Context, request: CreateKeyRequest, keep: KeepAnswer): Promise<NewKey> {
  const now = context.clock.now();
  const { name, expiresAt, workspace } = request;
  if (expiresAt !== undefined && expiresAt <= now)
    throw new SextantError('usage_invalid', 'The key would have expired already.', {
      hint: 'Give a time in the future, or none.',
      fields: { pointers: ['/expiresAt'] },
    });
  const key = newApiKey(context.randomBytes);
  const { made, entries } = await context.store(({ db }) =>
    db.transaction(async (tx) => {
      const workspaceId =
        workspace === undefined
          ? context.workspaceId
          : await ensureWorkspace(tx, { id: context.ids('wsp'), name: workspace, now });
      const made: KeyRow = {
        id: context.ids('key'),
        workspaceId,
        name,
        keyHash: hashApiKey(key),
        scopes: scopes.filter((scope) => request.scopes.includes(scope)),
        createdAt: now,
        expiresAt: expiresAt ?? null,
        revokedAt: null,
      };
      await keep(tx, { of: shown(made) });
      await insertKey(tx, made);
      const { id, scopes: granted } = made;
      const event = { kind: 'key', change: 'created', key: id, workspaceId, name } as const;
      const told = { ...event, scopes: [...granted], expiresAt: made.expiresAt };
      return { made, entries: await recordServiceEvents(tx, context, [told]) };
    }),
  );
  context.witness?.(entries);
  return { key, of: shown(made) };
}

/**
 * The same context in the workspace of this name.
 * @throws SextantError `not_found` where there is none, and what the store throws
 */
export async function inWorkspace(context: Context, name: string): Promise<Context> {
  const workspaceId = await context.store(({ db }) => findWorkspace(db, name));
  if (workspaceId !== undefined) return { ...context, workspaceId };
  throw new SextantError('not_found', `There is no workspace ${JSON.stringify(name.slice(0, 60))}.`, {
    hint: '`sextant keys create --workspace` makes one with its first key.',
  });
}

/** Keys of the workspace, newest first, those that ended too. */
export async function listKeys(context: Context, page: Page): Promise<ApiKey[]> {
  const { workspaceId } = context;
  const rows = await context.store(({ db }) => listRows(db, { ...page, workspaceId }));
  return rows.map(shown);
}

/**
 * Ends a key at once and for good.
 * @throws SextantError `not_found` where the workspace has no such key, and what the store throws
 */
export async function revokeKey(context: Context, id: string): Promise<ApiKey> {
  const { workspaceId, clock } = context;
  const { row, entries } = await context.store(({ db }) =>
    db.transaction(async (tx) => {
      const before = await findKeyById(tx, workspaceId, id);
      if (before === undefined) throw notFound('key', id);
      // One that has ended stays as it is.
      if (before.revokedAt !== null) return { row: before, entries: [] };
      const { name } = before;
      const event = { kind: 'key', change: 'revoked', key: id, workspaceId, name } as const;
      const ended = await revoke(tx, { workspaceId, id, now: clock.now() });
      return { row: ended ?? before, entries: await recordServiceEvents(tx, context, [event]) };
    }),
  );
  context.witness?.(entries);
  return shown(row);
}

/** Who asks, and what it may do. */
export interface Caller {
  /** Null where no key is needed. */
  readonly keyId: string | null;
  readonly workspaceId: string;
  readonly scopes: readonly Scope[];
}

/** The caller of a good key; `undefined` for one that is unknown, revoked or expired. */
export async function authenticate(context: Context, key: string): Promise<Caller | undefined> {
  const row = await context.store(({ db }) => findKey(db, hashApiKey(key)));
  if (!row || row.revokedAt !== null) return undefined;
  if (row.expiresAt !== null && row.expiresAt <= context.clock.now()) return undefined;
  return { keyId: row.id, workspaceId: row.workspaceId, scopes: scopesOf(row) };
}

/** Whether a key was ever made. A service without one is open to this machine; one whose keys have ended stays closed. */
export const hasKeys = async (context: Context): Promise<boolean> =>
  (await context.store(({ db }) => countKeys(db))) > 0;

const scopesOf = (row: KeyRow): Scope[] => scopes.filter((scope) => row.scopes.includes(scope));

const shown = (row: KeyRow): ApiKey => {
  const { id, name, createdAt, expiresAt, revokedAt } = row;
  return { id, name, scopes: scopesOf(row), createdAt, expiresAt, revokedAt };
};
