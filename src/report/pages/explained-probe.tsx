import type { FC } from 'hono/jsx';
import type { Explanation, SlotExplanation, TrialExplanation } from '../../audit/explain.js';
import { metInWords } from '../../audit/seen-in-words.js';
import type { Verdict } from '../../settings/recommendation.js';
import { isRemark } from '../../settings/slots.js';
import { formatScore } from '../format.js';
import { Badge } from '../parts/badge.js';
import { Entry } from '../parts/entry.js';
import { ScrollTable } from '../parts/scroll-table.js';
import { Section } from '../parts/section.js';
import { TrialRow } from '../sections/trial-row.js';
import { verdictMeanings } from '../view/setting-rows.js';
import { fateOf, outcomeOf } from '../view/trial-rows.js';

/** What a probe found of the settings, where the decision says that: what it tested first, the rest folded. */
export const ExplainedVerdicts: FC<{ readonly explanation: Explanation }> = ({ explanation: { kind, verdicts } }) => {
  const found = Object.entries(verdicts).filter(([slot]) => !isRemark(slot));
  if (kind !== 'verdicts' || found.length === 0) return null;
  const tested = found.filter(([, verdict]) => verdict !== 'untested');
  const untested = found.filter(([, verdict]) => verdict === 'untested');
  return (
    <Section id="verdicts" title="Verdicts">
      {tested.length > 0 && <Tested verdicts={tested} />}
      {untested.length > 0 && <Untested slots={untested.map(([slot]) => slot)} />}
    </Section>
  );
};

const Tested: FC<{ readonly verdicts: readonly (readonly [slot: string, verdict: Verdict])[] }> = ({ verdicts }) => (
  <dl class="card slots">
    {verdicts.map(([slot, verdict]) => (
      <Entry name={<code>{slot}</code>}>
        <Badge verdict={verdict}>{verdict}</Badge> {verdictMeanings[verdict]}
      </Entry>
    ))}
  </dl>
);

const Untested: FC<{ readonly slots: readonly string[] }> = ({ slots }) => (
  <details>
    <summary>
      {slots.length} untested: {verdictMeanings.untested}
    </summary>
    <p>
      {slots.map((slot) => (
        <>
          <code>{slot}</code>{' '}
        </>
      ))}
    </p>
  </details>
);

interface ExplainedTrialsProps {
  readonly explained: readonly TrialExplanation[];
  readonly slots: readonly SlotExplanation[];
}

const columns = ['Change', 'Asked for by', { number: 'Loss' }, 'Outcome', 'On record'];

/** What was tried, who asked for it, and what came of it. */
export const ExplainedTrials: FC<ExplainedTrialsProps> = ({ explained, slots }) => {
  const trials = explained.map(({ trial }) => trial);
  const epochs = epochsOf(slots);
  return (
    <Section id="trials" title="What the probe measured">
      <ScrollTable label="Trials" class="numbers trials" columns={columns}>
        {explained.map(({ decisionId, trial, conditions }) => (
          <TrialRow trial={trial} trials={trials} epochs={epochs}>
            <td>
              <code>{trial.because}</code>
              {conditions.length > 0 && (
                <>
                  <br />
                  since {conditions.map(metInWords).join('; ')}
                </>
              )}
            </td>
            <td class="number">{trial.score === null ? '–' : formatScore(trial.score)}</td>
            <td>
              <b>{fateOf(trial)}</b> {outcomeOf(trial)}
            </td>
            <td>
              <a href={`/decisions/${decisionId}`}>{decisionId.slice(0, 12)}…</a>
            </td>
          </TrialRow>
        ))}
      </ScrollTable>
    </Section>
  );
};

function epochsOf(slots: readonly SlotExplanation[]): number | undefined {
  const value = slots.find(({ slot }) => slot === 'epochs')?.values[0]?.value;
  return typeof value === 'number' ? value : undefined;
}
