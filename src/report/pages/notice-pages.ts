import type { Finding } from '../../issues.js';
import { htmlDocument } from '../document.js';
import { formatCount } from '../format.js';
import { type Html, html } from '../html-template.js';
import { menu } from './service-document.js';

export interface Notice {
  readonly title: string;
  readonly detail: string;
  readonly hint?: string | undefined;
  /** What is wrong, place by place. */
  readonly findings?: readonly Finding[];
  /** The form that was refused, with what was typed. */
  readonly again?: Html | undefined;
  /** Where to go on; absent: the first page. */
  readonly next?: { readonly path: string; readonly name: string } | undefined;
}

/** That a page cannot be shown, and what to do. */
export const renderNotice = ({ title, detail, hint, findings = [], again, next }: Notice): string =>
  htmlDocument(
    title,
    html`${menu()}<header><h1>${title}</h1><div id="refusal"><p class="lead">${detail}</p>${findings.length > 0 && listed(findings)}${hint !== undefined && html`<p>${hint}</p>`}</div></header>${again}<p class="next-page"><a href="${next?.path ?? '/'}">${next?.name ?? 'To the beginning'}</a></p>`,
    { forms: 'self' },
  );

/** So many are mended at once; what is left is told then. */
const MOST_FINDINGS = 50;

function listed(findings: readonly Finding[]): Html {
  const more = findings.length - MOST_FINDINGS;
  return html`<ul>${findings
    .slice(0, MOST_FINDINGS)
    .map(
      ({ pointer, message }) => html`<li>${pointer !== '' && html`<code>${pointer}</code>: `}${message}</li>`,
    )}${more > 0 && html`<li>and ${formatCount(more, 'more', 'more')}</li>`}</ul>`;
}

export interface Login {
  /** Where to go then. */
  readonly next: string;
  readonly problem?: string | undefined;
}

/** Asks for a key. */
export const renderLogin = ({ next, problem }: Login): string =>
  htmlDocument(
    'Log in',
    html`<header><h1>Log in</h1><p class="lead">This service shows its pages to who has a key. <code>sextant keys create</code> makes one.</p></header>
${problem !== undefined && html`<div class="warnings" role="alert"><p>${problem}</p></div>`}
<form class="filters" method="post" action="/login"><input type="hidden" name="next" value="${next}"><label>Key<input type="password" name="key" required autocomplete="current-password" size="50"></label><button type="submit">Log in</button></form>`,
    { forms: 'self' },
  );
