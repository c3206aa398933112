import { describe, expect, it } from 'vitest';
import { defaultWorkspaceId } from '../../src/ids.js';
import { findAnswer, idempotencyHours, saveAnswer } from '../../src/store/idempotency.js';
import { countKeys, ensureWorkspace, findKey, insertKey, listKeys, revokeKey } from '../../src/store/keys.js';
import type { IdempotencyRow, KeyRow } from '../../src/store/schema.js';
import { describeOnBackends } from './backends.js';

const key = (id: string, over: Partial<KeyRow> = {}): KeyRow => ({
  id,
  workspaceId: defaultWorkspaceId,
  name: 'test',
  keyHash: `hash of ${id}`,
  scopes: ['advise'],
  createdAt: 1000,
  expiresAt: null,
  revokedAt: null,
  ...over,
});

describeOnBackends('keys and answers', (backend) => {
  const db = () => backend().store.db;

  describe('keys', () => {
    it('are found by their hash alone, each with its workspace', async () => {
      const other = await ensureWorkspace(db(), { id: 'wsp_other', name: 'other', now: 1 });
      await insertKey(db(), key('key_1'));
      await insertKey(db(), key('key_2', { workspaceId: other }));
      expect((await findKey(db(), 'hash of key_2'))?.workspaceId).toBe(other);
      expect(await findKey(db(), 'key_2')).toBeUndefined();
      expect((await listKeys(db(), { workspaceId: defaultWorkspaceId, limit: 9 })).map(({ id }) => id)).toEqual([
        'key_1',
      ]);
      await expect(insertKey(db(), key('key_3', { keyHash: 'hash of key_1' }))).rejects.toMatchObject({
        code: 'store_failed',
      });
    });

    it('count also when they have ended', async () => {
      expect(await countKeys(db())).toBe(0);
      await insertKey(db(), key('key_1', { expiresAt: 5000 }));
      await insertKey(db(), key('key_2', { revokedAt: 2000 }));
      expect(await countKeys(db())).toBe(2);
    });

    it('are revoked once, in their workspace alone', async () => {
      await insertKey(db(), key('key_1'));
      const revoke = (workspaceId: string, now: number) => revokeKey(db(), { workspaceId, id: 'key_1', now });
      expect(await revoke('wsp_none', 1)).toBeUndefined();
      expect((await revoke(defaultWorkspaceId, 2))?.revokedAt).toBe(2);
      expect((await revoke(defaultWorkspaceId, 3))?.revokedAt).toBe(2);
    });
  });

  it('a workspace is made once for a name', async () => {
    const make = (id: string) => ensureWorkspace(db(), { id, name: 'team', now: 1 });
    const [first, second] = [await make('wsp_a'), await make('wsp_b')];
    expect(second).toBe(first);
    expect(await ensureWorkspace(db(), { id: 'wsp_c', name: 'default', now: 1 })).toBe(defaultWorkspaceId);
  });

  describe('answers', () => {
    const row = (over: Partial<IdempotencyRow> = {}): IdempotencyRow => ({
      workspaceId: defaultWorkspaceId,
      key: 'order',
      operation: 'create',
      requestHash: 'r',
      answer: '{"b":1,"a":2}',
      createdAt: 1000,
      ...over,
    });

    it('are kept as they were given, the first one for a key', async () => {
      expect(await saveAnswer(db(), row())).toBe(true);
      expect(await saveAnswer(db(), row({ answer: '{}' }))).toBe(false);
      expect(await findAnswer(db(), row())).toEqual(row());
    });

    it('make place after a day', async () => {
      await saveAnswer(db(), row());
      const day = idempotencyHours * 3_600_000;
      expect(await saveAnswer(db(), row({ createdAt: 1000 + day }))).toBe(false);
      expect(await saveAnswer(db(), row({ createdAt: 1001 + day, answer: '{}' }))).toBe(true);
      expect((await findAnswer(db(), row()))?.answer).toBe('{}');
    });

    it('go when what they answer is not kept', async () => {
      const failing = db().transaction(async (tx) => {
        await saveAnswer(tx, row());
        throw new Error('the rest failed');
      });
      await expect(failing).rejects.toThrow('the rest failed');
      expect(await findAnswer(db(), row())).toBeUndefined();
    });
  });
});
