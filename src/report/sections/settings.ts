import type { AdviceItem, Recommendation, Source } from '../../settings/recommendation.js';
import { formatValue } from '../format.js';
import { type Html, html, trusted } from '../html-template.js';
import { sourceLink } from '../source-link.js';
import { gainOfValue } from '../view/gain.js';
import {
  byEvidence,
  headlineRows,
  headlineSlots,
  pick,
  reasonOf,
  type SettingRow,
  settingRows,
  slotGroups,
  verdictCounts,
  verdictMeanings,
} from '../view/setting-rows.js';
import { linearNote } from '../view/trial-rows.js';
import { ruleName } from './rule-name.js';

/** What the probe speaks for, then the main settings that only rules speak for, then every other one, folded away, then what the verdicts mean. */
export function settingsSection(recommendation: Recommendation, rules?: string): Html {
  const rows = settingRows(recommendation);
  const { tested, untested } = byEvidence(rows);
  const main = headlineRows(untested);
  const note = linearNote(recommendation);
  const rest = untested.filter(({ slot }) => !headlineSlots.includes(slot));
  return html`
<section aria-labelledby="settings">
<div class="section-head"><h2 id="settings">Settings</h2><p class="verdicts">${verdictCounts(rows).map(
    ({ verdict, count }) => html`<span class="badge ${verdict}">${count} ${verdict}</span> `,
  )}</p></div>
${note !== undefined && html`<p>${note}</p>`}
${tested.length > 0 && html`<h3>What the probe tested</h3>${table('Tested settings', tested, rules)}${main.length > 0 && html`<h3>Only the rules speak for these</h3>`}`}
${main.length > 0 && table('The main settings', main, rules)}
${rest.length > 0 && otherSettings(rest, rules)}
<details class="meanings"><summary>What the verdicts mean</summary><dl>${verdictCounts(rows).map(
    ({ verdict }) =>
      html`<div><dt><span class="badge ${verdict}">${verdict}</span></dt><dd>${verdictMeanings[verdict]}</dd></div>`,
  )}</dl></details>
</section>`;
}

function otherSettings(rest: readonly SettingRow[], rules: string | undefined): Html {
  const grouped = slotGroups.map(({ title, slots }) => ({ title, rows: pick(rest, slots) }));
  const known = grouped.flatMap(({ rows }) => rows);
  const groups = [...grouped, { title: 'Other', rows: rest.filter((row) => !known.includes(row)) }];
  return html`<details class="more"><summary>${rest.length} more settings</summary>${groups
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }) => html`<h3>${title}</h3>${table(title, rows, rules)}`)}</details>`;
}

/** Roles are written out: the phone layout turns rows into blocks, and some browsers then forget that it is a table. */
const table = (caption: string, rows: readonly SettingRow[], rules: string | undefined): Html => html`
<table class="settings" role="table"><caption class="unseen">${caption}: slot, value, why, verdict</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Slot</th><th role="columnheader" scope="col">Value</th><th role="columnheader" scope="col">Why</th><th role="columnheader" scope="col">Verdict</th></tr></thead>
<tbody role="rowgroup">${rows.map((row) => settingRow(row, rules))}</tbody></table>`;

const settingRow = (row: SettingRow, rules: string | undefined): Html => {
  const { slot, value, recommended, verdict, item } = row;
  return html`
<tr role="row"><th role="rowheader" scope="row"><code>${slot}</code></th>
<td role="cell" class="value">${valueMarkup(value)}${recommended !== undefined && html`<span class="was">rules: ${recommended}</span>`}</td>
<td role="cell" class="why">${reasonOf({ ...row, origin: item.origin, evidence: item.evidence })} ${source(item.source)} ${item.ruleId !== null && ruleName(item.ruleId, rules)}${alternatives(item, rules)}</td>
<td role="cell" class="verdict"><span class="badge ${verdict}">${verdict}</span>${evidence(item)}${origin(item)}</td></tr>`;
};

/** What comes after the first comma of a value with parts is detail. */
function valueMarkup(value: string): Html {
  const [head = '', ...details] = value.split(', ');
  return html`<b>${head}</b>${details.length > 0 && html` <span>${details.join(', ')}</span>`}`;
}

const source = (from: Source | null): Html | null => from && html`<cite>${sourceLink(from)}</cite>`;

function alternatives({ alternatives: lost }: AdviceItem, rules: string | undefined): Html | null {
  if (lost.length === 0) return null;
  const title = lost.length === 1 ? '1 alternative' : `${lost.length} alternatives`;
  return html`<details class="lost"><summary>${title}</summary><ul>${lost.map(
    ({ value, ruleId, lostBecause }) =>
      html`<li><b>${formatValue(value)}</b> by ${ruleName(ruleId, rules)}: ${lostBecause}</li>`,
  )}</ul></details>`;
}

const evidence = ({ evidence: seen }: AdviceItem): Html | null =>
  seen === undefined
    ? null
    : html`<span class="evidence">${gainOfValue(seen).map((part, index) => html`${index > 0 && trusted('<br>')}${part}`)}</span>`;

const origin = ({ origin: from }: AdviceItem): Html | null =>
  from === 'rule'
    ? null
    : html`<span class="evidence">${from === 'caller' ? 'fixed by the caller' : 'overridden'}</span>`;
