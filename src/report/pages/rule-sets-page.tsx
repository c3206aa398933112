import type { FC } from 'hono/jsx';
import type { RuleSetEntry } from '../../decide/rule-sets.js';
import { formatWhole } from '../format.js';
import { Moment } from '../parts/moment.js';
import { ScrollTable } from '../parts/scroll-table.js';
import { ShortHash } from '../parts/short-hash.js';
import { renderPage } from '../render-page.js';
import { ServicePage } from './service-page.js';

/** The rule sets of the workspace, and a form that compares two of them. */
export function renderRuleSets(sets: readonly RuleSetEntry[]): string {
  const [before, after] = usualPair(sets);
  return renderPage(
    <ServicePage title="Rule sets" place="Rule sets">
      <header>
        <h1>Rule sets</h1>
        <p class="lead">What decides, and what could. One is active; another may be evaluated in its shadow.</p>
      </header>
      <form class="filters" method="get" action="/rule-sets/compare" aria-label="Compare two rule sets">
        <Choice name="before" label="From" sets={sets} chosen={before} />
        <Choice name="after" label="To" sets={sets} chosen={after} />
        <button type="submit">Compare</button>
      </form>
      <Listing sets={sets} />
    </ServicePage>,
  );
}

/** What decides, and what may come after it: what is in its shadow, else the newest. Newest first the last is what the service brings. */
function usualPair(sets: readonly RuleSetEntry[]): readonly [RuleSetEntry | undefined, RuleSetEntry | undefined] {
  const before = sets.find(({ status }) => status === 'active') ?? sets.at(-1);
  const others = sets.filter((set) => set !== before);
  const after = others.find(({ status }) => status === 'shadow') ?? others[0];
  return [before, after];
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly sets: readonly RuleSetEntry[];
  readonly chosen: RuleSetEntry | undefined;
}

const Choice: FC<ChoiceProps> = ({ name, label, sets, chosen }) => (
  <label>
    {label}
    <select name={name}>
      {sets.map((set) => (
        <option value={set.id} selected={set === chosen}>
          {set.name} {set.version} ({set.status})
        </option>
      ))}
    </select>
  </label>
);

const columns = ['Name', 'Status', 'Kind', { number: 'Rules' }, 'Uploaded', 'Hash'];

const Listing: FC<{ readonly sets: readonly RuleSetEntry[] }> = ({ sets }) => (
  <ScrollTable label="Rule sets" class="listing" columns={columns}>
    {sets.map(({ name, version, status, kind, rules, createdAt, createdBy, hash }) => (
      <tr>
        <th scope="row">
          {name} {version}
        </th>
        <td>{status}</td>
        <td>{kind === 'builtIn' ? 'built in' : kind}</td>
        <td class="number">{formatWhole(rules)}</td>
        <td>
          {createdAt === null ? 'comes with the service' : <Moment time={createdAt} />}
          {createdAt !== null && createdBy !== null && `, ${createdBy}`}
        </td>
        <td>
          <ShortHash hash={hash} />
        </td>
      </tr>
    ))}
  </ScrollTable>
);
