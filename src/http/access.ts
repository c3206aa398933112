import type { MiddlewareHandler } from 'hono';
import { problem } from './problems.js';

/** `localhost`, names below it, 127.0.0.0/8 and ::1, as a URL writes them. */
export const isLoopback = (hostname: string): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);

const sameSite = ['same-origin', 'none'];

/**
 * Without keys the service is for programs on this machine. A page in a browser here could reach it all the same, so a
 * request is refused when its Host is no name of this machine (DNS rebinding), or when a browser says by Origin or
 * Sec-Fetch-Site that a page from elsewhere sent it.
 */
export const localOnly: MiddlewareHandler = async (c, next) => {
  const host = urlOf(`http://${c.req.header('host') ?? new URL(c.req.url).host}`);
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  const isLocal = host !== undefined && isLoopback(host.hostname);
  const isOwnPage = origin === undefined || urlOf(origin)?.host === host?.host;
  if (isLocal && isOwnPage && (site === undefined || sameSite.includes(site))) return next();
  return problem(c, 'access_denied', {
    detail: 'This service answers only programs on its own machine.',
    hint: 'Call it by localhost or 127.0.0.1, and not from a web page of another origin.',
  });
};

const urlOf = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);
