import { createHash } from 'node:crypto';
import { type Html, html, trusted } from './html-template.js';
import { styleSheet } from './style-sheet.js';

export interface Permissions {
  /** Whom forms may ask: nobody, or where the page came from. */
  readonly forms?: 'none' | 'self';
  /** The one script that may run, which may ask where the page came from. */
  readonly script?: string | undefined;
  /** Whether pictures may come from where the page came from. */
  readonly images?: boolean;
  /** Whether scripts and style sheets may. */
  readonly assets?: boolean;
}

/** Nothing but the page itself may be loaded, and no script may run, whatever ends up in it. */
export const pagePolicy = policyWith({});

/** A policy (Content Security Policy Level 3) that permits so much. */
export function policyWith({ forms = 'none', script, images = false, assets = false }: Permissions): string {
  const hash = script === undefined ? undefined : createHash('sha256').update(script).digest('base64');
  return [
    "default-src 'none'",
    ...(hash === undefined ? [] : [`script-src ${assets ? "'self' " : ''}'sha256-${hash}'`, "connect-src 'self'"]),
    `style-src ${assets ? "'self' " : ''}'unsafe-inline'`,
    `img-src ${images ? "'self' " : ''}data:`,
    "base-uri 'none'",
    `form-action '${forms}'`,
  ].join('; ');
}

export interface DocumentOptions extends Permissions {
  /** Seconds after which a browser without scripts loads the page again. */
  readonly reloadSeconds?: number | undefined;
  /** The body has a main part of its own. */
  readonly bringsMain?: boolean;
}

/** A whole self-contained page: no script unless one is given, no outside host, light and dark, phone to print. */
export const htmlDocument = (
  title: string,
  body: Html,
  { reloadSeconds, bringsMain = false, ...permissions }: DocumentOptions = {},
): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${trusted(policyWith(permissions))}">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="${permissions.forms === 'self' ? 'same-origin' : 'no-referrer'}">
<title>${title} – Sextant</title>
${reloadSeconds !== undefined && html`<noscript><meta http-equiv="refresh" content="${reloadSeconds}"></noscript>`}
<link rel="icon" href="data:,">
<style>${trusted(styleSheet)}</style>
</head>
<body>
${
  bringsMain
    ? html`<div class="page">${body}</div>`
    : html`<main>
${body}
</main>`
}
${permissions.script !== undefined && html`<script>${trusted(permissions.script)}</script>`}
</body>
</html>
`.markup;
