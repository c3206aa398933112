import type { Profile } from '../../profile/schema.js';
import type { Recommendation } from '../../settings/recommendation.js';
import { formatCount, formatNumber, formatShare } from '../format.js';
import { type Html, html, trusted } from '../html-template.js';

/** More classes than these are summed up in one row. */
const MOST_CLASSES = 20;

/** The facts that the rules saw, and how the classes are balanced. */
export const dataSection = ({ profile }: Recommendation): Html => html`
<section aria-labelledby="data"><div class="section-head"><h2 id="data">Data</h2></div>
<div class="halves"><div><h3>Facts</h3><dl class="facts">${facts(profile).map(
  ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
)}</dl></div>
${profile.classCounts !== undefined && classBalance(profile.classCounts)}</div>
</section>`;

function facts(profile: Profile): [string, string][] {
  const kinds = Object.entries(profile.columns).filter(([, count]) => count > 0);
  const shares: [string, number | undefined][] = [
    ['missing cells', profile.missingShare],
    ['duplicate rows', profile.duplicateShare],
    ['skewed numeric columns', profile.numericSkewedShare],
    ['outlying numeric cells', profile.numericOutlierShare],
  ];
  return [
    ['rows', formatNumber(profile.rows, 15)],
    ['columns', kinds.map(([kind, count]) => `${count} ${kind}`).join(', ')],
    ...(profile.categories
      ? [
          ['category levels', `${profile.categories.total}, at most ${profile.categories.max} in one column`] as [
            string,
            string,
          ],
        ]
      : []),
    ...(profile.groups === undefined ? [] : [['groups', formatNumber(profile.groups, 15)] as [string, string]]),
    ...targetFacts(profile),
    ...shares.flatMap(([name, share]): [string, string][] => (share === undefined ? [] : [[name, formatShare(share)]])),
  ];
}

function targetFacts({ target }: Profile): [string, string][] {
  if (target === undefined) return [];
  const { min, max, mean, standardDeviation, skewness, distinct, missing } = target;
  const entries: [string, number | undefined][] = [
    ['distinct targets', distinct],
    ['target missing in', missing === 0 ? undefined : missing],
    ['target mean', mean],
    ['target standard deviation', standardDeviation],
    ['target skewness', skewness],
  ];
  const range: [string, string][] =
    min === undefined || max === undefined ? [] : [['target range', `${formatNumber(min)} to ${formatNumber(max)}`]];
  return [
    ...range,
    ...entries.flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, formatNumber(value)]],
    ),
  ];
}

function classBalance(counts: Readonly<Record<string, number>>): Html {
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, MOST_CLASSES);
  const rest = sorted.slice(MOST_CLASSES);
  const restCount = rest.reduce((sum, [, count]) => sum + count, 0);
  const rows: [string, number][] =
    rest.length === 0 ? shown : [...shown, [`${formatCount(rest.length, 'other class', 'other classes')}`, restCount]];
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  const most = Math.max(...rows.map(([, count]) => count));
  return html`<div><h3>Class balance</h3><table class="balance"><caption class="unseen">Rows of each class, largest first</caption>
<colgroup><col class="label"><col><col class="count"></colgroup>
<thead class="unseen"><tr><th scope="col">Class</th><th scope="col">Share</th><th scope="col">Rows</th></tr></thead>
<tbody>${rows.map(
    ([label, count]) =>
      html`<tr><th scope="row">${label}</th><td class="bar">${bar(count / most)}<span>${formatShare(count / total)}</span></td><td class="number">${formatNumber(count, 15)}</td></tr>`,
  )}</tbody></table></div>`;
}

const bar = (share: number): Html =>
  trusted(`<i style="width:${(Number.isFinite(share) ? 100 * share : 0).toFixed(1)}%" aria-hidden="true"></i>`);
