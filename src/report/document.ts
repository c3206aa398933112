import { type Html, html, trusted } from './html-template.js';
import { styleSheet } from './style-sheet.js';

/** Nothing but the page itself may be loaded, and no script may run, whatever ends up in it. */
export const pagePolicy = policyWith('none');

/** Whom forms may ask: nobody, or where the page came from. */
export type FormTarget = 'none' | 'self';

export function policyWith(forms: FormTarget): string {
  return `default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action '${forms}'`;
}

/** A whole self-contained page: no script, no outside host, light and dark, phone to print. */
export const htmlDocument = (
  title: string,
  body: Html,
  { forms = 'none' }: { readonly forms?: FormTarget } = {},
): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${trusted(policyWith(forms))}">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="${forms === 'none' ? 'no-referrer' : 'same-origin'}">
<title>${title} – Sextant</title>
<link rel="icon" href="data:,">
<style>${trusted(styleSheet)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`.markup;
