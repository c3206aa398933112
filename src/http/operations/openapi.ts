import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { type App, problemResponses } from '../operation.js';

const documentSchema = z.looseObject({ openapi: z.literal('3.1.0') }).meta({ id: 'OpenApiDocument' });
export type OpenApiDocument = z.infer<typeof documentSchema>;

export const openApiRoute = createRoute({
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
export function addOpenApi(app: App, createDocument: () => OpenApiDocument): void {
  let document: OpenApiDocument | undefined;
  app.openapi(openApiRoute, (c) => c.json((document ??= createDocument()), 200));
}
