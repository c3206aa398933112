import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { type Operation, operation, problemResponses } from '../operation.js';

const documentSchema = z.looseObject({ openapi: z.literal('3.1.0') }).meta({ id: 'OpenApiDocument' });
export type OpenApiDocument = z.infer<typeof documentSchema>;

const route = createRoute({
  method: 'get',
  path: '/openapi.json',
  operationId: 'getOpenApi',
  tags: ['service'],
  summary: 'This document',
  responses: {
    200: {
      description: 'OpenAPI 3.1.',
      content: {
        'application/json': { schema: documentSchema },
      },
    },
    ...problemResponses(403),
  },
});

/** The document is made once: it does not change while the service runs. */
export function getOpenApi(createDocument: () => OpenApiDocument): Operation {
  let document: OpenApiDocument | undefined;
  return operation(route, undefined, (c) => c.json((document ??= createDocument()), 200));
}
