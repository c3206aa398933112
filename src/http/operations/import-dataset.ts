import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { importDataset as importFile } from '../../decide/datasets.js';
import { datasetSchema, showDataset } from '../datasets.js';
import { idempotencyHeaders, idempotencyOf } from '../idempotency.js';
import { MOST_OF_NAME, nameSchema } from '../names.js';
import { stopOf } from '../limits.js';
import { linksTo } from '../links.js';
import { operation, problemResponses } from '../operation.js';

/** A key as a path that leads down: some storages lie in folders. */
const isKey = (text: string): boolean =>
  text.isWellFormed() && text.split('/').every((part) => part !== '' && !/\p{Cc}/u.test(part));

const objectSchema = z
  .string()
  .max(800)
  .refine(isKey, { message: 'A key has no empty part, no control characters and no half ones.' })
  .meta({
    pattern: String.raw`^[^/\u0000-\u001f\u007f-\u009f]+(?:/[^/\u0000-\u001f\u007f-\u009f]+)*$`,
    description: 'Key of the object, after the prefix that the service is configured with.',
    example: '2026/orders.parquet',
  });

const requestSchema = z
  .strictObject({
    object: objectSchema,
    name: nameSchema.optional().meta({
      description:
        'Name of the dataset; its ending tells formats apart that could be either. The last part of the key by default.',
    }),
  })
  .meta({ id: 'DatasetImportRequest' });

const route = createRoute({
  method: 'post',
  path: '/v1/datasets/import',
  operationId: 'importDataset',
  tags: ['datasets'],
  summary: 'Take in a file from the storage',
  description:
    'The file lies in the bucket of the service already, below `SEXTANT_S3_IMPORT_PREFIX`, and may be larger than an upload. It is copied: what becomes of the object later does not matter to the dataset.',
  request: {
    headers: idempotencyHeaders,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: requestSchema,
          examples: { parquet: { summary: 'A table in Parquet', value: { object: '2026/orders.parquet' } } },
        },
      },
    },
  },
  responses: {
    201: {
      description: 'The dataset.',
      headers: { Location: { description: 'Path of the dataset.', schema: { type: 'string' } } },
      links: linksTo(['getDataset', 'profileDataset', 'deleteDataset']),
      content: { 'application/json': { schema: datasetSchema } },
    },
    ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422, 500, 503),
  },
});

/** With its ending, by which formats are told apart. */
const lastPartOf = (object: string): string => object.slice(object.lastIndexOf('/') + 1).slice(-MOST_OF_NAME);

export const importDataset = operation(route, 'probe', async (c, context) => {
  const request = c.req.valid('json');
  const { object, name = lastPartOf(object) } = request;
  const dataset = await importFile(context, {
    object,
    name,
    idempotency: idempotencyOf(c.req.valid('header'), 'importDataset', request),
    signal: stopOf(c),
  });
  return c.json(showDataset(dataset), 201, { Location: `/v1/datasets/${dataset.id}` });
});
