import type { Recommendation } from '../../settings/recommendation.js';
import { formatShare, formatWhole } from '../format.js';
import { type Html, html } from '../html-template.js';
import { classesOf, factRows } from '../view/data-rows.js';

/** The facts that the rules saw, and, where the target is one, how the classes are balanced. */
export const dataSection = (recommendation: Recommendation): Html => html`
<section aria-labelledby="data"><div class="section-head"><h2 id="data">Data</h2></div>
<div class="halves"><div><h3>Facts</h3><dl class="facts">${factRows(recommendation.profile).map(
  ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
)}</dl></div>
${classBalance(classesOf(recommendation))}</div>
</section>`;

function classBalance(rows: readonly (readonly [label: string, count: number])[]): Html | null {
  if (rows.length === 0) return null;
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  const most = Math.max(...rows.map(([, count]) => count));
  return html`<div><h3>Class balance</h3><table class="balance"><caption class="unseen">Rows of each class, largest first</caption>
<colgroup><col class="label"><col><col class="count"></colgroup>
<thead class="unseen"><tr><th scope="col">Class</th><th scope="col">Share</th><th scope="col">Rows</th></tr></thead>
<tbody>${rows.map(
    ([label, count]) =>
      html`<tr><th scope="row">${label}</th><td class="bar">${bar(count / most)}<span>${formatShare(count / total)}</span></td><td class="number">${formatWhole(count)}</td></tr>`,
  )}</tbody></table></div>`;
}

/** Its length is a part of what the words beside it leave free. */
function bar(share: number): Html {
  const percent = (100 * (Number.isFinite(share) ? share : 0)).toFixed(2);
  return html`<svg width="${percent}%" height="14" aria-hidden="true"></svg>`;
}
