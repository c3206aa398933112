import type { Explanation, SlotExplanation, SlotValue, TrialExplanation } from '../../audit/explain.js';
import { metInWords, unmetInWords } from '../../audit/seen-in-words.js';
import type { DecisionSummary } from '../../decide/list-decisions.js';
import type { Standing } from '../../decide/standing.js';
import { formatCount, formatEffect, formatScore, formatValue } from '../format.js';
import { isRemark } from '../../settings/slots.js';
import { type Html, html } from '../html-template.js';
import { sourceLink } from '../source-link.js';
import { verdictMeanings } from '../view/setting-rows.js';
import { shortRunNote } from '../sections/short-run-note.js';
import { changeOf, fateOf, outcomeOf } from '../view/trial-rows.js';
import { damagedBadge, moment, ruleLink, serviceDocument, shortHash } from './service-document.js';

export interface DecisionPage {
  readonly explanation: Explanation;
  /** What came of it, in a few words. */
  readonly summary: string;
  /** What the rules saw, by name; empty for a decision of another kind. */
  readonly facts: readonly (readonly [name: string, value: unknown])[];
  readonly standing: Standing;
}

/** What names a decision, in an explanation or beside a record that is damaged. */
interface Identity extends Pick<Explanation, 'decisionId' | 'occurredAt' | 'actor' | 'ruleSet' | 'recommendationId'> {
  readonly kind: string;
}

/** One decision: what it saw, what won and lost in each setting and why, what the probe found, and where it stands in the trail. */
export const renderDecision = ({ explanation, summary, facts, standing }: DecisionPage): string => {
  const { slots, trials, overrides, notApplicable, damaged = [] } = explanation;
  return serviceDocument({
    title: `Decision: ${summary}`,
    place: 'Decisions',
    body: html`${head(explanation, summary)}
${facts.length > 0 && factsSection(facts)}
${slots.length > 0 && settingsSection(slots, notApplicable)}
${verdictsSection(explanation)}
${trials.length > 0 && trialsSection(trials, epochsOf(slots))}
${overrides.length > 0 && overridesSection(overrides)}
${damaged.length > 0 && damagedSection(damaged)}
${trailSection(standing)}`,
  });
};

/** One of which the record is not what was written: what is known beside it, and where it stands in the trail. */
export const renderDamagedDecision = (decision: DecisionSummary, standing: Standing): string =>
  serviceDocument({
    title: `Decision: ${decision.summary}`,
    place: 'Decisions',
    body: html`${head({ ...decision, decisionId: decision.id }, damagedBadge(decision.summary))}
<div class="warnings" role="alert"><p>What the record says is not shown: it is not what was written. Kind, time and the like are those by which it is found, and may have been changed too. <code>sextant audit verify</code> tells what else of the trail was changed; an exported trail or a backup may have what was written.</p></div>
${trailSection(standing)}`,
  });

const head = (
  { decisionId, kind, occurredAt, actor, ruleSet, recommendationId }: Identity,
  summary: string | Html,
): Html => html`
<header><h1>Decision</h1>
<dl class="facts identity">
<div><dt>Id</dt><dd><code>${decisionId}</code></dd></div>
<div><dt>Kind</dt><dd>${kind}</dd></div>
<div><dt>What came of it</dt><dd>${summary}</dd></div>
<div><dt>Made</dt><dd>${moment(occurredAt)}${actor === null ? null : html` for ${actor}`}</dd></div>
<div><dt>By the rules</dt><dd>${ruleSet.name} ${ruleSet.version}, ${shortHash(ruleSet.hash)}</dd></div>
${
  recommendationId !== null &&
  html`<div><dt>About</dt><dd><a href="/recommendations/${recommendationId}">${recommendationId}</a></dd></div>`
}
</dl></header>`;

