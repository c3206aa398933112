import { raw } from 'hono/html';
import type { FC, PropsWithChildren } from 'hono/jsx';
import { type Permissions, policyWith } from './page-policy.js';
import { styleSheet } from './style-sheet.js';

export interface DocumentOptions extends Permissions {
  readonly title: string;
  /** Seconds after which a browser without scripts loads the page again. */
  readonly reloadSeconds?: number | undefined;
  /** The body has a main part of its own. */
  readonly bringsMain?: boolean;
}

/** A whole self-contained page: no script unless one is given, no outside host, light and dark, phone to print. */
export const Document: FC<PropsWithChildren<DocumentOptions>> = ({
  title,
  reloadSeconds,
  bringsMain = false,
  children,
  ...permissions
}) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="Content-Security-Policy" content={policyWith(permissions)} />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content={permissions.forms === 'self' ? 'same-origin' : 'no-referrer'} />
      <title>{title} – Sextant</title>
      {reloadSeconds !== undefined && (
        <noscript>
          <meta http-equiv="refresh" content={String(reloadSeconds)} />
        </noscript>
      )}
      <link rel="icon" href="data:," />
      <InlineStyle text={styleSheet} />
    </head>
    <body>
      {bringsMain ? <div class="page">{children}</div> : <main>{children}</main>}
      {/* A script of this program, and to the letter the one that the policy names by its hash. */}
      {permissions.script !== undefined && <script>{raw(permissions.script)}</script>}
    </body>
  </html>
);

/** A style sheet of this program, to the letter: a policy names it by its hash. */
export const InlineStyle: FC<{ readonly text: string }> = ({ text }) => <style>{raw(text)}</style>;
