import { z } from 'zod';
import { createSharing, mapValues, type Part, type Sharing } from './sharing.js';

const operationSchema = z.looseObject({
  operationId: z.string(),
  tags: z.array(z.string()).min(1),
  parameters: z.array(z.looseObject({ in: z.string(), name: z.string() })).default([]),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()),
});

const documentSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.looseObject({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});
export type Document = z.infer<typeof documentSchema>;
type Operation = z.infer<typeof operationSchema>;

export const readDocument = (text: string): Document => documentSchema.parse(JSON.parse(text));

/** Every operation, with where it is. */
export const operationsOf = ({ paths }: Document) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method })),
  );

/**
 * The same document in the form of which the best client is made. Problems are no answers in it, since the client raises them; a
 * stream of events is text; and schemas are as `createSharing` says.
 */
export function prepare(document: Document): Document {
  const sharing = createSharing(document.components.schemas);
  const schemas = mapValues(document.components.schemas, (schema, name) => sharing.membersOf(schema, name));
  const paths = mapValues(document.paths, (methods) =>
    mapValues(methods, (operation) => prepareOperation(operation, sharing)),
  );
  return {
    ...document,
    paths,
    components: { ...document.components, schemas: { ...schemas, ...sharing.shared() } },
  };
}

function prepareOperation(operation: Operation, sharing: Sharing): Operation {
  const { operationId, requestBody, responses } = operation;
  const answers = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  return {
    ...operation,
    ...(requestBody !== undefined && { requestBody: withSchemas(requestBody, sharing, `${operationId}Body`) }),
    responses: Object.fromEntries(
      answers.map(([status, answer]) => [status, withSchemas(answer, sharing, `${operationId}Response${status}`)]),
    ),
  };
}

const contentSchema = z.looseObject({
  content: z.record(z.string(), z.looseObject({ schema: z.unknown() })).optional(),
});

function withSchemas(body: unknown, sharing: Sharing, name: string): Part {
  const { content, ...rest } = contentSchema.parse(body);
  if (!content) return rest;
  const read = (type: string, schema: unknown): unknown =>
    type.startsWith('text/') ? { type: 'string' } : sharing.placed(schema, name);
  return { ...rest, content: mapValues(content, (media, type) => ({ ...media, schema: read(type, media.schema) })) };
}
