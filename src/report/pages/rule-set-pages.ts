import type { RuleSetDiff } from '../../decide/diff-rule-sets.js';
import type { RuleSetEntry } from '../../decide/rule-sets.js';
import { formatCount, formatValue, formatWhole } from '../format.js';
import { type Html, html } from '../html-template.js';
import { moment, serviceDocument, shortHash } from './service-document.js';

/** The rule sets of the workspace, and a form that compares two of them. */
export function renderRuleSets(sets: readonly RuleSetEntry[]): string {
  const [before, after] = usualPair(sets);
  return serviceDocument({
    title: 'Rule sets',
    place: 'Rule sets',
    body: html`<header><h1>Rule sets</h1><p class="lead">What decides, and what could. One is active; another may be evaluated in its shadow.</p></header>
<form class="filters" method="get" action="/rule-sets/compare" aria-label="Compare two rule sets">${choice('before', 'From', sets, before)}${choice('after', 'To', sets, after)}<button type="submit">Compare</button></form>
<div class="scroll" role="region" aria-label="Rule sets" tabindex="0"><table class="listing"><thead><tr><th scope="col">Name</th><th scope="col">Status</th><th scope="col">Kind</th><th scope="col" class="number">Rules</th><th scope="col">Uploaded</th><th scope="col">Hash</th></tr></thead><tbody>${sets.map(
      ({ name, version, status, kind, rules, createdAt, createdBy, hash }) =>
        html`<tr><th scope="row">${name} ${version}</th><td>${status}</td><td>${kind === 'builtIn' ? 'built in' : kind}</td><td class="number">${formatWhole(rules)}</td><td>${createdAt === null ? 'comes with the service' : html`${moment(createdAt)}${createdBy !== null && html`, ${createdBy}`}`}</td><td>${shortHash(hash)}</td></tr>`,
    )}</tbody></table></div>`,
  });
}

/** What decides, and what may come after it: what is in its shadow, else the newest. Newest first the last is what the service brings. */
function usualPair(sets: readonly RuleSetEntry[]): readonly [RuleSetEntry | undefined, RuleSetEntry | undefined] {
  const before = sets.find(({ status }) => status === 'active') ?? sets.at(-1);
  const others = sets.filter((set) => set !== before);
  const after = others.find(({ status }) => status === 'shadow') ?? others[0];
  return [before, after];
}

const choice = (name: string, label: string, sets: readonly RuleSetEntry[], chosen: RuleSetEntry | undefined): Html =>
  html`<label>${label}<select name="${name}">${sets.map(
    (set) =>
      html`<option value="${set.id}"${set === chosen && html` selected`}>${set.name} ${set.version} (${set.status})</option>`,
  )}</select></label>`;

/** Where two rule sets decide differently: in which regions of facts, and for recorded decisions. */
export function renderRuleSetDiff({ before, after, cells, decisions }: RuleSetDiff): string {
  const [from, to] = [`${before.name} ${before.version}`, `${after.name} ${after.version}`];
  return serviceDocument({
    title: `${from} and ${to}`,
    place: 'Rule sets',
    body: html`<header><h1>From ${from} to ${to}</h1><p class="lead">${shortHash(before.hash)} and ${shortHash(after.hash)}</p></header>
<section aria-labelledby="cells"><div class="section-head"><h2 id="cells">Over all facts</h2></div>${
      cells === null ? html`<p>Comparing them over all facts takes too long: not known.</p>` : cellsOf(cells)
    }</section>
<section aria-labelledby="decisions"><div class="section-head"><h2 id="decisions">For recorded decisions</h2></div>${
      decisions === null
        ? html`<p>Asking recorded decisions anew takes too long: not known.</p>`
        : decisionsOf(decisions)
    }</section>`,
  });
}

type Cells = NonNullable<RuleSetDiff['cells']>;

const cellsOf = ({ added, removed, changed, slots, unproven }: Cells): Html => html`
<dl class="facts identity">${[
  ['Rules that are new', added] as const,
  ['Rules that are gone', removed] as const,
  ['Rules that say something else', changed] as const,
  ['Settings with too many cases to compare', unproven] as const,
].map(([what, ids]) => html`<div><dt>${what}</dt><dd>${ids.length === 0 ? 'none' : ids.join(', ')}</dd></div>`)}</dl>
${slots.length === 0 ? html`<p>No setting comes out differently for any facts.</p>` : slotTable(slots)}`;

const slotTable = (slots: Cells['slots']): Html => html`
<div class="scroll" role="region" aria-label="Settings that differ" tabindex="0"><table class="listing"><thead><tr><th scope="col">Setting</th><th scope="col">Before</th><th scope="col">After</th><th scope="col">For instance where</th></tr></thead><tbody>${slots.map(
  ({ slot, before, after, facts }) =>
    html`<tr><th scope="row"><code>${slot}</code></th><td>${deciding(before)}</td><td>${deciding(after)}</td><td>${
      Object.entries(facts)
        .map(([name, value]) => `${name} is ${value === null ? 'not known' : formatValue(value)}`)
        .join(', ') || 'always'
    }</td></tr>`,
)}</tbody></table></div>`;

const deciding = (rule: Cells['slots'][number]['before']): Html =>
  rule === undefined ? html`nothing` : html`${formatValue(rule.recommend)} <code>${rule.id}</code>`;

const decisionsOf = ({ decisions, different, failed, slots }: NonNullable<RuleSetDiff['decisions']>): Html => html`
<p>Of the newest ${formatCount(decisions, 'decision')}, ${formatWhole(different)} come out differently${failed > 0 && html`; to ${failed} one of the rule sets has no answer`}.</p>
${
  slots.length > 0 &&
  html`<div class="scroll" role="region" aria-label="Settings of recorded decisions that differ" tabindex="0"><table class="listing"><thead><tr><th scope="col">Setting</th><th scope="col" class="number">Decisions</th><th scope="col">For instance</th></tr></thead><tbody>${slots.map(
    ({ slot, decisions: count, examples }) =>
      html`<tr><th scope="row"><code>${slot}</code></th><td class="number">${formatWhole(count)}</td><td>${examples.map(
        ({ id, before, after }) => html`<a href="/decisions/${id}">${formatValue(before)} → ${formatValue(after)}</a> `,
      )}</td></tr>`,
  )}</tbody></table></div>`
}`;
