import type { FC } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Finding } from '../../issues.js';
import { Document } from '../document.js';
import { formatCount } from '../format.js';
import { Alert } from '../parts/alert.js';
import { renderPage } from '../render-page.js';
import { ServicePage } from './service-page.js';

export interface Notice {
  readonly title: string;
  readonly detail: string;
  readonly hint?: string | undefined;
  /** What is wrong, place by place. */
  readonly findings?: readonly Finding[];
  /** The form that was refused, with what was typed. */
  readonly again?: JSX.Element | undefined;
  /** Where to go on; absent: the first page. */
  readonly next?: { readonly path: string; readonly name: string } | undefined;
}

/** That a page cannot be shown, and what to do. */
export const renderNotice = ({ title, detail, hint, findings = [], again, next }: Notice): string =>
  renderPage(
    <ServicePage title={title}>
      <header>
        <h1>{title}</h1>
        <div id="refusal">
          <p class="lead">{detail}</p>
          {findings.length > 0 && <Findings findings={findings} />}
          {hint !== undefined && <p>{hint}</p>}
        </div>
      </header>
      {again}
      <p class="next-page">
        <a href={next?.path ?? '/'}>{next?.name ?? 'To the beginning'}</a>
      </p>
    </ServicePage>,
  );

/** So many are mended at once; what is left is told then. */
const MOST_FINDINGS = 50;

const Findings: FC<{ readonly findings: readonly Finding[] }> = ({ findings }) => {
  const more = findings.length - MOST_FINDINGS;
  return (
    <ul>
      {findings.slice(0, MOST_FINDINGS).map(({ pointer, message }) => (
        <li>
          {pointer !== '' && (
            <>
              <code>{pointer}</code>:{' '}
            </>
          )}
          {message}
        </li>
      ))}
      {more > 0 && <li>and {formatCount(more, 'more', 'more')}</li>}
    </ul>
  );
};

export interface Login {
  /** Where to go then. */
  readonly next: string;
  readonly problem?: string | undefined;
}

/** Asks for a key. */
export const renderLogin = ({ next, problem }: Login): string =>
  renderPage(
    <Document title="Log in" forms="self">
      <header>
        <h1>Log in</h1>
        <p class="lead">
          This service shows its pages to who has a key. <code>sextant keys create</code> makes one.
        </p>
      </header>
      {problem !== undefined && (
        <Alert>
          <p>{problem}</p>
        </Alert>
      )}
      <form class="filters" method="post" action="/login">
        <input type="hidden" name="next" value={next} />
        <label>
          Key
          <input type="password" name="key" required autocomplete="current-password" size={50} />
        </label>
        <button type="submit">Log in</button>
      </form>
    </Document>,
  );
