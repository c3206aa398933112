import { createHash } from 'node:crypto';
import type { Context as RequestContext } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { isApiKey } from '../../api-key.js';
import type { Context } from '../../decide/context.js';
import { authenticate, hasKeys } from '../../decide/keys.js';
import { renderLogin } from '../../report/pages/notice-pages.js';
import type { App, Env } from '../operation.js';
import { problem } from '../problems.js';
import { allowForms } from './page.js';

const cookie = 'sextant_key';

/**
 * The key that a browser was given at the login. Of operations it opens reading alone (GET and HEAD): what changes anything wants the key in its header, which no page from
 * elsewhere can send. Forms of pages carry a token beside it.
 */
export const keyOfBrowser = (c: RequestContext<Env>): string | undefined =>
  ['GET', 'HEAD'].includes(c.req.method) || !c.req.path.startsWith('/v1/') ? getCookie(c, cookie) : undefined;

/**
 * What a form of a page carries. It is made of the browser's key, which no page can read, so that who makes it has been given a page of this service with this key.
 * Empty where the browser has no key.
 */
export function formToken(c: RequestContext<Env>): string {
  const key = getCookie(c, cookie);
  return key === undefined ? '' : createHash('sha256').update('sextant/form/v1\0').update(key).digest('hex');
}

/** Where a key is given once, and taken back. */
export function addLogin(app: App, context: Context): void {
  app.get('/login', async (c) => {
    allowForms(c);
    const next = ownPath(c.req.query('next'));
    return (await hasKeys(context)) ? c.html(renderLogin({ next })) : c.redirect(next, 303);
  });
  app.post('/login', async (c) => {
    allowForms(c);
    if (!isOwnForm(c)) return foreign(c);
    const { key, next: asked } = await c.req.parseBody();
    const next = ownPath(typeof asked === 'string' ? asked : undefined);
    const isGood = typeof key === 'string' && isApiKey(key) && (await authenticate(context, key)) !== undefined;
    if (!isGood) return c.html(renderLogin({ next, problem: 'The key is unknown, revoked or expired.' }), 401);
    const secure = new URL(c.req.url).protocol === 'https:' || c.req.header('x-forwarded-proto') === 'https';
    setCookie(c, cookie, key, { httpOnly: true, sameSite: 'Strict', path: '/', secure });
    return c.redirect(next, 303);
  });
  app.post('/logout', (c) => {
    if (!isOwnForm(c)) return foreign(c);
    deleteCookie(c, cookie, { path: '/' });
    return c.redirect('/login', 303);
  });
}

/** A path of this service: nobody is led elsewhere. */
const ownPath = (next = ''): string => (/^\/(?![/\\])[\x20-\x7e]*$/.test(next) ? next : '/');

/** Browsers say where a form came from; other programs send no such header. */
export function isOwnForm(c: RequestContext<Env>): boolean {
  const [origin, site] = [c.req.header('origin'), c.req.header('sec-fetch-site')];
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === (c.req.header('host') ?? new URL(c.req.url).host);
}

const foreign = (c: RequestContext<Env>): Response =>
  problem(c, 'access_denied', { detail: 'The form came from a page of another origin.', hint: 'Log in at /login.' });
