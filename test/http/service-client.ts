import { expect } from 'vitest';
import { z } from 'zod';
import { post } from './helpers.js';

/** Sixty rows whose classes follow from `a`. */
export const smallCsv = ['a,y', ...Array.from({ length: 60 }, (_, i) => `${i % 10},${i % 10 > 4 ? 'p' : 'q'}`)].join(
  '\n',
);

/** What is trained is of no interest: short, and on one partition. */
export const shortTraining = { settings: { foldRepeats: 1, epochs: 20 } };

const idSchema = z.looseObject({ id: z.string(), decisionId: z.string().optional() });
const probeSchema = z.looseObject({ status: z.string(), error: z.looseObject({ code: z.string() }).nullable() });

/** Requests of a caller who waits for no answer longer than half a minute. */
export const ask = (url: string, request: RequestInit = {}): Promise<Response> =>
  fetch(url, { ...request, signal: AbortSignal.timeout(30_000) });

export async function uploadRows(url: string): Promise<string> {
  const upload = { method: 'POST', body: smallCsv, headers: { 'Content-Type': 'text/csv' } };
  const response = await ask(`${url}/v1/datasets?name=rows.csv`, upload);
  expect(response.status).toBe(201);
  return idSchema.parse(await response.json()).id;
}

/** A recommendation of the dataset, with a probe where one is wanted; ids of both. */
export async function adviseRows(url: string, dataset: string, probe?: object) {
  const body = { dataset: { id: dataset, target: ['y'] }, constraints: shortTraining, ...(probe && { probe }) };
  const response = await ask(`${url}/v1/recommendations`, post(body));
  expect(response.status).toBe(201);
  const shape = z.object({ id: z.string(), probe: z.object({ id: z.string() }).optional() });
  const made = shape.parse(await response.json());
  return { recommendation: made.id, probe: made.probe?.id ?? '' };
}

export const getProbe = async (url: string, id: string): Promise<z.infer<typeof probeSchema>> =>
  probeSchema.parse(await (await ask(`${url}/v1/probes/${id}`)).json());
