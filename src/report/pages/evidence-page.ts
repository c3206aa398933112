import type { EvidenceLedger } from '../../decide/rule-evidence.js';
import type { Verdict } from '../../settings/recommendation.js';
import { formatGain } from '../../percent.js';
import { formatCount, formatShare, formatWhole } from '../format.js';
import { type Html, html } from '../html-template.js';
import { ruleLink, serviceDocument } from './service-document.js';

/** Verdicts of probes that tried another value, in the order of the bars. */
const tested = ['confirmed', 'adjusted', 'refuted', 'inconclusive'] as const satisfies readonly Verdict[];

type RuleEvidence = EvidenceLedger['rules'][number];

/** How often probes confirmed, adjusted or refuted what each rule recommends: the rules measured against reality. */
export function renderEvidence({ rules, looked }: EvidenceLedger): string {
  return serviceDocument({
    title: 'Evidence',
    place: 'Evidence',
    body: html`<header><h1>Evidence on the rules</h1><p class="lead">What probes of this workspace found about the settings that each rule recommended${
      looked.isWhole ? '' : ', of the newest'
    } (${formatCount(looked.probes, 'probe')}). A probe that tried no other value says nothing about a rule.</p></header>
${
  looked.damaged !== undefined &&
  html`<div class="warnings" role="alert"><p>${formatCount(looked.damaged, 'probe')} left out: what is on record of it was changed after it was written. <code>sextant audit verify</code> tells more.</p></div>`
}
${contents(rules)}`,
  });
}

function contents(rules: readonly RuleEvidence[]): Html {
  const seen = rules.filter((rule) => countOf(rule) > 0).toSorted((a, b) => countOf(b) - countOf(a));
  const unseen = rules.filter((rule) => countOf(rule) === 0);
  return html`${seen.length === 0 ? html`<p class="next-page">No probe has tested a rule yet.</p>` : listing(seen)}
${
  unseen.length > 0 &&
  html`<details class="more"><summary>${unseen.length} rules decided a setting of which no probe has tried another value</summary><p>${unseen.map(({ ruleId }) => html`${ruleLink(ruleId)} `)}</p></details>`
}`;
}

/** Probes that tried another value. */
const countOf = ({ verdicts }: RuleEvidence): number => tested.reduce((sum, verdict) => sum + verdicts[verdict], 0);

const listing = (rules: readonly RuleEvidence[]): Html => html`
<div class="scroll" role="region" aria-label="Evidence by rule" tabindex="0"><table class="listing"><thead><tr><th scope="col">Rule</th><th scope="col">Probes that tried another value</th><th scope="col">Confirmed, adjusted, refuted, inconclusive</th><th scope="col">Confirmed share (95 %)</th><th scope="col">Mean gain over the best other value</th></tr></thead><tbody>${rules.map(row)}</tbody></table></div>`;

function row(rule: RuleEvidence): Html {
  const { ruleId, probes, verdicts, confirmedShare, isFew, effects } = rule;
  const total = countOf(rule);
  const inWords = tested.map((verdict) => `${formatWhole(verdicts[verdict])} ${verdict}`).join(', ');
  const bars = tested
    .filter((verdict) => verdicts[verdict] > 0)
    .map(
      (verdict) =>
        html`<svg class="${verdict}" width="${((100 * verdicts[verdict]) / total).toFixed(1)}%" height="16"></svg>`,
    );
  return html`<tr><th scope="row">${ruleLink(ruleId)}</th><td>${formatWhole(total)} of ${formatWhole(probes)}</td><td><span class="shares" role="img" aria-label="${inWords}">${bars}</span><span class="evidence">${inWords}</span></td><td>${shareOf(confirmedShare, isFew)}</td><td>${gainOf(effects)}</td></tr>`;
}

function shareOf(share: RuleEvidence['confirmedShare'], isFew: boolean): string {
  if (share === null) return 'untested';
  const [low, high] = share.interval;
  return `${formatShare(share.value)} (${formatShare(low)} to ${formatShare(high)})${isFew ? ', few probes' : ''}`;
}

/** In percent of the constant predictor's loss, by verdict. */
const gainOf = (effects: RuleEvidence['effects']): string =>
  tested
    .flatMap((verdict) => {
      const effect = effects[verdict];
      return effect ? [`${verdict}: ${formatGain(effect.meanPercent)} %`] : [];
    })
    .join('; ') || 'none measured';
