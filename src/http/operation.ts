import { OpenAPIHono, type RouteConfig, type RouteHandler } from '@hono/zod-openapi';
import type { Context as RequestContext, MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Scope } from '../api-key.js';
import type { Context } from '../decide/context.js';
import type { Env } from './env.js';
import { dropLate } from './limits.js';
import { problem, problemSchema } from './problems.js';
import { traced } from './traced.js';

export type { Env } from './env.js';
export type App = OpenAPIHono<Env>;

export const newApp = (options: ConstructorParameters<typeof OpenAPIHono<Env>>[0] = {}): App =>
  new OpenAPIHono<Env>(options);

/** One path and method: its description, who may call it, and what it does. */
export interface Operation {
  /** `x-repeatable` tells clients of a POST that nothing is done twice by it, so that they may send it again. */
  readonly route: RouteConfig;
  /** Absent: anybody who reaches the service. */
  readonly scope: Scope | undefined;
  readonly addTo: (app: App, context: Context) => void;
}

type Handler<R extends RouteConfig> = (
  c: Parameters<RouteHandler<R, Env>>[0],
  /** Of the caller: everything in it happens in the caller's workspace and name. */
  context: Context,
) => ReturnType<RouteHandler<R, Env>>;

/** `handle` runs for callers with the scope alone. */
export function operation<R extends RouteConfig>(route: R, scope: Scope | undefined, handle: Handler<R>): Operation {
  const described: R =
    scope === undefined
      ? { ...route, security: [] }
      : {
          ...route,
          security: [{ apiKey: [] }],
          responses: { ...route.responses, ...problemResponses(...everywhere(route)) },
        };
  return {
    route: described,
    scope,
    addTo(app, context) {
      if (scope !== undefined) app.on(route.method, honoPath(route.path), requireScope(scope));
      const handler = (c: Parameters<RouteHandler<R, Env>>[0]) => {
        const answer = handle(c, contextOf(context, c));
        dropLate(c, answer);
        return answer;
      };
      app.openapi(described, handler);
    },
  };
}

/** What any operation for callers may answer with; a body that is not read is measured too. */
const everywhere = ({ method }: RouteConfig): (413 | 429)[] => (method === 'get' ? [429] : [413, 429]);

/** `/v1/keys/{id}` as hono writes it. */
const honoPath = (path: string): string => path.replaceAll(/\/\{([^}]+)\}/g, '/:$1');

/** The context of the caller: everything in it happens in the caller's workspace and name. */
export function contextOf(context: Context, c: RequestContext<Env>): Context {
  const { caller, span, traceparent } = c.var;
  const ofTrace = traceparent === undefined ? context : { ...traced(context, span), traceparent };
  return caller ? { ...ofTrace, workspaceId: caller.workspaceId, actor: caller.keyId ?? context.actor } : ofTrace;
}

const requireScope =
  (scope: Scope): MiddlewareHandler<Env> =>
  async (c, next) =>
    refusalOf(c, scope) ?? next();

/** What is answered to a caller without the scope; `undefined` where it has it. */
function refusalOf(c: RequestContext<Env>, scope: Scope): Response | undefined {
  const caller = c.get('caller');
  if (caller === undefined)
    return problem(c, 'key_required', {
      detail: 'This operation needs a key.',
      hint: 'Send one as `Authorization: Bearer sx_...`. `sextant keys create` makes one: with a key of the scope admin, or where the service is stopped.',
      headers: { 'WWW-Authenticate': 'Bearer realm="sextant"' },
    });
  if (caller.scopes.includes(scope)) return undefined;
  return problem(c, 'scope_missing', {
    detail: `The key does not have the scope ${scope}.`,
    hint: 'Use a key that has it. `sextant keys create --scope` says what a new key may do.',
    headers: { 'WWW-Authenticate': `Bearer realm="sextant", error="insufficient_scope", scope="${scope}"` },
  });
}

/** For an operation that needs a further scope for some of what it reads. */
export function checkScope(c: RequestContext<Env>, scope: Scope): void {
  const res = refusalOf(c, scope);
  if (res) throw new HTTPException(res.status as 401 | 403, { res });
}

const descriptions = {
  400: 'The request cannot be read.',
  401: 'A key is needed, or the one that was sent is not good.',
  403: 'The key does not have the scope, or the request did not come from a program on this machine.',
  404: 'There is no such thing in the workspace.',
  406: 'The answer is in no media type that the request accepts.',
  409: 'The state of the thing does not allow it, or the idempotency key belongs to another request or to one that is still being carried out.',
  413: 'The body is too large.',
  415: 'The body is of another media type.',
  422: 'The request is well-formed, but not what this operation reads; `errors` has each place.',
  429: 'The key has sent too many requests; `Retry-After` says when to go on.',
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
