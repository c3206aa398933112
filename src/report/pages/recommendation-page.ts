import type { Recommendation } from '../../settings/recommendation.js';
import { formatsFor, scriptFormats } from '../../export/formats.js';
import { hasGraph } from '../../export/graph-model.js';
import { report, type ReportOptions } from '../html.js';
import { type Html, html } from '../html-template.js';
import { taskSentence } from '../view/summary.js';
import { serviceDocument } from './service-document.js';

export interface RecommendationPage extends Partial<Pick<ReportOptions, 'title' | 'reproduce' | 'provenance'>> {
  /** Whether the rows that a program would train on are there: of a profile alone there are none. */
  readonly hasDataset: boolean;
}

/** A recommendation with its reasons, its evidence, and what can be done with it. */
export const renderRecommendation = (
  recommendation: Recommendation,
  { title = 'Recommendation', hasDataset, ...options }: RecommendationPage,
): string =>
  serviceDocument({
    title: `${title}: ${taskSentence(recommendation)}`,
    place: 'Recommend',
    body: report(
      recommendation,
      { reproduce: [], ...options, title, rules: '/rules', reader: 'service' },
      linksOf(recommendation, hasDataset),
    ),
  });

function linksOf(recommendation: Recommendation, hasDataset: boolean): Html {
  const { id, decisionId, probe, settings } = recommendation;
  const address = `/v1/recommendations/${id}`;
  const programs = (hasDataset ? formatsFor(recommendation) : []).map((format) => ({
    path: `${address}/exports/${format}`,
    name: `${scriptFormats[format].library} program`,
  }));
  const links = [
    { path: `/decisions/${decisionId}`, name: 'Why: the decision' },
    ...(probe ? [{ path: `/probes/${probe.id}`, name: 'Probe' }] : []),
    ...programs,
    ...(probe?.finalModel && hasGraph(settings)
      ? [{ path: `${address}/model`, name: 'Final model for TensorFlow.js' }]
      : []),
    { path: address, name: 'JSON' },
  ];
  return html`<nav aria-label="Of this recommendation"><ul class="menu links">${links.map(
    ({ path, name }) => html`<li><a href="${path}">${name}</a></li>`,
  )}</ul></nav>`;
}
