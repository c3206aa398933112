import type { FC } from 'hono/jsx';
import type { ProbeReport, Recommendation } from '../../settings/recommendation.js';
import { DepthLadderChart } from '../charts/depth-ladder.js';
import { LearningCurveChart } from '../charts/learning-curve.js';
import { LearningRateChart } from '../charts/learning-rate-ladder.js';
import { CalibrationChart, ConfusionTable, ResidualChart } from '../charts/out-of-fold.js';
import { ScoresChart } from '../charts/scores.js';
import { formatNumber, formatScore, formatSeconds, formatWhole } from '../format.js';
import { metricLabel } from '../metrics.js';
import { Entry } from '../parts/entry.js';
import { ScrollTable } from '../parts/scroll-table.js';
import { Section } from '../parts/section.js';
import { depthLadder } from '../view/depths.js';
import { finalModelSentence } from '../view/final-model.js';
import { learningRateLadder } from '../view/ladder.js';
import { outlookSentences } from '../view/outlook.js';
import { scoreRows, selectedCurve } from '../view/scores.js';
import { TrialsTable } from './trials-table.js';

interface EvidenceSectionProps {
  readonly recommendation: Recommendation;
  /** Address of the catalogue of rules. */
  readonly rules: string | undefined;
}

/** What the probe measured: scores, curves, and everything it tried. */
export const EvidenceSection: FC<EvidenceSectionProps> = ({ recommendation, rules }) => {
  const { probe, test } = recommendation;
  if (probe === undefined && test === undefined) return null;
  return (
    <Section id="evidence" title="Evidence">
      {probe !== undefined && <Findings recommendation={recommendation} probe={probe} />}
      {test !== undefined && <TestScores test={test} />}
      {probe !== undefined && probe.trials.length > 0 && (
        <TrialsTable trials={probe.trials} recommendation={recommendation} rules={rules} />
      )}
      {probe !== undefined && probe.plan.length > 0 && <PlanTable plan={probe.plan} />}
    </Section>
  );
};

interface ProbeProps {
  readonly recommendation: Recommendation;
  readonly probe: ProbeReport;
}

const Findings: FC<ProbeProps> = ({ recommendation, probe }) => (
  <>
    <Charts recommendation={recommendation} probe={probe} />
    {probe.outOfFold?.kind === 'classes' && <ConfusionTable outOfFold={probe.outOfFold} />}
    {probe.finalModel !== undefined && <p>{finalModelSentence(probe)}</p>}
    {outlookSentences(probe).map((sentence) => (
      <p>{sentence}</p>
    ))}
  </>
);

const Charts: FC<ProbeProps> = ({ recommendation, probe }) => {
  const { outOfFold } = probe;
  const curve = selectedCurve(probe, recommendation.settings);
  return (
    <div class="charts">
      <ScoresChart rows={scoreRows(probe)} />
      {curve !== undefined && curve.epochs.length > 1 && <LearningCurveChart curve={curve} />}
      <LearningRateChart ladder={learningRateLadder(recommendation)} />
      <DepthLadderChart ladder={depthLadder(recommendation)} />
      {outOfFold?.kind === 'classes' && <CalibrationChart outOfFold={outOfFold} />}
      {outOfFold?.kind === 'numbers' && <ResidualChart outOfFold={outOfFold} />}
    </div>
  );
};

const TestScores: FC<{ readonly test: Readonly<Record<string, number>> }> = ({ test }) => (
  <>
    <h3>Scores of the final model on the test file</h3>
    <dl class="scores">
      {Object.entries(test).map(([name, value]) => (
        <Entry name={metricLabel(name)}>{formatScore(value)}</Entry>
      ))}
    </dl>
  </>
);

const planColumns = [
  'Purpose',
  { number: 'Configurations' },
  { number: 'Models' },
  { number: 'Layers × units' },
  { number: 'Epochs' },
  { number: 'Time' },
];

const PlanTable: FC<Pick<ProbeReport, 'plan'>> = ({ plan }) => (
  <details class="more">
    <summary>How the time was spent</summary>
    <ScrollTable
      label="Populations"
      class="numbers"
      caption="Populations trained, with their size and time"
      columns={planColumns}
    >
      {plan.map((population) => (
        <PlanRow population={population} />
      ))}
    </ScrollTable>
  </details>
);

const PlanRow: FC<{ readonly population: ProbeReport['plan'][number] }> = ({ population }) => {
  const { purpose, configurations, members, hiddenLayers, hiddenUnits, epochs, epochsPlanned, seconds } = population;
  const planned = epochsPlanned !== undefined && epochsPlanned > epochs ? ` of ${formatNumber(epochsPlanned, 3)}` : '';
  return (
    <tr>
      <th scope="row">{purpose}</th>
      <td class="number">{formatWhole(configurations)}</td>
      <td class="number">{formatWhole(members)}</td>
      <td class="number">
        {hiddenLayers} × {formatWhole(hiddenUnits)}
      </td>
      <td class="number">
        {formatNumber(epochs, 3)}
        {planned}
      </td>
      <td class="number">{formatSeconds(seconds)}</td>
    </tr>
  );
};
