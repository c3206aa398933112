import type { ProbeReport, Recommendation, Trial } from '../../settings/recommendation.js';
import { depthLadderChart } from '../charts/depth-ladder.js';
import { learningCurveChart } from '../charts/learning-curve.js';
import { learningRateChart } from '../charts/learning-rate-ladder.js';
import { calibrationChart, confusionTable, residualChart } from '../charts/out-of-fold.js';
import { scoresChart } from '../charts/scores.js';
import { formatNumber, formatScore, formatSeconds, formatWhole } from '../format.js';
import { type Html, html } from '../html-template.js';
import { metricLabel } from '../metrics.js';
import { depthLadder } from '../view/depths.js';
import { finalModelSentence } from '../view/final-model.js';
import { learningRateLadder } from '../view/ladder.js';
import { outlookSentences } from '../view/outlook.js';
import { scoreRows, selectedCurve } from '../view/scores.js';
import { changeOf, fateOf, outcomeOf, ruleOfTrial, startEpochs } from '../view/trial-rows.js';
import { ruleName } from './rule-name.js';
import { shortRunNote } from './short-run-note.js';

/** What the probe measured: scores, curves, and everything it tried. */
export function evidenceSection(recommendation: Recommendation, rules?: string): Html | null {
  const { probe, test } = recommendation;
  if (probe === undefined && test === undefined) return null;
  return html`
<section aria-labelledby="evidence"><div class="section-head"><h2 id="evidence">Evidence</h2></div>
${probe !== undefined && charts(recommendation, probe)}
${probe?.outOfFold?.kind === 'classes' && confusionTable(probe.outOfFold)}
${probe?.finalModel !== undefined && html`<p>${finalModelSentence(probe)}</p>`}
${probe !== undefined && outlookSentences(probe).map((sentence) => html`<p>${sentence}</p>`)}
${test !== undefined && testScores(test)}
${probe !== undefined && probe.trials.length > 0 && trialsTable(probe, recommendation, rules)}
${probe !== undefined && probe.plan.length > 0 && planTable(probe)}
</section>`;
}

function charts(recommendation: Recommendation, probe: ProbeReport): Html {
  const curve = selectedCurve(probe, recommendation.settings);
  return html`<div class="charts">${[
    scoresChart(scoreRows(probe)),
    curve && curve.epochs.length > 1 && learningCurveChart(curve),
    learningRateChart(learningRateLadder(recommendation)),
    depthLadderChart(depthLadder(recommendation)),
    ...outOfFoldCharts(probe),
  ]}</div>`;
}

const outOfFoldCharts = ({ outOfFold }: ProbeReport): (Html | null)[] =>
  outOfFold === undefined
    ? []
    : [outOfFold.kind === 'classes' ? calibrationChart(outOfFold) : residualChart(outOfFold)];

const testScores = (test: Readonly<Record<string, number>>): Html => html`
<h3>Scores of the final model on the test file</h3>
<dl class="scores">${Object.entries(test).map(
  ([name, value]) => html`<div><dt>${metricLabel(name)}</dt><dd>${formatScore(value)}</dd></div>`,
)}</dl>`;

function trialsTable({ trials }: ProbeReport, recommendation: Recommendation, rules: string | undefined): Html {
  const epochs = startEpochs(recommendation);
  return html`
<h3>What was tried</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Trials"><table class="numbers trials"><caption class="unseen">Trials in order: what changed, who proposed it, loss, and whether it was kept</caption>
<thead><tr><th scope="col">Change</th><th scope="col">Proposed by</th><th scope="col" class="number">Loss</th><th scope="col" class="number">Epoch</th><th scope="col">Outcome</th></tr></thead>
<tbody>${trials.map(
    (trial) => html`
<tr${(trial.kept || trial.selected === true) && html` class="kept"`}><th scope="row">${changeOf(trial)}${shortRunNote(trial, { trials, epochs })}</th><td>${proposer(trial, recommendation, rules)}</td><td class="number">${
      trial.score === null ? '–' : formatScore(trial.score)
    }</td><td class="number">${trial.chosenEpoch === undefined ? '–' : formatNumber(trial.chosenEpoch, 3)}</td><td><b>${fateOf(trial)}</b> ${outcomeOf(trial)}</td></tr>`,
  )}</tbody></table></div>`;
}

/** Who asked for a trial, linked where it is a rule. */
function proposer(trial: Trial, { advice }: Recommendation, rules: string | undefined): Html {
  const ruleId = ruleOfTrial(trial, advice);
  return ruleId === undefined ? html`<code>${trial.because}</code>` : ruleName(ruleId, rules);
}

const planTable = ({ plan }: ProbeReport): Html => html`
<details class="more"><summary>How the time was spent</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Populations"><table class="numbers"><caption class="unseen">Populations trained, with their size and time</caption>
<thead><tr><th scope="col">Purpose</th><th scope="col" class="number">Configurations</th><th scope="col" class="number">Models</th><th scope="col" class="number">Layers × units</th><th scope="col" class="number">Epochs</th><th scope="col" class="number">Time</th></tr></thead>
<tbody>${plan.map(
  (population) => html`
<tr><th scope="row">${population.purpose}</th><td class="number">${formatWhole(population.configurations)}</td><td class="number">${formatWhole(population.members)}</td><td class="number">${population.hiddenLayers} × ${formatWhole(population.hiddenUnits)}</td><td class="number">${formatNumber(population.epochs, 3)}${
    population.epochsPlanned !== undefined &&
    population.epochsPlanned > population.epochs &&
    html` of ${formatNumber(population.epochsPlanned, 3)}`
  }</td><td class="number">${formatSeconds(population.seconds)}</td></tr>`,
)}</tbody></table></div></details>`;
