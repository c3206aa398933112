import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createService, post, smallest } from './helpers.js';

const { app } = createService();
const shape = z.looseObject({ id: z.string(), decisionId: z.string(), settings: z.record(z.string(), z.unknown()) });
const create = async (body: unknown) =>
  shape.parse(await (await app.request('/v1/recommendations', post(body))).json());

const reportSchema = z.object({
  title: z.string(),
  reproduce: z.object({
    commands: z.array(z.string()),
    identity: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
});
async function reportOf(id: string) {
  const headers = { Accept: 'application/json' };
  const { title, reproduce } = reportSchema.parse(
    await (await app.request(`/v1/recommendations/${id}/report`, { headers })).json(),
  );
  const identity = Object.fromEntries(reproduce.identity.map(({ name, value }) => [name, value]));
  return { title, commands: reproduce.commands, identity };
}

it('a report names file, hash, version and the request that gives the same again', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 10},${i % 10 > 4 ? 'p' : 'q'}`);
  const text = `a,y\n${rows.join('\n')}\n`;
  const upload = { method: 'POST', body: text, headers: { 'Content-Type': 'text/csv' } };
  const dataset = z
    .object({ id: z.string() })
    .parse(await (await app.request('/v1/datasets?name=a.csv', upload)).json());
  const constraints = { settings: { epochs: 20 } };
  const made = await create({ dataset: { id: dataset.id, target: ['y'] }, constraints });
  const { title, commands, identity } = await reportOf(made.id);
  expect(title).toBe('a.csv: y');
  expect(identity).toMatchObject({
    recommendation: made.id,
    file: 'a.csv',
    'SHA-256 of the file': createHash('sha256').update(text).digest('hex'),
    Sextant: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
  expect(commands[0]).toBe('POST /v1/recommendations');
  expect((await create(JSON.parse(commands[1] ?? ''))).settings).toEqual(made.settings);
  const page = await (await app.request(`/recommendations/${made.id}`)).text();
  expect(page).toContain('a.csv: y');
});

it('of a profile alone it has no file, and the profile with what was fixed is the request', async () => {
  const fixed = { optimizer: 'rmsprop', epochs: 7 };
  const made = await create({ ...smallest, constraints: { settings: fixed } });
  expect(made.settings).toMatchObject(fixed);
  const { title, commands, identity } = await reportOf(made.id);
  expect([title, identity['file']]).toEqual([made.id, undefined]);
  expect((await create(JSON.parse(commands[1] ?? ''))).settings).toEqual(made.settings);
});

it('of a decision that was erased there is none', async () => {
  const made = await create(smallest);
  const erased = await app.request(`/v1/decisions/${made.decisionId}/erasure`, post({ reason: 'asked for' }));
  expect(erased.status).toBe(200);
  expect((await app.request(`/v1/recommendations/${made.id}/report`)).status).toBe(404);
});
