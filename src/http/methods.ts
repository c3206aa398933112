import type { MiddlewareHandler } from 'hono';
import type { Env, Operation } from './operation.js';
import { problem } from './problems.js';

/** Refuses a method that the path does not answer. A path that is written out goes before one with a parameter in its place. */
export function checkMethod(operations: readonly Operation[]): MiddlewareHandler<Env> {
  const paths = pathsOf(operations);
  return async (c, next) => {
    const { method, path } = c.req;
    const methods = paths.find(({ pattern }) => pattern.test(path))?.methods ?? [method];
    if (methods.includes(method)) return next();
    return problem(c, 'method_not_allowed', {
      detail: `${path} does not answer ${method}.`,
      hint: `It answers ${methods.join(', ')}.`,
      headers: { Allow: methods.join(', ') },
    });
  };
}

interface Path {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

function pathsOf(operations: readonly Operation[]): Path[] {
  const methodsByPath = new Map<string, string[]>();
  for (const { route } of operations) {
    const methods = route.method === 'get' ? ['GET', 'HEAD'] : [route.method.toUpperCase()];
    methodsByPath.set(route.path, [...(methodsByPath.get(route.path) ?? []), ...methods]);
  }
  const hasParameter = ([path]: readonly [string, string[]]): number => Number(path.includes('{'));
  return [...methodsByPath]
    .toSorted((one, other) => hasParameter(one) - hasParameter(other))
    .map(([path, methods]) => ({ pattern: patternOf(path), methods }));
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', String.raw`\.`).replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