const factsSection = (facts: DecisionPage['facts']): Html => html`
<section aria-labelledby="facts"><div class="section-head"><h2 id="facts">Facts that it saw</h2></div>
<dl class="facts">${facts.map(
  ([name, value]) => html`<div><dt><code>${name}</code></dt><dd>${formatValue(value)}</dd></div>`,
)}</dl></section>`;

const settingsSection = (slots: readonly SlotExplanation[], notApplicable: readonly string[]): Html => html`
<section aria-labelledby="settings"><div class="section-head"><h2 id="settings">Settings, winners and losers</h2></div>
${slots.map(slotArticle)}
${notApplicable.length > 0 && html`<p>Not applicable here: ${notApplicable.join(', ')}.</p>`}</section>`;

const slotArticle = (one: SlotExplanation): Html => {
  const { slot, origin, values, losers, notFired, verdict, effect } = one;
  const value = values.length === 0 ? 'nothing' : values.map((item) => formatValue(item.value)).join(', ');
  return html`
<article class="slot" id="slot-${slot}"><h3><code>${slot}</code> <b>${value}</b>${
    origin === 'caller' ? html` <span class="was">fixed by the caller</span>` : null
  }${verdict !== undefined && html` <span class="badge ${verdict}">${verdict}</span>`}</h3>
${values.map(winner)}
${'final' in one && html`<p>After the probe: <b>${formatValue(one.final)}</b>.</p>`}
${effect && html`<p>Its gain over the best other value that was tried: ${formatEffect(effect)}.</p>`}
${
  losers.length > 0 &&
  html`<ul>${losers.map(
    ({ ruleId, value: lost, lostBecause, conditions }) =>
      html`<li>${ruleLink(ruleId)} (${formatValue(lost)}) lost: ${lostBecause}${conditions.length > 0 && html`; it fired since ${conditions.map(metInWords).join('; ')}`}</li>`,
  )}</ul>`
}
${
  notFired.length > 0 &&
  html`<details><summary>${notFired.length} ${notFired.length === 1 ? 'rule' : 'rules'} did not fire</summary><ul>${notFired.map(
    ({ ruleId, because }) =>
      html`<li>${ruleLink(ruleId)}${because.length > 0 && html`: ${because.map(unmetInWords).join('; ')}`}</li>`,
  )}</ul></details>`
}</article>`;
};

const winner = ({ ruleId, because, conditions, source }: SlotValue): Html => html`
${ruleId !== null && html`<p>${because} ${ruleLink(ruleId)}</p>`}
${conditions.length > 0 && html`<ul>${conditions.map((seen) => html`<li>since ${metInWords(seen)}</li>`)}</ul>`}
${source && html`<p><cite>${sourceLink(source)}</cite></p>`}`;

function verdictsSection({ kind, verdicts }: Explanation): Html | null {
  const found = Object.entries(verdicts).filter(([slot]) => !isRemark(slot));
  if (kind !== 'verdicts' || found.length === 0) return null;
  const tested = found.filter(([, verdict]) => verdict !== 'untested');
  const untested = found.filter(([, verdict]) => verdict === 'untested');
  return html`
<section aria-labelledby="verdicts"><div class="section-head"><h2 id="verdicts">Verdicts</h2></div>
${
  tested.length > 0 &&
  html`<dl class="card slots">${tested.map(
    ([slot, verdict]) =>
      html`<div><dt><code>${slot}</code></dt><dd><span class="badge ${verdict}">${verdict}</span> ${verdictMeanings[verdict]}</dd></div>`,
  )}</dl>`
}
${
  untested.length > 0 &&
  html`<details><summary>${untested.length} untested: ${verdictMeanings.untested}</summary><p>${untested.map(
    ([slot]) => html`<code>${slot}</code> `,
  )}</p></details>`
}</section>`;
}

function epochsOf(slots: readonly SlotExplanation[]): number | undefined {
  const value = slots.find(({ slot }) => slot === 'epochs')?.values[0]?.value;
  return typeof value === 'number' ? value : undefined;
}

