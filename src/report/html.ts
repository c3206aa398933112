import type { Provenance } from '../settings/provenance.js';
import type { Recommendation } from '../settings/recommendation.js';
import { htmlDocument } from './document.js';
import { type Html, html } from './html-template.js';
import { dataSection } from './sections/data.js';
import { evidenceSection } from './sections/evidence.js';
import { header } from './sections/header.js';
import { modelCardSection, nextSection, reproduceSection, warningsSection } from './sections/notes.js';
import { settingsSection } from './sections/settings.js';
import type { Reader } from './view/next-steps.js';

export interface ReportOptions {
  /** Heading of the page: what was asked, such as the file and its target. */
  readonly title: string;
  /** Commands that give the same answer again, one a line. */
  readonly reproduce: readonly string[];
  readonly provenance?: Provenance | undefined;
  /** Address of the catalogue of rules beside the page; absent: rules are named without a link. */
  readonly rules?: string;
  /** So that nothing is advised that the reader cannot do. Default: somebody at the command line. */
  readonly reader?: Reader | undefined;
}

/**
 * The recommendation as one self-contained HTML page: no script, no outside host, light and dark, phone to print.
 * Everything that comes from data is escaped, and control and bidirectional characters are removed from it.
 */
export const renderHtml = (recommendation: Recommendation, options: ReportOptions): string =>
  htmlDocument(options.title, report(recommendation, options));

/** All that such a page says. `links`: what can be done from here, below the heading. */
export const report = (
  recommendation: Recommendation,
  { title, reproduce, provenance, rules, reader }: ReportOptions,
  links?: Html,
): Html =>
  html`${header(recommendation, title)}${links}
${warningsSection(recommendation)}
${settingsSection(recommendation, rules)}
${evidenceSection(recommendation, rules)}
${dataSection(recommendation)}
${modelCardSection(recommendation)}
<section class="halves">${nextSection(recommendation, reader)}${reproduceSection(recommendation, { reproduce, provenance, reader })}</section>`;
