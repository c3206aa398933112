import type { FC } from 'hono/jsx';
import type { Recommendation, Trial } from '../../settings/recommendation.js';
import { formatNumber, formatScore } from '../format.js';
import { ScrollTable } from '../parts/scroll-table.js';
import { fateOf, outcomeOf, ruleOfTrial, startEpochs } from '../view/trial-rows.js';
import { RuleName } from '../parts/rule-name.js';
import { TrialRow } from './trial-row.js';

interface TrialsTableProps {
  readonly trials: readonly Trial[];
  readonly recommendation: Recommendation;
  /** Address of the catalogue of rules. */
  readonly rules: string | undefined;
}

const columns = ['Change', 'Proposed by', { number: 'Loss' }, { number: 'Epoch' }, 'Outcome'];

/** Everything that the probe tried. */
export const TrialsTable: FC<TrialsTableProps> = ({ trials, recommendation, rules }) => {
  const epochs = startEpochs(recommendation);
  return (
    <>
      <h3>What was tried</h3>
      <ScrollTable
        label="Trials"
        class="numbers trials"
        caption="Trials in order: what changed, who proposed it, loss, and whether it was kept"
        columns={columns}
      >
        {trials.map((trial) => (
          <TrialRow trial={trial} trials={trials} epochs={epochs}>
            <td>
              <Proposer trial={trial} advice={recommendation.advice} rules={rules} />
            </td>
            <td class="number">{trial.score === null ? '–' : formatScore(trial.score)}</td>
            <td class="number">{trial.chosenEpoch === undefined ? '–' : formatNumber(trial.chosenEpoch, 3)}</td>
            <td>
              <b>{fateOf(trial)}</b> {outcomeOf(trial)}
            </td>
          </TrialRow>
        ))}
      </ScrollTable>
    </>
  );
};

interface ProposerProps extends Pick<Recommendation, 'advice'> {
  readonly trial: Trial;
  readonly rules: string | undefined;
}

/** Who asked for a trial, linked where it is a rule. */
const Proposer: FC<ProposerProps> = ({ trial, advice, rules }) => {
  const ruleId = ruleOfTrial(trial, advice);
  return ruleId === undefined ? <code>{trial.because}</code> : <RuleName ruleId={ruleId} rules={rules} />;
};
