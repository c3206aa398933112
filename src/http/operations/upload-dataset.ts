import { Readable } from 'node:stream';
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { uploadDataset as upload } from '../../decide/datasets.js';
import { datasetSchema, showDataset } from '../datasets.js';
import { idempotencyHeaders } from '../idempotency.js';
import { nameSchema } from '../names.js';
import { operation, problemResponses } from '../operation.js';

const route = createRoute({
  method: 'post',
  path: '/v1/datasets',
  operationId: 'uploadDataset',
  tags: ['datasets'],
  summary: 'Upload a file',
  description:
    'The body is the file: CSV or another delimited text, Parquet, JSON, NDJSON, or gzip of these. It is written to disk as it comes in.',
  request: {
    headers: idempotencyHeaders,
    query: z.object({
      name: nameSchema.meta({
        description: 'Name of the file; its ending tells formats apart that could be either.',
        example: 'iris.csv',
      }),
    }),
    body: {
      required: true,
      content: { 'application/octet-stream': { schema: z.string().meta({ type: 'string', format: 'binary' }) } },
    },
  },
  responses: {
    201: { description: 'The dataset.', content: { 'application/json': { schema: datasetSchema } } },
    ...problemResponses(400, 401, 403, 409, 413, 422, 500, 503),
  },
});

export const uploadDataset = operation(route, 'probe', async (c, context) => {
  const { body } = c.req.raw;
  const source: AsyncIterable<Uint8Array> = body ? Readable.fromWeb(body) : Readable.from([]);
  const dataset = await upload(context, {
    name: c.req.valid('query').name,
    source,
    idempotencyKey: c.req.valid('header')['idempotency-key'],
  });
  return c.json(showDataset(dataset), 201, { Location: `/v1/datasets/${dataset.id}` });
});
