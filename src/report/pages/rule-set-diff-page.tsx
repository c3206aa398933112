import type { FC } from 'hono/jsx';
import type { RuleSetDiff } from '../../decide/diff-rule-sets.js';
import { formatCount, formatValue, formatWhole } from '../format.js';
import { Entry } from '../parts/entry.js';
import { ScrollTable } from '../parts/scroll-table.js';
import { Section } from '../parts/section.js';
import { ShortHash } from '../parts/short-hash.js';
import { renderPage } from '../render-page.js';
import { ServicePage } from './service-page.js';

type Cells = NonNullable<RuleSetDiff['cells']>;
type Decisions = NonNullable<RuleSetDiff['decisions']>;

/** Where two rule sets decide differently: in which regions of facts, and for recorded decisions. */
export function renderRuleSetDiff({ before, after, cells, decisions }: RuleSetDiff): string {
  const [from, to] = [`${before.name} ${before.version}`, `${after.name} ${after.version}`];
  return renderPage(
    <ServicePage title={`${from} and ${to}`} place="Rule sets">
      <header>
        <h1>
          From {from} to {to}
        </h1>
        <p class="lead">
          <ShortHash hash={before.hash} /> and <ShortHash hash={after.hash} />
        </p>
      </header>
      <Section id="cells" title="Over all facts">
        {cells === null ? (
          <p>Comparing them over all facts takes too long: not known.</p>
        ) : (
          <CellDifferences cells={cells} />
        )}
      </Section>
      <Section id="decisions" title="For recorded decisions">
        {decisions === null ? (
          <p>Asking recorded decisions anew takes too long: not known.</p>
        ) : (
          <DecisionDifferences compared={decisions} />
        )}
      </Section>
    </ServicePage>,
  );
}

const CellDifferences: FC<{ readonly cells: Cells }> = ({ cells }) => {
  const { added, removed, changed, slots, unproven } = cells;
  return (
    <>
      <dl class="facts identity">
        <Entry name="Rules that are new">{listed(added)}</Entry>
        <Entry name="Rules that are gone">{listed(removed)}</Entry>
        <Entry name="Rules that say something else">{listed(changed)}</Entry>
        <Entry name="Settings with too many cases to compare">{listed(unproven)}</Entry>
      </dl>
      {slots.length === 0 ? (
        <p>No setting comes out differently for any facts.</p>
      ) : (
        <ScrollTable
          label="Settings that differ"
          class="listing"
          columns={['Setting', 'Before', 'After', 'For instance where']}
        >
          {slots.map((slot) => (
            <CellRow slot={slot} />
          ))}
        </ScrollTable>
      )}
    </>
  );
};

const listed = (ids: readonly string[]): string => (ids.length === 0 ? 'none' : ids.join(', '));

const CellRow: FC<{ readonly slot: Cells['slots'][number] }> = ({ slot: { slot, before, after, facts } }) => {
  const where = Object.entries(facts).map(
    ([name, value]) => `${name} is ${value === null ? 'not known' : formatValue(value)}`,
  );
  return (
    <tr>
      <th scope="row">
        <code>{slot}</code>
      </th>
      <td>
        <Deciding rule={before} />
      </td>
      <td>
        <Deciding rule={after} />
      </td>
      <td>{where.join(', ') || 'always'}</td>
    </tr>
  );
};

const Deciding: FC<{ readonly rule: Cells['slots'][number]['before'] }> = ({ rule }) =>
  rule === undefined ? (
    'nothing'
  ) : (
    <>
      {formatValue(rule.recommend)} <code>{rule.id}</code>
    </>
  );

const DecisionDifferences: FC<{ readonly compared: Decisions }> = ({ compared }) => {
  const { decisions, different, failed, slots } = compared;
  return (
    <>
      <p>
        Of the newest {formatCount(decisions, 'decision')}, {formatWhole(different)} come out differently
        {failed > 0 && `; to ${failed} one of the rule sets has no answer`}.
      </p>
      {slots.length > 0 && (
        <ScrollTable
          label="Settings of recorded decisions that differ"
          class="listing"
          columns={['Setting', { number: 'Decisions' }, 'For instance']}
        >
          {slots.map((slot) => (
            <DecisionRow slot={slot} />
          ))}
        </ScrollTable>
      )}
    </>
  );
};

const DecisionRow: FC<{ readonly slot: Decisions['slots'][number] }> = ({ slot: { slot, decisions, examples } }) => (
  <tr>
    <th scope="row">
      <code>{slot}</code>
    </th>
    <td class="number">{formatWhole(decisions)}</td>
    <td>
      {examples.map(({ id, before, after }) => (
        <>
          <a href={`/decisions/${id}`}>
            {formatValue(before)} → {formatValue(after)}
          </a>{' '}
        </>
      ))}
    </td>
  </tr>
);
