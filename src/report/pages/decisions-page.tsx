import type { FC } from 'hono/jsx';
import type { DecisionSummary } from '../../decide/list-decisions.js';
import { verdicts } from '../../settings/recommendation.js';
import { slots } from '../../settings/slots.js';
import { Alert } from '../parts/alert.js';
import { Badge } from '../parts/badge.js';
import { Moment } from '../parts/moment.js';
import { ScrollTable } from '../parts/scroll-table.js';
import { renderPage } from '../render-page.js';
import { ServicePage } from './service-page.js';

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
  renderPage(
    <ServicePage title="Decisions" place="Decisions">
      <header>
        <h1>Decisions</h1>
        <p class="lead">Everything that was decided, newest first. All filters hold together.</p>
      </header>
      <Filters filters={filters} />
      {problem !== undefined && (
        <Alert>
          <p>{problem}</p>
        </Alert>
      )}
      {entries.length === 0 ? <p class="next-page">No decision here.</p> : <Listing entries={entries} />}
      {next !== undefined && (
        <p class="next-page">
          <a href={next} rel="next">
            Older decisions
          </a>
        </p>
      )}
    </ServicePage>,
  );

const Filters: FC<Pick<DecisionsPage, 'filters'>> = ({ filters }) => (
  <form class="filters" method="get" action="/decisions" aria-label="Filters">
    {fields.map((field) => (
      <FilterField field={field} value={filters[field.name] ?? ''} />
    ))}
    <button type="submit">Show</button> <a href="/decisions">Clear</a>
  </form>
);

interface FilterFieldProps {
  readonly field: Field;
  readonly value: string;
}

const FilterField: FC<FilterFieldProps> = ({ field: { name, label, options, type = 'text' }, value }) => (
  <label>
    {label}
    {options ? (
      <select name={name}>
        <option value="">any</option>
        {options.map((option) => (
          <option value={option} selected={option === value}>
            {option}
          </option>
        ))}
      </select>
    ) : (
      <input name={name} type={type} value={value} size={14} />
    )}
  </label>
);

const columns = ['When', 'Kind', 'What came of it', 'Who asked', 'Rules'];

const Listing: FC<Pick<DecisionsPage, 'entries'>> = ({ entries }) => (
  <ScrollTable label="Decisions" class="listing" columns={columns}>
    {entries.map(({ id, kind, occurredAt, summary, actor, ruleSet, damaged }) => (
      <tr>
        <td>
          <Moment time={occurredAt} />
        </td>
        <td>{kind}</td>
        <th scope="row">
          <a href={`/decisions/${id}`}>{damaged ? <Badge verdict="refuted">{summary}</Badge> : summary}</a>
        </th>
        <td>{actor ?? 'unknown'}</td>
        <td>
          {ruleSet.name} {ruleSet.version}
        </td>
      </tr>
    ))}
  </ScrollTable>
);
