import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { scriptFormatNames } from '../../src/export/formats.js';
import { problemSchema } from '../../src/http/problems.js';
import { recommendationSchema } from '../../src/settings/recommendation.js';
import { createService, post, smallest } from './helpers.js';

const { app } = createService();
const idSchema = z.object({ id: z.string() });
const csv = [
  'a,"b ""\nimport os",y',
  ...Array.from({ length: 60 }, (_, i) => `${i % 10},${i % 7},${i % 10 > 4 ? 'p' : 'q'}`),
];

const upload = async (name: string): Promise<string> => {
  const request = { method: 'POST', body: csv.join('\n'), headers: { 'Content-Type': 'text/csv' } };
  const response = await app.request(`/v1/datasets?name=${encodeURIComponent(name)}`, request);
  return idSchema.parse(await response.json()).id;
};
const advise = async (body: object) =>
  recommendationSchema.parse(await (await app.request('/v1/recommendations', post(body))).json());

const dataset = await upload('rows "; x.csv');
const ofDataset = { dataset: { id: dataset, target: ['y'] } };
const plain = { hiddenActivation: 'relu', initializer: 'heNormal', inputScale: false, activationParametric: false };
const made = await advise({ ...ofDataset, constraints: { settings: plain } });

const get = (id: string, format: string) => app.request(`/v1/recommendations/${id}/exports/${format}`);
const problemOf = async (response: Response | Promise<Response>) => problemSchema.parse(await (await response).json());

describe('exportRecommendation', () => {
  it.each([
    ['keras', 'train_keras.py', 'text/x-python', 'import keras'],
    ['pytorch', 'train_pytorch.py', 'text/x-python', 'import torch'],
    ['sklearn', 'train_sklearn.py', 'text/x-python', 'from sklearn.neural_network import MLPClassifier'],
    ['tfjs', 'train_tfjs.mjs', 'text/javascript', 'from "@tensorflow/tfjs-node"'],
  ])('gives a program in %s for the dataset, as a file with a safe name', async (format, name, mediaType, line) => {
    const response = await get(made.id, format);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
    expect(response.headers.get('content-type')).toBe(`${mediaType}; charset=utf-8`);
    const text = await response.text();
    expect(text).toContain(line);
    expect(text).toContain('"b \\"\\u000aimport os"');
    expect(text).not.toMatch(/^import os/m);
    expect(text).toContain(`LEARNING_RATE = ${made.settings.learningRate}`);
  });

  it('gives the recommendation itself as json', async () => {
    const response = await get(made.id, 'json');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${made.id}.json"`);
    expect(recommendationSchema.parse(await response.json())).toEqual(made);
  });

  it('says 422 and names each setting where the library does not have what is recommended', async () => {
    const selu = { hiddenActivation: 'selu', optimizer: 'rmsprop' };
    const { id } = await advise({ ...ofDataset, constraints: { settings: selu } });
    const { status, code, errors, detail } = await problemOf(get(id, 'sklearn'));
    expect([status, code]).toEqual([422, 'export_unsupported']);
    expect(errors?.map(({ pointer }) => pointer)).toEqual(['/settings/hiddenActivation', '/settings/optimizer']);
    expect(errors?.[0]?.message).toContain('hiddenActivation: selu');
    expect(errors?.[0]?.message).not.toContain('rmsprop');
    expect(detail).toContain('rmsprop');
    expect((await get(id, 'pytorch')).status).toBe(200);
  });

  it('needs the rows: a profile names no columns', async () => {
    const { id } = await advise(smallest);
    expect(await problemOf(get(id, 'keras'))).toMatchObject({ status: 422, code: 'dataset_required' });
    expect((await get(id, 'json')).status).toBe(200);
    const gone = await upload('gone.csv');
    const before = await advise({ dataset: { id: gone, target: ['y'] } });
    await app.request(`/v1/datasets/${gone}`, { method: 'DELETE' });
    expect(await problemOf(get(before.id, 'keras'))).toMatchObject({ status: 422, code: 'dataset_required' });
  });

  it('says 404 for a recommendation that is not there, and 422 for a format that is not', async () => {
    const id = 'rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071';
    for (const format of ['keras', 'json'])
      expect(await problemOf(get(id, format))).toMatchObject({ status: 404, code: 'not_found' });
    expect(await problemOf(get(made.id, 'onnx'))).toMatchObject({ status: 422, code: 'request_invalid' });
  });
});

describe('the page of a recommendation', () => {
  const offered = async (id: string): Promise<string[]> => {
    const text = await (await app.request(`/recommendations/${id}`)).text();
    expect(text).toContain('Why: the decision');
    return scriptFormatNames.filter((format) => text.includes(`/v1/recommendations/${id}/exports/${format}"`));
  };
  const given = async (id: string): Promise<string[]> => {
    const statuses = await Promise.all(
      scriptFormatNames.map(async (format) => [format, (await get(id, format)).status] as const),
    );
    return statuses.flatMap(([format, status]) => (status === 200 ? [format] : []));
  };

  it('offers the programs that can be written for it, with a probe and without one', async () => {
    expect(await offered(made.id)).toEqual(['keras', 'pytorch', 'sklearn', 'tfjs']);
    const selu = await advise({ ...ofDataset, constraints: { settings: { ...plain, hiddenActivation: 'selu' } } });
    expect(await offered(selu.id)).toEqual(['keras', 'pytorch', 'tfjs']);
    // It waits: nothing here works.
    const probed = await advise({ ...ofDataset, probe: { trialsLimit: 2, seed: 0 } });
    for (const { id } of [made, selu, probed]) expect(await offered(id)).toEqual(await given(id));
  });

  it('offers none without rows', async () => {
    const gone = await upload('gone.csv');
    const before = await advise({ dataset: { id: gone, target: ['y'] } });
    expect(await offered(before.id)).toHaveLength((await given(before.id)).length);
    await app.request(`/v1/datasets/${gone}`, { method: 'DELETE' });
    for (const { id } of [before, await advise(smallest)])
      expect([await offered(id), await given(id)]).toEqual([[], []]);
  });
});
