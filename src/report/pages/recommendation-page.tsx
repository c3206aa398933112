import type { FC } from 'hono/jsx';
import type { Recommendation } from '../../settings/recommendation.js';
import { formatsFor, scriptFormats } from '../../export/formats.js';
import { hasGraph } from '../../export/graph-model.js';
import { Report, type ReportOptions } from '../html.js';
import { renderPage } from '../render-page.js';
import { taskSentence } from '../view/summary.js';
import { ServicePage } from './service-page.js';

export interface RecommendationPage extends Partial<Pick<ReportOptions, 'title' | 'reproduce' | 'provenance'>> {
  /** Whether the rows that a program would train on are there: of a profile alone there are none. */
  readonly hasDataset: boolean;
}

/** A recommendation with its reasons, its evidence, and what can be done with it. */
export const renderRecommendation = (
  recommendation: Recommendation,
  { title = 'Recommendation', hasDataset, reproduce = [], provenance }: RecommendationPage,
): string =>
  renderPage(
    <ServicePage title={`${title}: ${taskSentence(recommendation)}`} place="Recommend">
      <Report
        recommendation={recommendation}
        title={title}
        reproduce={reproduce}
        provenance={provenance}
        rules="/rules"
        reader="service"
      >
        <Links links={linksOf(recommendation, hasDataset)} />
      </Report>
    </ServicePage>,
  );

interface Link {
  readonly path: string;
  readonly name: string;
}

function linksOf(recommendation: Recommendation, hasDataset: boolean): Link[] {
  const { id, decisionId, probe, settings } = recommendation;
  const address = `/v1/recommendations/${id}`;
  const programs = (hasDataset ? formatsFor(recommendation) : []).map((format) => ({
    path: `${address}/exports/${format}`,
    name: `${scriptFormats[format].library} program`,
  }));
  return [
    { path: `/decisions/${decisionId}`, name: 'Why: the decision' },
    ...(probe ? [{ path: `/probes/${probe.id}`, name: 'Probe' }] : []),
    ...programs,
    ...(probe?.finalModel && hasGraph(settings)
      ? [{ path: `${address}/model`, name: 'Final model for TensorFlow.js' }]
      : []),
    { path: address, name: 'JSON' },
  ];
}

const Links: FC<{ readonly links: readonly Link[] }> = ({ links }) => (
  <nav aria-label="Of this recommendation">
    <ul class="menu links">
      {links.map(({ path, name }) => (
        <li>
          <a href={path}>{name}</a>
        </li>
      ))}
    </ul>
  </nav>
);