const trialsSection = (explained: readonly TrialExplanation[], epochs: number | undefined): Html => html`
<section aria-labelledby="trials"><div class="section-head"><h2 id="trials">What the probe measured</h2></div>
<div class="scroll" role="region" aria-label="Trials" tabindex="0"><table class="numbers trials"><thead><tr><th scope="col">Change</th><th scope="col">Asked for by</th><th scope="col" class="number">Loss</th><th scope="col">Outcome</th><th scope="col">On record</th></tr></thead><tbody>${explained.map(
  ({ decisionId, trial, conditions }) =>
    html`<tr${(trial.kept || trial.selected === true) && html` class="kept"`}><th scope="row">${changeOf(trial)}${shortRunNote(trial, { trials: explained.map((one) => one.trial), epochs })}</th><td><code>${trial.because}</code>${conditions.length > 0 && html`<br>since ${conditions.map(metInWords).join('; ')}`}</td><td class="number">${trial.score === null ? '–' : formatScore(trial.score)}</td><td><b>${fateOf(trial)}</b> ${outcomeOf(trial)}</td><td><a href="/decisions/${decisionId}">${decisionId.slice(0, 12)}…</a></td></tr>`,
)}</tbody></table></div></section>`;

const overridesSection = (overrides: Explanation['overrides']): Html => html`
<section aria-labelledby="overrides"><div class="section-head"><h2 id="overrides">Set by people</h2></div>
<ul>${overrides.map(
  ({ decisionId, slot, before, value, reason, actor, occurredAt }) =>
    html`<li><code>${slot}</code> <b>${formatValue(value)}</b> in place of ${formatValue(before)}: ${reason} ${moment(occurredAt)}${actor === null ? null : html`, ${actor}`} <a href="/decisions/${decisionId}">on record</a></li>`,
)}</ul></section>`;

const damagedSection = (ids: readonly string[]): Html => html`
<section aria-labelledby="damaged"><div class="section-head"><h2 id="damaged">Left out</h2></div>
<p>Decisions that followed and whose records are not what was written:</p>
<ul>${ids.map((id) => html`<li><a href="/decisions/${id}">${id}</a> ${damagedBadge('changed after it was written')}</li>`)}</ul></section>`;

/** What was found, as a word that does not hang on colour. */
const found = (isGood: boolean | null, good: string, bad: string): Html =>
  isGood === null
    ? html`<span class="badge untested">the entry before it is not there any more</span>`
    : isGood
      ? html`<span class="badge confirmed">${good}</span>`
      : damagedBadge(bad);

const trailSection = ({
  chainId,
  seq,
  occurredAt,
  payloadHash,
  prevHash,
  entryHash,
  ...checks
}: Standing): Html => html`
<section aria-labelledby="trail"><div class="section-head"><h2 id="trail">In the trail</h2></div>
<dl class="facts identity">
<div><dt>Place</dt><dd>${seq} of <code>${chainId}</code>, ${moment(occurredAt)}</dd></div>
<div><dt>Hash of what it says</dt><dd><code>${payloadHash}</code></dd></div>
<div><dt>Hash of the entry before</dt><dd><code>${prevHash}</code></dd></div>
<div><dt>Hash of the entry</dt><dd><code>${entryHash}</code></dd></div>
<div><dt>Recomputed just now</dt><dd>${found(checks.recomputes, 'both hashes agree', 'changed after it was written')}</dd></div>
<div><dt>Link to the entry before</dt><dd>${found(checks.isLinked, 'holds', 'broken')}</dd></div>
<div><dt>Signed note</dt><dd>${
  checks.note === null
    ? html`<span class="badge untested">none yet vouches for it</span>`
    : found(
        checks.note.isSigned,
        `on the first ${formatCount(checks.note.size, 'entry', 'entries')}`,
        'its signature is not good',
      )
}</dd></div>
</dl>
<p>This looks at one entry, by keys that the service names itself. <code>sextant audit verify</code> recomputes the whole trail; export it to trust nobody.</p></section>`;
