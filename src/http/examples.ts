import type { RouteConfig } from '@hono/zod-openapi';
import { z } from 'zod';
import type { ErrorCode } from '../errors.js';
import { readPackageFile } from '../package-info.js';
import { none, type OperationFacts, problemExamples } from './problem-examples.js';
import { problemBody, problemStatuses } from './problems.js';

/** Where answers of a running service are recorded, by operation; `npm run record:examples` does it. */
const recordedPath = 'openapi/examples.json';

const recordedSchema = z.record(z.string(), z.json());

const codes = Object.keys(problemExamples) as ErrorCode[];

/** Name of the example of an answer: the operation, and where that answers in several media types, the type. */
export const exampleName = (operationId: string, type: string): string =>
  type === 'application/json' ? operationId : `${operationId}.${type.replace(/^.*\/(?:x-)?/, '')}`;

const requestId = '019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071';

type Response = RouteConfig['responses'][string];

/** A description with examples of its answers: one that was recorded, and every problem that the operation can answer. They stand among the components. */
export function withExamples<R extends RouteConfig>(route: R): R {
  const facts = factsOf(route);
  const recorded = recordedExamples();
  const examplesOf = (status: string, type: string): string[] =>
    Number(status) < 400
      ? [exampleName(facts.operationId, type)].filter((name) => name in recorded)
      : codes.filter((code) => problemStatuses[code] === Number(status) && problemExamples[code].of(facts));
  const responses = Object.entries(route.responses).map(([status, response]): [string, Response] => [
    status,
    withReferences(response, (type) => examplesOf(status, type)),
  ]);
  return { ...route, responses: Object.fromEntries(responses) };
}

/** All examples by their names. */
export function componentExamples(): object {
  const recorded = Object.entries(recordedExamples()).map(([name, value]): [string, object] => [name, { value }]);
  const shown = codes
    .filter((code) => problemExamples[code].of !== none)
    .map((code): [string, object] => [code, { value: problemBody(code, problemExamples[code], requestId) }]);
  return Object.fromEntries([...recorded, ...shown]);
}

let read: z.infer<typeof recordedSchema> | undefined;

/** None where nothing was recorded yet. */
const recordedExamples = (): z.infer<typeof recordedSchema> =>
  (read ??= recordedSchema.catch({}).parse(readPackageFile(recordedPath)));

function factsOf({ operationId = '', request }: RouteConfig): OperationFacts {
  const { body, headers } = request ?? {};
  return {
    operationId,
    readsBody: body !== undefined,
    readsJson: body !== undefined && 'application/json' in body.content,
    isIdempotent: headers instanceof z.ZodObject && 'idempotency-key' in headers.shape,
  };
}

function withReferences(response: Response, namesOf: (type: string) => readonly string[]): Response {
  if (!('content' in response) || !response.content) return response;
  const content = Object.entries(response.content).map(([type, media]): [string, object] => {
    const names = namesOf(type);
    const examples = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/examples/${name}` }]));
    return [type, names.length === 0 ? { ...media } : { ...media, examples }];
  });
  return { ...response, content: Object.fromEntries(content) };
}
