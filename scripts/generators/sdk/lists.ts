import { z } from 'zod';

const mediaSchema = z.looseObject({ examples: z.record(z.string(), z.unknown()).default({}) });
const operationSchema = z.looseObject({
  'x-repeatable': z.boolean().default(false),
  parameters: z.array(z.looseObject({ name: z.string() })).default([]),
  responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), mediaSchema).default({}) })),
});
const documentSchema = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) });

const problemType = 'application/problem+json';

/** What both SDKs know of the operations beyond their methods. */
export interface Lists {
  /** Of operations that take an `Idempotency-Key`. */
  readonly idempotentPaths: readonly string[];
  /** Of operations by which nothing is done twice, with or without a key. */
  readonly repeatablePaths: readonly string[];
  /** By method and path the media types of answers, of operations that answer something else than JSON alone. */
  readonly answerTypes: Readonly<Record<string, readonly string[]>>;
  /** Of which the document has an example, under its name. */
  readonly problemCodes: readonly string[];
}

/** Reads them from the text of the OpenAPI document. */
export function listsOf(text: string): Lists {
  const { paths } = documentSchema.parse(JSON.parse(text));
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method })),
  );
  const posts = operations.filter(({ method }) => method === 'post');
  const answers = operations.map(({ method, path, responses }) => {
    const done = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    const types = done.flatMap(([, { content }]) => Object.keys(content));
    return [`${method.toUpperCase()} ${path}`, [...new Set(types)]] as const;
  });
  const problems = operations.flatMap(({ responses }) =>
    Object.values(responses).flatMap(({ content }) => Object.keys(content[problemType]?.examples ?? {})),
  );
  return {
    problemCodes: [...new Set(problems)].toSorted(),
    idempotentPaths: posts
      .filter(({ parameters }) => parameters.some(({ name }) => name === 'idempotency-key'))
      .map(({ path }) => path),
    repeatablePaths: posts.filter((operation) => operation['x-repeatable']).map(({ path }) => path),
    answerTypes: Object.fromEntries(answers.filter(([, types]) => types.join() !== 'application/json')),
  };
}
