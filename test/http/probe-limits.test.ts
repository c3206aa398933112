import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scopes } from '../../src/api-key.js';
import { createKey } from '../../src/decide/keys.js';
import { createProbeFeed } from '../../src/decide/probe-feed.js';
import { problemSchema } from '../../src/http/problems.js';
import { createService, post } from './helpers.js';
import { smallCsv } from './service-client.js';

const idSchema = z.object({ id: z.string() });
const madeSchema = z.object({ id: z.string(), probe: z.object({ id: z.string() }).optional() });
const refusalOf = async (response: Response) => {
  const { code } = problemSchema.parse(await response.json());
  return [response.status, code, response.headers.get('retry-after')];
};

describe('a workspace that may have one probe open', async () => {
  const { context: usual } = createService();
  const { app, context } = createService({ limits: { ...usual.limits, openProbes: 1 } });
  /** A caller in a workspace of its own, with a dataset. */
  const callerIn = async (workspace: string) => {
    const { key } = await createKey(context, { name: 'test', scopes, workspace });
    const send = (path: string, request: RequestInit = {}): Promise<Response> => {
      const headers = new Headers(request.headers);
      headers.set('Authorization', `Bearer ${key}`);
      return Promise.resolve(app.request(path, { ...request, headers }));
    };
    const uploaded = await send('/v1/datasets?name=rows.csv', { method: 'POST', body: smallCsv });
    const dataset = { id: idSchema.parse(await uploaded.json()).id, target: ['y'] };
    const advise = (more: object = {}) => send('/v1/recommendations', post({ dataset, ...more }));
    /** All that a list has, as it is answered. */
    const listed = async (path: string): Promise<string> => (await send(`${path}?limit=200`)).text();
    return { send, advise, listed };
  };
  const [first, second] = [await callerIn('first'), await callerIn('second')];
  const probe = { trialsLimit: 1 };
  const plain = madeSchema.parse(await (await first.advise()).json());
  const probed = madeSchema.parse(await (await first.advise({ probe })).json());
  const lists = ['/v1/probes', '/v1/recommendations', '/v1/decisions'];

  it.each([
    ['a probe', () => first.send(`/v1/recommendations/${plain.id}/probes`, post(probe))],
    ['a recommendation with one', () => first.advise({ probe })],
  ])('is refused %s while there is one, and nothing of it is on record', async (_what, ask) => {
    const before = await Promise.all(lists.map(first.listed));
    expect(before[0]).toContain(probed.probe?.id);
    expect(await refusalOf(await ask())).toEqual([429, 'queue_full', '5']);
    expect(await Promise.all(lists.map(first.listed))).toEqual(before);
  });

  it('takes nothing from another, and has the next once that has ended', async () => {
    expect((await second.advise({ probe })).status).toBe(201);
    expect(await refusalOf(await second.advise({ probe }))).toEqual([429, 'queue_full', '5']);
    expect((await first.send(`/v1/probes/${probed.probe?.id}/cancel`, { method: 'POST' })).status).toBe(200);
    expect((await first.send(`/v1/recommendations/${plain.id}/probes`, post(probe))).status).toBe(201);
  });
});

describe('a feed of one follower at most', async () => {
  const { store, queue } = createService().context;
  const feed = createProbeFeed({ store: await store((opened) => Promise.resolve(opened)), most: 1 });
  const { app } = createService({ feed, store, ...(queue && { queue }) });
  afterAll(() => feed.close());

  it('refuses a second one, and lets it in once the first has left', async () => {
    const uploaded = await app.request('/v1/datasets?name=rows.csv', { method: 'POST', body: smallCsv });
    const dataset = { id: idSchema.parse(await uploaded.json()).id, target: ['y'] };
    const asked = post({ dataset, probe: { trialsLimit: 1 } });
    const { probe } = madeSchema.parse(await (await app.request('/v1/recommendations', asked)).json());
    const events = async (): Promise<Response> => app.request(`/v1/probes/${probe?.id}/events`);
    const one = await events();
    expect([one.status, feed.followers()]).toEqual([200, 1]);
    expect(await refusalOf(await events())).toEqual([429, 'too_many_streams', '5']);
    await one.body?.cancel();
    await expect.poll(() => feed.followers()).toBe(0);
    const next = await events();
    expect([next.status, feed.followers()]).toEqual([200, 1]);
    await next.body?.cancel();
  });
});
