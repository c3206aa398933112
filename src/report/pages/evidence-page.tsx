import type { FC } from 'hono/jsx';
import type { EvidenceLedger } from '../../decide/rule-evidence.js';
import type { Verdict } from '../../settings/recommendation.js';
import { formatGain } from '../../percent.js';
import { formatCount, formatShare, formatWhole } from '../format.js';
import { Alert } from '../parts/alert.js';
import { RuleName } from '../parts/rule-name.js';
import { ScrollTable } from '../parts/scroll-table.js';
import { renderPage } from '../render-page.js';
import { ServicePage } from './service-page.js';

/** Verdicts of probes that tried another value, in the order of the bars. */
const tested = ['confirmed', 'adjusted', 'refuted', 'inconclusive'] as const satisfies readonly Verdict[];

type RuleEvidence = EvidenceLedger['rules'][number];

/** How often probes confirmed, adjusted or refuted what each rule recommends: the rules measured against reality. */
export const renderEvidence = ({ rules, looked }: EvidenceLedger): string =>
  renderPage(
    <ServicePage title="Evidence" place="Evidence">
      <header>
        <h1>Evidence on the rules</h1>
        <p class="lead">
          What probes of this workspace found about the settings that each rule recommended
          {looked.isWhole ? '' : ', of the newest'} ({formatCount(looked.probes, 'probe')}). A probe that tried no other
          value says nothing about a rule.
        </p>
      </header>
      {looked.damaged !== undefined && (
        <Alert>
          <p>
            {formatCount(looked.damaged, 'probe')} left out: what is on record of it was changed after it was written.{' '}
            <code>sextant audit verify</code> tells more.
          </p>
        </Alert>
      )}
      <Rules rules={rules} />
    </ServicePage>,
  );

interface RulesProps {
  readonly rules: readonly RuleEvidence[];
}

const Rules: FC<RulesProps> = ({ rules }) => {
  const seen = rules.filter((rule) => countOf(rule) > 0).toSorted((a, b) => countOf(b) - countOf(a));
  const unseen = rules.filter((rule) => countOf(rule) === 0);
  return (
    <>
      {seen.length === 0 ? <p class="next-page">No probe has tested a rule yet.</p> : <Listing rules={seen} />}
      {unseen.length > 0 && <Unseen rules={unseen} />}
    </>
  );
};

const Unseen: FC<RulesProps> = ({ rules }) => (
  <details class="more">
    <summary>{rules.length} rules decided a setting of which no probe has tried another value</summary>
    <p>
      {rules.map(({ ruleId }) => (
        <>
          <RuleName ruleId={ruleId} rules="/rules" />{' '}
        </>
      ))}
    </p>
  </details>
);

/** Probes that tried another value. */
const countOf = ({ verdicts }: RuleEvidence): number => tested.reduce((sum, verdict) => sum + verdicts[verdict], 0);

const columns = [
  'Rule',
  'Probes that tried another value',
  'Confirmed, adjusted, refuted, inconclusive',
  'Confirmed share (95 %)',
  'Mean gain over the best other value',
];

const Listing: FC<RulesProps> = ({ rules }) => (
  <ScrollTable label="Evidence by rule" class="listing" columns={columns}>
    {rules.map((rule) => (
      <Row rule={rule} />
    ))}
  </ScrollTable>
);

const Row: FC<{ readonly rule: RuleEvidence }> = ({ rule }) => {
  const { ruleId, probes, confirmedShare, isFew, effects } = rule;
  return (
    <tr>
      <th scope="row">
        <RuleName ruleId={ruleId} rules="/rules" />
      </th>
      <td>
        {formatWhole(countOf(rule))} of {formatWhole(probes)}
      </td>
      <td>
        <Shares rule={rule} />
      </td>
      <td>{shareOf(confirmedShare, isFew)}</td>
      <td>{gainOf(effects)}</td>
    </tr>
  );
};

/** A bar of the verdicts that were found, and the same in words. */
const Shares: FC<{ readonly rule: RuleEvidence }> = ({ rule }) => {
  const { verdicts } = rule;
  const total = countOf(rule);
  const inWords = tested.map((verdict) => `${formatWhole(verdicts[verdict])} ${verdict}`).join(', ');
  return (
    <>
      <span class="shares" role="img" aria-label={inWords}>
        {tested
          .filter((verdict) => verdicts[verdict] > 0)
          .map((verdict) => (
            <svg class={verdict} width={`${((100 * verdicts[verdict]) / total).toFixed(1)}%`} height="16" />
          ))}
      </span>
      <span class="evidence">{inWords}</span>
    </>
  );
};

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
