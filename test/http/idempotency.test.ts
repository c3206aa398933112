import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createKey } from '../../src/decide/keys.js';
import { problemSchema } from '../../src/http/problems.js';
import { idempotencyRecords } from '../../src/store/schema.js';
import { createService, describedOperations, post } from './helpers.js';

const { app, context } = createService();
const { key } = await createKey(context, { name: 'admin', scopes: ['probe', 'admin'] });
const as = { Authorization: `Bearer ${key}` };
const codeOf = async (response: Response): Promise<string> => problemSchema.parse(await response.json()).code;
const countOf = async (path: string): Promise<number> => {
  const response = await app.request(`${path}?limit=200`, { headers: as });
  return z.object({ data: z.array(z.unknown()) }).parse(await response.json()).data.length;
};

describe('every operation that creates', () => {
  it('takes an idempotency key', () => {
    const creating = describedOperations().filter(({ responses }) => '201' in responses);
    expect(creating.length).toBeGreaterThanOrEqual(4);
    for (const { operationId, parameters } of creating)
      expect(
        parameters.map(({ name }) => name),
        operationId,
      ).toContain('idempotency-key');
  });
});

describe('an upload that is sent again', () => {
  const upload = (name: string, body: string, idempotencyKey: string): Promise<Response> =>
    Promise.resolve(
      app.request(`/v1/datasets?name=${name}`, {
        method: 'POST',
        body,
        headers: { ...as, 'Idempotency-Key': idempotencyKey },
      }),
    );

  it('is the same dataset', async () => {
    const first = await upload('a.csv', 'a,b\n1,2\n', 'up-1');
    const again = await upload('a.csv', 'a,b\n1,2\n', 'up-1');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await again.text()).toBe(await first.text());
    expect(await countOf('/v1/datasets')).toBe(1);
  });

  it('is one dataset, however many come at the same time', async () => {
    const before = await countOf('/v1/datasets');
    const sent = await Promise.all(Array.from({ length: 10 }, () => upload('b.csv', 'a,b\n1,3\n', 'up-2')));
    expect(new Set(await Promise.all(sent.map((one) => one.text()))).size).toBe(1);
    expect(await countOf('/v1/datasets')).toBe(before + 1);
  });

  it.each([
    ['other bytes', 'c.csv', 'a,b\n1,5\n'],
    ['another name', 'd.csv', 'a,b\n1,4\n'],
  ])('with %s is refused', async (_what, name, body) => {
    await upload('c.csv', 'a,b\n1,4\n', 'up-3');
    const response = await upload(name, body, 'up-3');
    expect([response.status, await codeOf(response)]).toEqual([409, 'idempotency_conflict']);
  });
});

describe('a key that is asked for again', () => {
  const create = (name: string, idempotencyKey: string): Promise<Response> =>
    Promise.resolve(
      app.request('/v1/keys', post({ name, scopes: ['probe'] }, { ...as, 'Idempotency-Key': idempotencyKey })),
    );

  it('is not made again and not shown again, and its id is named', async () => {
    const first = await create('one', 'key-1');
    const { id, key: secret } = z.object({ id: z.string(), key: z.string() }).parse(await first.json());
    const before = await countOf('/v1/keys');
    const again = await create('one', 'key-1');
    const problem = problemSchema.parse(await again.json());
    expect([again.status, problem.code]).toEqual([409, 'key_shown']);
    expect(problem.detail).toContain(id);
    expect(await countOf('/v1/keys')).toBe(before);
    const kept = await context.store(({ db }) => db.select().from(idempotencyRecords));
    expect(kept.map(({ key: called }) => called)).toContain('key-1');
    expect(JSON.stringify(kept)).not.toContain(secret);
  });

  it('is made once, however many ask at the same time', async () => {
    const before = await countOf('/v1/keys');
    const sent = await Promise.all(Array.from({ length: 10 }, () => create('two', 'key-2')));
    expect(sent.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(sent.filter(({ status }) => status === 409)).toHaveLength(9);
    expect(await countOf('/v1/keys')).toBe(before + 1);
  });

  it('under another name is refused', async () => {
    await create('three', 'key-3');
    expect(await codeOf(await create('four', 'key-3'))).toBe('idempotency_conflict');
  });
});
