import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from '../decide/context.js';
import { problemSchema } from './problems.js';

/** What operations get. */
export interface Parts {
  readonly context: Context;
}

export type App = OpenAPIHono;

const descriptions = {
  400: 'The body is not JSON.',
  403: 'The request did not come from a program on this machine.',
  413: 'The body is larger than 1 MB.',
  415: 'The body is of another media type.',
  422: 'The body is JSON, but not what this operation reads; `errors` has the JSON pointer of each place.',
  500: 'The service failed; nothing was recorded.',
  503: 'The service cannot answer now; try again.',
} as const;

/** The problems that an operation may answer with, for the document. */
export const problemResponses = <S extends keyof typeof descriptions>(...statuses: readonly S[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: descriptions[status], content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  );
