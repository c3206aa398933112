import type { DecisionSummary } from '../../decide/list-decisions.js';
import { verdicts } from '../../settings/recommendation.js';
import { slots } from '../../settings/slots.js';
import { type Html, html } from '../html-template.js';
import { damagedBadge, moment, serviceDocument } from './service-document.js';

/** What was asked for, by the names of the form's fields; as it was written. */
export type DecisionFilters = Readonly<Partial<Record<FilterName, string>>>;
export type FilterName = (typeof filterNames)[number];

export const filterNames = [
  ...(['kind', 'slot', 'value', 'rule', 'verdict', 'actor', 'from', 'to', 'recommendation', 'dataset'] as const),
];

export interface DecisionsPage {
  readonly filters: DecisionFilters;
  readonly entries: readonly DecisionSummary[];
  /** Address of what is older; `undefined` at the end. */
  readonly next: string | undefined;
  /** What of the filters cannot be read. */
  readonly problem?: string | undefined;
}

const kinds = ['recommendation', 'refinement', 'verdicts', 'override', 'activation', 'shadow'] as const;

interface Field {
  readonly name: FilterName;
  readonly label: string;
  readonly options?: readonly string[];
  readonly type?: 'date' | 'text';
  /** What it is to be, where not everything will do. */
  readonly expected?: string;
}

const fields: readonly Field[] = [
  { name: 'kind', label: 'Kind', options: kinds },
  { name: 'slot', label: 'Setting', options: slots },
  { name: 'value', label: 'Value' },
  { name: 'rule', label: 'Rule' },
  { name: 'verdict', label: 'Verdict', options: verdicts },
  { name: 'actor', label: 'Who asked' },
  { name: 'from', label: 'From', type: 'date', expected: 'a day such as 2026-11-29' },
  { name: 'to', label: 'Before', type: 'date', expected: 'a day such as 2026-11-29' },
  { name: 'recommendation', label: 'Recommendation', expected: 'the id of one, which begins with rec_' },
  { name: 'dataset', label: 'Dataset (SHA-256)', expected: 'the hash of a file, 64 digits from 0 to f' },
];

/** What to say of a filter that is refused. */
export function filterProblem(name: string, filters: DecisionFilters): string {
  const field = fields.find((one) => one.name === name);
  if (field === undefined)
    return 'The page that was asked for is not one of this list. Begin with the newest decisions.';
  const { label, options, expected = options ? `one of ${options.join(', ')}` : 'a shorter text' } = field;
  return `${label} is to be ${expected}; “${filters[field.name] ?? ''}” is not.`;
}

/** Recorded decisions, newest first, with a form that narrows them. */
export const renderDecisions = ({ filters, entries, next, problem }: DecisionsPage): string =>
  serviceDocument({
    title: 'Decisions',
    place: 'Decisions',
    body: html`<header><h1>Decisions</h1><p class="lead">Everything that was decided, newest first. All filters hold together.</p></header>
<form class="filters" method="get" action="/decisions" aria-label="Filters">${fields.map((field) => fieldOf(field, filters[field.name]))}<button type="submit">Show</button> <a href="/decisions">Clear</a></form>
${problem !== undefined && html`<div class="warnings" role="alert"><p>${problem}</p></div>`}
${entries.length === 0 ? html`<p class="next-page">No decision here.</p>` : listing(entries)}
${next !== undefined && html`<p class="next-page"><a href="${next}" rel="next">Older decisions</a></p>`}`,
  });

const fieldOf = ({ name, label, options, type = 'text' }: Field, value = ''): Html =>
  options
    ? html`<label>${label}<select name="${name}"><option value="">any</option>${options.map(
        (option) => html`<option value="${option}"${option === value ? html` selected` : null}>${option}</option>`,
      )}</select></label>`
    : html`<label>${label}<input name="${name}" type="${type}" value="${value}" size="14"></label>`;

const listing = (entries: readonly DecisionSummary[]): Html => html`
<div class="scroll" role="region" aria-label="Decisions" tabindex="0"><table class="listing"><thead><tr><th scope="col">When</th><th scope="col">Kind</th><th scope="col">What came of it</th><th scope="col">Who asked</th><th scope="col">Rules</th></tr></thead><tbody>${entries.map(
  ({ id, kind, occurredAt, summary, actor, ruleSet, damaged }) =>
    html`<tr><td>${moment(occurredAt)}</td><td>${kind}</td><th scope="row"><a href="/decisions/${id}">${damaged ? damagedBadge(summary) : summary}</a></th><td>${actor ?? 'unknown'}</td><td>${ruleSet.name} ${ruleSet.version}</td></tr>`,
)}</tbody></table></div>`;
