import type { Context as RequestContext } from 'hono';
import type { Scope } from '../../api-key.js';
import type { Context } from '../../decide/context.js';
import { type App, contextOf, type Env } from '../operation.js';
import { formToken, isOwnForm } from './login.js';
import type { Notice } from '../../report/pages/notice-pages.js';
import { allowForms, failure, missing, notice } from './page.js';

/** What a form of a page asks for. */
export interface Action {
  readonly path: string;
  readonly scope: Scope;
  /** The page that it leads to. */
  readonly carryOut: (c: RequestContext<Env>, context: Context) => Promise<string>;
  /** The page with the form, for who was refused; absent: the first page. */
  readonly back?: (c: RequestContext<Env>) => Notice['next'];
  /** The form with what was typed, for who was refused. */
  readonly again?: (c: RequestContext<Env>) => Promise<Notice['again']>;
}

/** Carries out what a form of a page of this service asks for, and of no other page: its address has the token of the browser's key. */
export function addAction(app: App, context: Context, { path, scope, carryOut, back, again }: Action): void {
  app.post(path, async (c) => {
    allowForms(c);
    const caller = c.get('caller');
    if (caller === undefined) return c.redirect('/login?next=/', 303);
    if (!caller.scopes.includes(scope)) return notice(c, 403, missing(scope));
    if (!isOwnForm(c) || c.req.query('token') !== formToken(c)) return notice(c, 403, foreign);
    try {
      return c.redirect(await carryOut(c, contextOf(context, c)), 303);
    } catch (thrown) {
      // Of a form that cannot be read there is nothing to give back.
      const form = await again?.(c).catch(() => undefined);
      return failure(c, thrown, { title: 'This cannot be done', again: form, next: back?.(c) });
    }
  });
}

const foreign = {
  title: 'Not from this page',
  detail:
    'The form does not come from a page that this service gave to this browser, or that was before another login.',
  hint: 'Go back, load the page again, and send it from there.',
};
