import type { FC, PropsWithChildren } from 'hono/jsx';
import type { Provenance } from '../settings/provenance.js';
import type { Recommendation } from '../settings/recommendation.js';
import { Document } from './document.js';
import { renderPage } from './render-page.js';
import { DataSection } from './sections/data.js';
import { EvidenceSection } from './sections/evidence.js';
import { Header } from './sections/header.js';
import { ModelCardSection, NextSection, ReproduceSection, WarningsSection } from './sections/notes.js';
import { SettingsSection } from './sections/settings.js';
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
  renderPage(
    <Document title={options.title}>
      <Report recommendation={recommendation} {...options} />
    </Document>,
  );

export interface ReportProps extends ReportOptions {
  readonly recommendation: Recommendation;
}

/** All that such a page says. Children: what can be done from here, below the heading. */
export const Report: FC<PropsWithChildren<ReportProps>> = ({
  recommendation,
  title,
  reproduce,
  provenance,
  rules,
  reader,
  children,
}) => (
  <>
    <Header recommendation={recommendation} title={title} />
    {children}
    <WarningsSection recommendation={recommendation} />
    <SettingsSection recommendation={recommendation} rules={rules} />
    <EvidenceSection recommendation={recommendation} rules={rules} />
    <DataSection recommendation={recommendation} />
    <ModelCardSection recommendation={recommendation} />
    <section class="halves">
      <NextSection recommendation={recommendation} reader={reader} />
      <ReproduceSection recommendation={recommendation} commands={reproduce} provenance={provenance} reader={reader} />
    </section>
  </>
);
