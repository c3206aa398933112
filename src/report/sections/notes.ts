import type { Provenance } from '../../settings/provenance.js';
import type { Recommendation } from '../../settings/recommendation.js';
import { type Html, html, trusted } from '../html-template.js';
import { identityRows } from '../view/identity.js';
import { modelCardRows } from '../view/model-card.js';
import { nextSteps, type Reader } from '../view/next-steps.js';

export const warningsSection = ({ warnings }: Recommendation): Html | null =>
  warnings.length === 0
    ? null
    : html`
<section class="warnings" aria-labelledby="warnings"><h2 id="warnings">${warnings.length === 1 ? 'One warning' : `${warnings.length} warnings`}</h2>
<ul>${warnings.map(({ code, message }) => html`<li>${message} <code>${code}</code></li>`)}</ul></section>`;

/** What somebody who is handed the model must know. */
export const modelCardSection = (recommendation: Recommendation): Html => html`
<section aria-labelledby="card"><div class="section-head"><h2 id="card">Model card</h2></div>
<dl class="card">${modelCardRows(recommendation).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></section>`;

export const nextSection = (recommendation: Recommendation, reader: Reader | undefined): Html => html`
<div><h2 id="next">What to do next</h2><ol class="next">${nextSteps(recommendation, reader).map((step) => html`<li>${withCode(step)}</li>`)}</ol></div>`;

/** Text between backquotes is a command; only our own sentences come through here. */
const withCode = (sentence: string): Html[] =>
  sentence.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));

interface Reproduction {
  readonly reproduce: readonly string[];
  readonly provenance?: Provenance | undefined;
  readonly reader?: Reader | undefined;
}

/** The commands that give this answer again, and the identity of everything it depends on. */
export function reproduceSection(
  recommendation: Recommendation,
  { reproduce: commands, provenance, reader }: Reproduction,
): Html {
  const { probe } = recommendation;
  return html`
<div><h2 id="reproduce">How to reproduce</h2>
${probe?.budgetSeconds !== undefined && html`<p>A probe by time goes as far as the machine lets it, so that a second run comes close; with <code>${reader === 'service' ? 'trialsLimit' : '--trials N'}</code> in place of <code>${reader === 'service' ? 'budgetSeconds' : '--budget'}</code> it is the same to the bit.</p>`}
${commands.length > 0 && html`<pre tabindex="0" aria-label="Commands"><code>${commands.map((command, index) => [index > 0 && trusted('\n'), command])}</code></pre>`}
<dl class="facts identity">${identityRows(recommendation, provenance).map(([name, value]) => html`<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`)}</dl></div>`;
}
