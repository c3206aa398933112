import type { FC } from 'hono/jsx';
import type { Explanation, LostRule, NotFired, SlotExplanation, SlotValue } from '../../audit/explain.js';
import { metInWords, unmetInWords } from '../../audit/seen-in-words.js';
import { formatEffect, formatValue } from '../format.js';
import { Badge } from '../parts/badge.js';
import { RuleName } from '../parts/rule-name.js';
import { Section } from '../parts/section.js';
import { SourceLink } from '../source-link.js';

/** What won and lost in each setting, and why. */
export const ExplainedSettings: FC<Pick<Explanation, 'slots' | 'notApplicable'>> = ({ slots, notApplicable }) => (
  <Section id="settings" title="Settings, winners and losers">
    {slots.map((explained) => (
      <SlotArticle explained={explained} />
    ))}
    {notApplicable.length > 0 && <p>Not applicable here: {notApplicable.join(', ')}.</p>}
  </Section>
);

const SlotArticle: FC<{ readonly explained: SlotExplanation }> = ({ explained }) => {
  const { slot, values, losers, notFired, effect } = explained;
  return (
    <article class="slot" id={`slot-${slot}`}>
      <SlotHeading explained={explained} />
      {values.map((value) => (
        <Winner value={value} />
      ))}
      {'final' in explained && (
        <p>
          After the probe: <b>{formatValue(explained.final)}</b>.
        </p>
      )}
      {effect && <p>Its gain over the best other value that was tried: {formatEffect(effect)}.</p>}
      {losers.length > 0 && (
        <ul>
          {losers.map((rule) => (
            <Loser rule={rule} />
          ))}
        </ul>
      )}
      {notFired.length > 0 && <Silent rules={notFired} />}
    </article>
  );
};

const SlotHeading: FC<{ readonly explained: SlotExplanation }> = ({ explained }) => {
  const { slot, origin, values, verdict } = explained;
  const value = values.length === 0 ? 'nothing' : values.map((item) => formatValue(item.value)).join(', ');
  return (
    <h3>
      <code>{slot}</code> <b>{value}</b>
      {origin === 'caller' && (
        <>
          {' '}
          <span class="was">fixed by the caller</span>
        </>
      )}
      {verdict !== undefined && (
        <>
          {' '}
          <Badge verdict={verdict}>{verdict}</Badge>
        </>
      )}
    </h3>
  );
};

const Winner: FC<{ readonly value: SlotValue }> = ({ value: { ruleId, because, conditions, source } }) => (
  <>
    {ruleId !== null && (
      <p>
        {because} <RuleName ruleId={ruleId} rules="/rules" />
      </p>
    )}
    {conditions.length > 0 && (
      <ul>
        {conditions.map((seen) => (
          <li>since {metInWords(seen)}</li>
        ))}
      </ul>
    )}
    {source && (
      <p>
        <cite>
          <SourceLink source={source} />
        </cite>
      </p>
    )}
  </>
);

const Loser: FC<{ readonly rule: LostRule }> = ({ rule: { ruleId, value, lostBecause, conditions } }) => (
  <li>
    <RuleName ruleId={ruleId} rules="/rules" /> ({formatValue(value)}) lost: {lostBecause}
    {conditions.length > 0 && `; it fired since ${conditions.map(metInWords).join('; ')}`}
  </li>
);

/** Rules that had nothing to say. */
const Silent: FC<{ readonly rules: readonly NotFired[] }> = ({ rules }) => (
  <details>
    <summary>
      {rules.length} {rules.length === 1 ? 'rule' : 'rules'} did not fire
    </summary>
    <ul>
      {rules.map(({ ruleId, because }) => (
        <li>
          <RuleName ruleId={ruleId} rules="/rules" />
          {because.length > 0 && `: ${because.map(unmetInWords).join('; ')}`}
        </li>
      ))}
    </ul>
  </details>
);
