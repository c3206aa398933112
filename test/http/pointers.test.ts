import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createFolderStore } from '../../src/files/folder-store.js';
import { problemSchema } from '../../src/http/problems.js';
import { createService, post, smallest } from './helpers.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-pointers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { app, startWorker } = createService({ files: createFolderStore(folder) });
const csv = [
  'a,b,when,y',
  ...Array.from({ length: 60 }, (_, i) => `${i % 10},x${i},no,${i % 10 > 4 ? 'p' : 'q'}`),
].join('\n');

const idSchema = z.looseObject({ id: z.string(), decisionId: z.string().optional() });
const made = async (path: string, request: RequestInit) => {
  const response = await app.request(path, request);
  expect(response.status).toBe(201);
  return idSchema.parse(await response.json());
};
const stop = await startWorker();
const { id: dataset } = await made('/v1/datasets?name=rows.csv', { method: 'POST', body: csv });
const reading = { target: ['y'] };
const trained = await made(
  '/v1/recommendations',
  post(
    {
      dataset: { id: dataset, target: ['y'], ignore: ['b', 'when'] },
      constraints: { settings: { foldRepeats: 1, epochs: 5 } },
      probe: { trialsLimit: 1 },
    },
    { Prefer: 'wait=60' },
  ),
);
await stop();

/** The problem of a request, and where each of its places stands in the request. */
async function pointersOf(path: string, request: RequestInit) {
  const problem = problemSchema.parse(await (await app.request(path, request)).json());
  expect(problem.status).toBe(422);
  for (const { message } of problem.errors ?? []) expect(message).not.toBe('');
  return [problem.code, problem.errors?.map(({ pointer }) => pointer)];
}

describe('a dataset that cannot be read as it is asked for', () => {
  it.each([
    ['target_absent', { target: ['zz'] }, ['/target/0']],
    ['target_absent', { target: ['y', 'zz'] }, ['/target/1']],
    ['column_missing', { group: 'nope' }, ['/group']],
    ['column_missing', { time: 'nope' }, ['/time']],
    ['column_missing', { weight: 'nope' }, ['/weight']],
    ['column_missing', { ignore: ['b', 'nope'] }, ['/ignore/1']],
    ['target_unsuitable', { task: 'count' }, ['/task']],
    ['target_unsuitable', { target: ['b'] }, ['/target']],
    ['usage_invalid', { ignore: ['a', 'y'], group: 'a' }, ['/ignore/1', '/group']],
    ['usage_invalid', { target: ['a', 'y'] }, ['/target']],
    ['usage_invalid', { target: ['a', 'y'], task: 'count' }, ['/task']],
    ['usage_invalid', { time: 'when' }, ['/time']],
    ['usage_invalid', { weight: 'when' }, ['/weight']],
    ['target_constant', { target: ['when'] }, ['/target']],
    ['no_features', { ignore: ['a', 'b', 'when'] }, ['/ignore']],
  ])('is answered by %s for %j, with the places in the request', async (code, asked, pointers) => {
    const body = { ...reading, ...asked };
    expect(await pointersOf(`/v1/datasets/${dataset}/profile`, post(body))).toEqual([code, pointers]);
    expect(await pointersOf('/v1/recommendations', post({ dataset: { id: dataset, ...body } }))).toEqual([
      code,
      pointers.map((pointer) => `/dataset${pointer}`),
    ]);
  });
});

describe('a request that is legal by its schema', () => {
  const probes = `/v1/recommendations/${trained.id}/probes`;
  const advise = '/v1/recommendations';
  const asked = { dataset: { id: dataset, ...reading } };
  it.each([
    ['request_invalid', probes, { budgetSeconds: 4000 }, '/budgetSeconds'],
    ['request_invalid', probes, { trialsLimit: 2000 }, '/trialsLimit'],
    ['request_invalid', advise, { ...asked, probe: { budgetSeconds: 4000 } }, '/probe/budgetSeconds'],
    [
      'settings_invalid',
      advise,
      { ...asked, probe: { search: 'grid' }, constraints: { settings: { search: 'random' } } },
      '/probe/search',
    ],
    ['column_missing', `${advise}/${trained.id}/predictions`, { rows: [{ b: 1 }] }, '/rows'],
    ['usage_invalid', '/v1/keys', { name: 'x', scopes: ['advise'], expiresAt: '2020-01-01T00:00:00Z' }, '/expiresAt'],
    ['profile_invalid', '/v1/simulations', { ...smallest, changes: { nonsense: 1 } }, '/changes'],
  ])('is answered by %s of %s, with the place in it', async (code, path, body, pointer) => {
    expect(await pointersOf(path, post(body))).toEqual([code, [pointer]]);
  });

  it('is answered with the place where it names a decision of another kind', async () => {
    const page = z.object({ data: z.array(z.object({ id: z.string(), kind: z.string() })) });
    const { data } = page.parse(await (await app.request('/v1/decisions?kind=verdicts')).json());
    const body = post({ decision: data[0]?.id, changes: { rows: 5 } });
    expect(await pointersOf('/v1/simulations', body)).toEqual(['usage_invalid', ['/decision']]);
    const other = `/v1/decisions/${data[0]?.id}/counterfactuals?slot=optimizer`;
    expect(await pointersOf(other, {})).toEqual(['usage_invalid', ['/id']]);
  });
});
