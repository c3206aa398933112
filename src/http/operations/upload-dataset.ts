import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { uploadDataset as upload } from '../../decide/datasets.js';
import { datasetSchema, showDataset } from '../datasets.js';
import { idempotencyHeaders } from '../idempotency.js';
import { nameSchema } from '../names.js';
import { linksTo } from '../links.js';
import { operation, problemResponses } from '../operation.js';
import { fileTypes, openUpload } from '../uploads.js';

const bytes = z.string().meta({ type: 'string', format: 'binary' });

/** Not of zod: the framework reads a form that it can check, all of it, into memory. */
const form = {
  type: 'object' as const,
  required: ['file'],
  properties: { file: { type: 'string' as const, format: 'binary' } },
  additionalProperties: false,
};

const route = createRoute({
  method: 'post',
  path: '/v1/datasets',
  operationId: 'uploadDataset',
  tags: ['datasets'],
  summary: 'Upload a file',
  description: `The body is the file, or a form with it: CSV or another delimited text, Parquet, JSON, NDJSON, or gzip of these. It is written to disk as it comes in. A body that is the file may also be sent as ${fileTypes.slice(1).join(', ')}.`,
  request: {
    headers: idempotencyHeaders,
    query: z.object({
      name: nameSchema.optional().meta({
        description:
          'Name of the file; its ending tells formats apart that could be either. It may be left out where a form says it.',
        example: 'iris.csv',
      }),
    }),
    body: {
      required: true,
      content: { 'application/octet-stream': { schema: bytes }, 'multipart/form-data': { schema: form } },
    },
  },
  responses: {
    201: {
      description: 'The dataset.',
      links: linksTo(['getDataset', 'profileDataset', 'deleteDataset']),
      content: { 'application/json': { schema: datasetSchema } },
    },
    ...problemResponses(400, 401, 403, 409, 413, 415, 422, 500, 503),
  },
});

export const uploadDataset = operation(route, 'probe', async (c, context) => {
  const file = await openUpload(c, c.req.valid('query').name);
  const dataset = await upload(context, { ...file, idempotencyKey: c.req.valid('header')['idempotency-key'] });
  return c.json(showDataset(dataset), 201, { Location: `/v1/datasets/${dataset.id}` });
});
