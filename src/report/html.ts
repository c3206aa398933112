import type { Recommendation } from '../settings/recommendation.js';
import { html, trusted } from './html-template.js';
import { dataSection } from './sections/data.js';
import { evidenceSection } from './sections/evidence.js';
import { header } from './sections/header.js';
import { nextSection, reproduceSection, warningsSection } from './sections/notes.js';
import { settingsSection } from './sections/settings.js';
import { styleSheet } from './style-sheet.js';

export interface ReportOptions {
  /** Heading of the page: what was asked, such as the file and its target. */
  readonly title: string;
  /** Commands that give the same answer again, one a line. */
  readonly reproduce: readonly string[];
}

/** Nothing but the page itself may be loaded, and no script may run, whatever ends up in it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * The recommendation as one self-contained HTML page: no script, no outside host, light and dark, phone to print.
 * Everything that comes from data is escaped, and control and bidirectional characters are removed from it.
 */
export function renderHtml(recommendation: Recommendation, { title, reproduce }: ReportOptions): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title} – Sextant</title>
<link rel="icon" href="data:,">
<style>${trusted(styleSheet)}</style>
</head>
<body>
<main>
${header(recommendation, title)}
${warningsSection(recommendation)}
${settingsSection(recommendation)}
${evidenceSection(recommendation)}
${dataSection(recommendation)}
<section class="halves">${nextSection(recommendation)}${reproduceSection(recommendation, reproduce)}</section>
</main>
</body>
</html>
`;
  return page.markup;
}
