import type { Recommendation } from '../../settings/recommendation.js';
import { scriptFormats } from '../../export/formats.js';
import { report } from '../html.js';
import { type Html, html } from '../html-template.js';
import { serviceDocument } from './service-document.js';

/** A recommendation with its reasons, its evidence, and what can be done with it. */
export const renderRecommendation = (recommendation: Recommendation): string => {
  const { id } = recommendation;
  return serviceDocument({
    title: id,
    place: 'Recommend',
    body: report(
      recommendation,
      { title: id, reproduce: [], rules: '/rules', isModelThere: true },
      linksOf(recommendation),
    ),
  });
};

/** Libraries that have all that may be recommended. */
const everything = ['keras', 'pytorch'] as const;

/** A program needs the rows that it trains on: of a profile alone there are none. */
function linksOf({ id, decisionId, probe }: Recommendation): Html {
  const address = `/v1/recommendations/${id}`;
  const programs = everything.map((format) => ({
    path: `${address}/exports/${format}`,
    name: `${scriptFormats[format].library} program`,
  }));
  const links = [
    { path: `/decisions/${decisionId}`, name: 'Why: the decision' },
    ...(probe ? [{ path: `/probes/${probe.id}`, name: 'Probe' }, ...programs] : []),
    { path: address, name: 'JSON' },
  ];
  return html`<nav aria-label="Of this recommendation"><ul class="menu links">${links.map(
    ({ path, name }) => html`<li><a href="${path}">${name}</a></li>`,
  )}</ul></nav>`;
}
