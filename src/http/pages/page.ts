import type { Context as RequestContext } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Scope } from '../../api-key.js';
import type { Context } from '../../decide/context.js';
import { notFound } from '../../decide/not-found.js';
import { asSextantError } from '../../errors.js';
import { type Permissions, policyWith } from '../../report/page-policy.js';
import { type Notice, renderNotice } from '../../report/pages/notice-pages.js';
import { idPattern } from '../ids.js';
import { type App, contextOf, type Env } from '../operation.js';
import { findingsIn, isLogged, problemStatuses } from '../problems.js';

/** A page for people. Without a key, where one is needed, it leads to where one can be given. */
export interface Page {
  readonly path: string;
  readonly scope: Scope;
  /** What it may do beside asking the service by forms. */
  readonly permissions?: Omit<Permissions, 'forms'>;
  readonly render: (c: RequestContext<Env>, context: Context) => Promise<string>;
}

export function addPage(app: App, context: Context, { path, scope, permissions, render }: Page): void {
  app.get(path, async (c) => {
    allowForms(c, permissions);
    const refusal = refusalOfPage(c, scope);
    if (refusal) return refusal;
    try {
      return c.html(await render(c, contextOf(context, c)));
    } catch (thrown) {
      return failure(c, thrown, { title: 'This cannot be shown' });
    }
  });
}

/** What a browser is answered that may not see a page: without a key the login. `undefined` where it may. */
export function refusalOfPage(c: RequestContext<Env>, scope: Scope): Response | Promise<Response> | undefined {
  const caller = c.get('caller');
  if (caller === undefined) return c.redirect(`/login?next=${encodeURIComponent(placeOf(c.req.url))}`, 303);
  return caller.scopes.includes(scope) ? undefined : notice(c, 403, missing(scope));
}

/** A page that says what happened, and what to do. Faults are not told here. */
export function failure(
  c: RequestContext<Env>,
  thrown: unknown,
  of: Pick<Notice, 'title' | 'again' | 'next'>,
): Response | Promise<Response> {
  // Told as what it is where it is logged.
  if (isLogged(thrown)) throw thrown;
  const error = asSextantError(thrown);
  const { code, message, hint } = error;
  const findings = (findingsIn(error) ?? []).filter((finding) => finding.message !== message);
  // A message for a terminal has them as lines of its own.
  const [detail = ''] = findings.length > 0 ? message.split('\n') : [message];
  return notice(c, problemStatuses[code], { ...of, detail, hint, findings });
}

/** Forms of a page of the service may ask the service. */
export const allowForms = (c: RequestContext<Env>, permissions: Page['permissions'] = {}): void =>
  c.header('Content-Security-Policy', `${policyWith({ ...permissions, forms: 'self' })}; frame-ancestors 'none'`);

/** The id in an address. What can be none is like one that is not there: a database may take no such text. */
export function idOf(what: Parameters<typeof notFound>[0], text = ''): string {
  if (idPattern.test(text)) return text;
  throw notFound(what, text);
}

/** Path and query. */
const placeOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
};

export const missing = (scope: Scope): Notice => ({
  title: 'Not for this key',
  detail: `The key does not have the scope ${scope}.`,
  hint: 'Log in with one that has it. `sextant keys create --scope` says what a new key may do.',
});

export const notice = (
  c: RequestContext<Env>,
  status: ContentfulStatusCode,
  of: Notice,
): Response | Promise<Response> => c.html(renderNotice(of), status);
