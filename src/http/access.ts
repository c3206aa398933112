import type { MiddlewareHandler } from 'hono';
import { isApiKey, scopes } from '../api-key.js';
import type { Context } from '../decide/context.js';
import { authenticate, type Caller, hasKeys } from '../decide/keys.js';
import type { Env } from './operation.js';
import { keyOfBrowser } from './pages/login.js';
import { problem } from './problems.js';

/** `localhost`, names below it, 127.0.0.0/8 and ::1, as a URL writes them. */
export const isLoopback = (hostname: string): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);

const sameSite = ['same-origin', 'none'];

/** How long it is taken as known that there are keys, or none, and whose one is: a revoked key opens no longer than this. */
const knownMs = 1_000;

/** Callers that are kept in mind at once. */
const mostKnown = 10_000;

/**
 * Finds out who asks. Without any key the service is for programs on this machine: everyone may do everything in the default workspace,
 * but a request is refused when its Host is no name of this machine (DNS rebinding), or when a browser says by Origin or
 * Sec-Fetch-Site that a page from elsewhere sent it. As soon as there are keys, a request speaks by one or for nobody; a browser that reads speaks by the one that it was given at the login.
 */
export function identify(context: Context): MiddlewareHandler<Env> {
  const { clock } = context;
  const isKeyed = remembered(clock, () => hasKeys(context));
  const callers = new Map<string, () => Promise<Caller | undefined>>();
  const callerOf = (key: string): Promise<Caller | undefined> => {
    if (callers.size >= mostKnown) callers.clear();
    const find = callers.get(key) ?? remembered(clock, () => authenticate(context, key));
    callers.set(key, find);
    return find();
  };
  return async (c, next) => {
    if (!(await isKeyed())) {
      const refusal = refusalOf(c.req.raw);
      if (refusal) return problem(c, 'access_denied', refusal);
      c.set('caller', { keyId: null, workspaceId: context.workspaceId, scopes });
      return next();
    }
    const header = c.req.header('authorization');
    const ofBrowser = header === undefined ? keyOfBrowser(c) : undefined;
    // One that has ended leads to the login, or is as none.
    if (ofBrowser !== undefined && isApiKey(ofBrowser)) c.set('caller', await callerOf(ofBrowser));
    if (header === undefined) return next();
    const key = /^Bearer +(\S+)$/i.exec(header)?.[1];
    const caller = key !== undefined && isApiKey(key) ? await callerOf(key) : undefined;
    if (caller === undefined)
      return problem(c, 'key_invalid', {
        detail: 'The key is unknown, revoked or expired.',
        hint: 'Send a good one as `Authorization: Bearer sx_...`. `sextant keys list` shows the keys.',
        headers: { 'WWW-Authenticate': 'Bearer realm="sextant", error="invalid_token"' },
      });
    c.set('caller', caller);
    return next();
  };
}

/** What was found out, for as long as it counts as known. A failure is not remembered. */
function remembered<T>(clock: Context['clock'], find: () => Promise<T>): () => Promise<T> {
  let known: { readonly value: Promise<T>; readonly since: number } | undefined;
  return () => {
    if (known && clock.elapsed() - known.since < knownMs) return known.value;
    const value = find();
    value.catch(() => {
      known = undefined;
    });
    known = { value, since: clock.elapsed() };
    return value;
  };
}

function refusalOf(request: Request): { readonly detail: string; readonly hint: string } | undefined {
  const { headers, url } = request;
  const host = urlOf(`http://${headers.get('host') ?? new URL(url).host}`);
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  const isLocal = host !== undefined && isLoopback(host.hostname);
  const isOwnPage = origin === null || urlOf(origin)?.host === host?.host;
  if (isLocal && isOwnPage && (site === null || sameSite.includes(site))) return undefined;
  return {
    detail: 'This service answers only programs on its own machine.',
    hint: 'Call it by localhost or 127.0.0.1, and not from a web page of another origin.',
  };
}

const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);
