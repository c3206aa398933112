import type { Child, FC } from 'hono/jsx';
import type { Explanation } from '../../audit/explain.js';
import type { DecisionSummary } from '../../decide/list-decisions.js';
import type { Standing } from '../../decide/standing.js';
import { formatValue } from '../format.js';
import { Alert } from '../parts/alert.js';
import { Badge } from '../parts/badge.js';
import { Entry } from '../parts/entry.js';
import { Moment } from '../parts/moment.js';
import { Section } from '../parts/section.js';
import { ShortHash } from '../parts/short-hash.js';
import { renderPage } from '../render-page.js';
import { ExplainedSettings } from './explained-settings.js';
import { ExplainedTrials, ExplainedVerdicts } from './explained-probe.js';
import { ServicePage } from './service-page.js';
import { TrailSection } from './trail-section.js';

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
  return renderPage(
    <ServicePage title={`Decision: ${summary}`} place="Decisions">
      <Head identity={explanation} summary={summary} />
      {facts.length > 0 && <Facts facts={facts} />}
      {slots.length > 0 && <ExplainedSettings slots={slots} notApplicable={notApplicable} />}
      <ExplainedVerdicts explanation={explanation} />
      {trials.length > 0 && <ExplainedTrials explained={trials} slots={slots} />}
      {overrides.length > 0 && <Overrides overrides={overrides} />}
      {damaged.length > 0 && <Damaged decisionIds={damaged} />}
      <TrailSection standing={standing} />
    </ServicePage>,
  );
};

/** One of which the record is not what was written: what is known beside it, and where it stands in the trail. */
export const renderDamagedDecision = (decision: DecisionSummary, standing: Standing): string =>
  renderPage(
    <ServicePage title={`Decision: ${decision.summary}`} place="Decisions">
      <Head
        identity={{ ...decision, decisionId: decision.id }}
        summary={<Badge verdict="refuted">{decision.summary}</Badge>}
      />
      <Alert>
        <p>
          What the record says is not shown: it is not what was written. Kind, time and the like are those by which it
          is found, and may have been changed too. <code>sextant audit verify</code> tells what else of the trail was
          changed; an exported trail or a backup may have what was written.
        </p>
      </Alert>
      <TrailSection standing={standing} />
    </ServicePage>,
  );

interface HeadProps {
  readonly identity: Identity;
  readonly summary: Child;
}

const Head: FC<HeadProps> = ({ identity, summary }) => {
  const { decisionId, kind, occurredAt, actor, ruleSet, recommendationId } = identity;
  return (
    <header>
      <h1>Decision</h1>
      <dl class="facts identity">
        <Entry name="Id">
          <code>{decisionId}</code>
        </Entry>
        <Entry name="Kind">{kind}</Entry>
        <Entry name="What came of it">{summary}</Entry>
        <Entry name="Made">
          <Moment time={occurredAt} />
          {actor !== null && ` for ${actor}`}
        </Entry>
        <Entry name="By the rules">
          {ruleSet.name} {ruleSet.version}, <ShortHash hash={ruleSet.hash} />
        </Entry>
        {recommendationId !== null && (
          <Entry name="About">
            <a href={`/recommendations/${recommendationId}`}>{recommendationId}</a>
          </Entry>
        )}
      </dl>
    </header>
  );
};

const Facts: FC<Pick<DecisionPage, 'facts'>> = ({ facts }) => (
  <Section id="facts" title="Facts that it saw">
    <dl class="facts">
      {facts.map(([name, value]) => (
        <Entry name={<code>{name}</code>}>{formatValue(value)}</Entry>
      ))}
    </dl>
  </Section>
);

const Overrides: FC<Pick<Explanation, 'overrides'>> = ({ overrides }) => (
  <Section id="overrides" title="Set by people">
    <ul>
      {overrides.map(({ decisionId, slot, before, value, reason, actor, occurredAt }) => (
        <li>
          <code>{slot}</code> <b>{formatValue(value)}</b> in place of {formatValue(before)}: {reason}{' '}
          <Moment time={occurredAt} />
          {actor !== null && `, ${actor}`} <a href={`/decisions/${decisionId}`}>on record</a>
        </li>
      ))}
    </ul>
  </Section>
);

const Damaged: FC<{ readonly decisionIds: readonly string[] }> = ({ decisionIds }) => (
  <Section id="damaged" title="Left out">
    <p>Decisions that followed and whose records are not what was written:</p>
    <ul>
      {decisionIds.map((id) => (
        <li>
          <a href={`/decisions/${id}`}>{id}</a> <Badge verdict="refuted">changed after it was written</Badge>
        </li>
      ))}
    </ul>
  </Section>
);
