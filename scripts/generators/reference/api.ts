import { z } from 'zod';

const parameterSchema = z.looseObject({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  description: z.string().optional(),
  schema: z.looseObject({ description: z.string().optional() }).optional(),
});

const operationSchema = z.looseObject({
  operationId: z.string(),
  tags: z.array(z.string()),
  summary: z.string(),
  description: z.string().optional(),
  parameters: z.array(parameterSchema).optional(),
  responses: z.record(z.string(), z.looseObject({ description: z.string() })),
});

const documentSchema = z.looseObject({
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

type Operation = z.infer<typeof operationSchema> & { readonly method: string; readonly path: string };

/** Every operation of the service, from its OpenAPI document. Throws where one has no section to stand in. */
export function apiPage(openApi: unknown): string {
  const { tags, paths } = documentSchema.parse(openApi);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]): Operation => ({ ...one, method: method.toUpperCase(), path })),
  );
  const lost = operations.filter((one) => !tags.some(({ name }) => name === one.tags[0]));
  if (lost.length > 0)
    throw new Error(
      `no section for ${lost.map((one) => one.operationId).join(', ')}: their first tags are not defined`,
    );
  const sections = tags.flatMap(({ name, description }) => [
    `## ${name}`,
    description,
    ...operations.filter((one) => one.tags[0] === name).map(sectionOf),
  ]);
  return `${[
    '# Operations of the service',
    'Bodies and answers with examples are in [openapi.json](../../openapi/openapi.json); a server shows it at `/docs`. Problems are `application/problem+json` (RFC 9457) with a stable `code`.',
    ...sections,
  ].join('\n\n')}\n`;
}

function sectionOf({ operationId, method, path, summary, description, parameters = [], responses }: Operation): string {
  const asked = parameters.map(
    ({ name, in: place, required, description: said, schema }) =>
      `- \`${name}\` (${place}${required ? ', required' : ''}): ${oneLine(said ?? schema?.description ?? '')}`,
  );
  const answers = Object.entries(responses).map(([status, { description: said }]) => `- ${status}: ${oneLine(said)}`);
  return [
    `### ${operationId}`,
    `\`${method} ${path}\`: ${summary}.${description === undefined ? '' : ` ${oneLine(description)}`}`,
    ...(asked.length > 0 ? [asked.join('\n')] : []),
    answers.join('\n'),
  ].join('\n\n');
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
