import type { Recommendation } from '../../settings/recommendation.js';
import { generalFormats, scriptFormats } from '../../export/formats.js';
import { hasGraph } from '../../export/graph-model.js';
import { report, type ReportOptions } from '../html.js';
import { type Html, html } from '../html-template.js';
import { taskSentence } from '../view/summary.js';
import { serviceDocument } from './service-document.js';

/** A recommendation with its reasons, its evidence, and what can be done with it. */
export const renderRecommendation = (
  recommendation: Recommendation,
  { title = 'Recommendation', ...options }: Partial<Pick<ReportOptions, 'title' | 'reproduce' | 'provenance'>> = {},
): string =>
  serviceDocument({
    title: `${title}: ${taskSentence(recommendation)}`,
    place: 'Recommend',
    body: report(
      recommendation,
      { reproduce: [], ...options, title, rules: '/rules', reader: 'service' },
      linksOf(recommendation),
    ),
  });

/** A program needs the rows that it trains on: of a profile alone there are none. */
function linksOf({ id, decisionId, probe, settings }: Recommendation): Html {
  const address = `/v1/recommendations/${id}`;
  const programs = generalFormats.map((format) => ({
    path: `${address}/exports/${format}`,
    name: `${scriptFormats[format].library} program`,
  }));
  const links = [
    { path: `/decisions/${decisionId}`, name: 'Why: the decision' },
    ...(probe ? [{ path: `/probes/${probe.id}`, name: 'Probe' }, ...programs] : []),
    ...(probe?.finalModel && hasGraph(settings)
      ? [{ path: `${address}/model`, name: 'Final model for TensorFlow.js' }]
      : []),
    { path: address, name: 'JSON' },
  ];
  return html`<nav aria-label="Of this recommendation"><ul class="menu links">${links.map(
    ({ path, name }) => html`<li><a href="${path}">${name}</a></li>`,
  )}</ul></nav>`;
}
