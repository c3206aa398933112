import {
  formatDifference,
  formatProbability,
  formatScore,
  formatShare,
  formatValue,
} from '../../../src/report/format.js';
import { metricLabel } from '../../../src/report/metrics.js';
import { finalModelSentence } from '../../../src/report/view/final-model.js';
import { outlookSentences } from '../../../src/report/view/outlook.js';
import { changeOf } from '../../../src/report/view/trial-rows.js';
import { formatGain, tenths } from '../../../src/percent.js';
import type { AdviceItem, Effect, Score, Source, Trial } from '../../../src/settings/recommendation.js';
import { markdownTable } from '../../../bench/common/table.js';
import type { Comparison } from './record.js';
import { depthsOf, drawsOf, ladderOf, proposalOf, type Recorded, type Step } from './steps.js';

/** The smallest difference that matters: a hundredth of the constant predictor's loss. */
export const deltaOf = (recorded: Recorded): number => 0.01 * constantLoss(recorded);

/** What held at first was better than the constant by its recorded gain. */
function constantLoss({ steps, start, first }: Recorded): number {
  const incumbent = first.find(({ kept }) => kept) ?? start;
  return (incumbent.score ?? Number.NaN) + (steps[0]?.evidence.gainOverConstant?.difference ?? Number.NaN);
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
const ruleLink = (id: string): string => `[\`${id}\`](rules.md#${id})`;
const sourceLink = ({ title, section, url }: Source): string => {
  const text = section === undefined ? title : `${title}, ${section}`;
  return url === undefined ? text : `[${text}](${url})`;
};
const scoreText = ({ metric, value, interval: [low, high] }: Score): string =>
  `${metricLabel(metric)} ${formatScore(value)} (95 % interval ${formatScore(low)} to ${formatScore(high)})`;

const comparisonText = ({ fact, operator, expected, actual, negated }: Comparison): string => {
  const seen = actual === undefined ? '' : ` (${formatValue(actual)})`;
  return `\`${fact}\`${seen} ${negated ? 'not ' : ''}${operator} ${formatValue(expected)}`;
};

/** Slots whose story the page tells, of those that the rules decided. */
const TOLD = [
  'loss',
  'optimizer',
  'learningRate',
  'hiddenLayers',
  'hiddenUnits',
  'hiddenActivation',
  'numericScaling',
  'foldRepeats',
];

function rulesTable({ recommendation: { advice }, record }: Recorded): string {
  const told = TOLD.flatMap((slot) => advice.find((item) => item.slot === slot && item.ruleId !== null) ?? []);
  return markdownTable(
    ['setting', 'value', 'rule', 'since', 'source'],
    told.map(({ slot, recommended, ruleId, source }) => [
      `\`${slot}\``,
      cell(formatValue(recommended)),
      ruleLink(ruleId ?? ''),
      cell((record.conditions[ruleId ?? ''] ?? []).map(comparisonText).join('; ') || 'always'),
      cell(source ? sourceLink(source) : ''),
    ]),
  );
}

const ladderTable = (recorded: Recorded): string =>
  markdownTable(
    ['learning rate', 'loss out of fold', ''],
    ladderOf(recorded).map(({ learningRate, loss, isChosen }) => [
      String(learningRate),
      loss === null ? 'diverged' : formatScore(loss),
      isChosen ? 'holds' : '',
    ]),
  );

const EVIDENCE = [
  'trainLoss',
  'validationLoss',
  'generalizationGap',
  'chosenEpochShare',
  'validationSlope',
  'lateNoise',
  'bestRateAtEdge',
  'trialsTried',
] as const;

function evidenceTable(steps: readonly Step[]): string {
  const rounds = steps.filter(({ trials }) => trials.length > 0);
  return markdownTable(
    ['fact', ...rounds.map((_, i) => `round ${i + 1}`)],
    EVIDENCE.map((fact) => [
      `\`evidence.${fact}\``,
      ...rounds.map(({ evidence }) => (evidence[fact] === undefined ? '-' : formatValue(evidence[fact]))),
    ]),
  );
}

function trialRow(step: Step, trial: Trial, since: string): string[] {
  const { score, difference, probabilityOfGain, interval, kept, because } = trial;
  const rule = proposalOf(step, trial) ? ruleLink(because) : `\`${because}\``;
  const range = interval ? ` (${formatDifference(interval[0])} to ${formatDifference(interval[1])})` : '';
  return [
    cell(changeOf(trial)),
    rule,
    cell(since),
    score === null ? 'diverged' : formatScore(score),
    difference === undefined ? '-' : `${formatDifference(difference)}${range}`,
    probabilityOfGain === undefined ? '-' : formatProbability(probabilityOfGain),
    kept ? '**kept**' : 'dropped',
  ];
}

/** One table a round; the rule's reason stands at its first trial. */
function roundText(step: Step, number: number, { conditions }: Recorded['record']): string {
  const told = new Set<string>();
  const rows = step.trials.map((trial) => {
    const isFirst = !told.has(trial.because);
    told.add(trial.because);
    return trialRow(step, trial, isFirst ? (conditions[trial.because] ?? []).map(comparisonText).join('; ') : '');
  });
  const header = ['change', 'rule', 'since', 'loss', 'gain (95 % interval)', 'probability of a gain', ''];
  const spoken = step.proposals.filter(({ ruleId }) => told.has(ruleId));
  const reasons = spoken.map(
    ({ ruleId, because, source }) => `- ${ruleLink(ruleId)}: ${because} Source: ${sourceLink(source)}.`,
  );
  const kept = step.trials.find((trial) => trial.kept);
  const end = kept ? `From here on *${changeOf(kept)}* holds.` : 'Nothing was kept: what held before still holds.';
  return [
    `**Round ${number}**`,
    ...(reasons.length > 0 ? [reasons.join('\n')] : []),
    markdownTable(header, rows),
    end,
  ].join('\n\n');
}

/** What was drawn when refinement had ended, and what came of it. */
function drawsText(recorded: Recorded): string[] {
  const draws = drawsOf(recorded);
  if (draws.length === 0) return [];
  const rows = draws.map((trial) => {
    const { score, difference, probabilityOfGain, kept, epochsShare } = trial;
    return [
      cell(changeOf(trial)),
      epochsShare === undefined ? 'all' : formatShare(epochsShare),
      score === null ? 'diverged' : formatScore(score),
      difference === undefined ? '-' : formatDifference(difference),
      probabilityOfGain === undefined ? '-' : formatProbability(probabilityOfGain),
      kept ? '**kept**' : epochsShare === undefined ? 'dropped' : '',
    ];
  });
  return [
    '**Draws**',
    'What is left of the budget when no rule proposes anything any more goes to draws about the settings that hold ([brackets](search.md)): nine are trained for a third of their epochs, and the best three anew and to their end. Only these are judged.',
    markdownTable(['change', 'share of its epochs', 'loss', 'gain', 'probability of a gain', ''], rows),
  ];
}

const effectText = ({ percent, interval: [low, high] }: Effect): string =>
  `${formatGain(percent)} (${tenths(low)} to ${tenths(high)})`;

const verdictTable = (advice: readonly AdviceItem[]): string =>
  markdownTable(
    ['setting', 'recommended', 'holds', 'verdict', 'gain of what holds, % of the constant’s loss (95 % interval)'],
    advice
      .filter(({ verdict }) => verdict !== 'untested')
      .map(({ slot, recommended, final, verdict, evidence }) => [
        `\`${slot}\``,
        cell(formatValue(recommended)),
        cell(formatValue(final)),
        verdict,
        evidence?.effect ? effectText(evidence.effect) : '-',
      ]),
  );

const binTable = ({ record: { heldOut, target } }: Recorded): string =>
  markdownTable(
    [`predicted ${target}`, `measured ${target}`, 'rows'],
    heldOut.map(({ predicted, observed, rows }) => [formatScore(predicted), formatScore(observed), String(rows)]),
  );

function profileText({ recommendation: { profile }, record }: Recorded): string {
  const { columns, target, task } = profile;
  const kinds = Object.entries(columns).map(([kind, count]) => `${count} ${kind}`);
  const numbers =
    target?.distinct === undefined ? '' : ` The target \`${record.target}\` takes ${target.distinct} different values.`;
  return `${profile.rows} rows of \`${record.file}\`, columns: ${kinds.join(', ')}.${numbers}${task ? ` The task was given: ${task}.` : ''}`;
}

const picture = (file: string, text: string): string => `![${text}](probe/${file}.svg)`;

/** What was chosen in the end; where that is not what refinement ended with, which of the trials it is. */
function choiceText({ recommendation: { settings }, probe, last }: Recorded, delta: string): string {
  const chosen = probe.trials.find(({ selected }) => selected) ?? last;
  const named = chosen === last ? 'that one' : `*${changeOf(chosen)}*, of which its table tells what it gained`;
  return `Refinement ended with *${changeOf(last)}*. Of all networks (of those that were drawn, only what was kept or has the least loss) the simplest (layers, then units, then regularisers) is chosen whose paired difference to the best is within one standard error over rows and below ${delta}; to one that is not simpler the network that held last gives way only where that is better by more than both ([ADR 2](adr/0002-which-error-the-one-error-rule-uses.md)). Chosen here is ${named}: ${settings.hiddenLayers} hidden layer${settings.hiddenLayers === 1 ? '' : 's'} of ${settings.hiddenUnits} units, ${formatValue(settings.hiddenActivation)}, learning rate ${settings.learningRate}, weight decay ${settings.weightDecay}. A linear model competes last: it is chosen where it is better by more than two standard errors.`;
}

/** docs/probe.md: every number stands in the record. */
export function probePage(recorded: Recorded): string {
  const { recommendation, probe, record, steps } = recorded;
  const rounds = steps.filter(({ trials }) => trials.length > 0);
  const depths = depthsOf(recorded);
  const delta = formatScore(deltaOf(recorded));
  const { settings } = recommendation;
  const members = (settings.folds ?? 1) * (settings.foldRepeats ?? 1);
  return `${[
    '# One probe, step by step',
    `This page is generated from a recorded probe ([recommendation.json](probe/recommendation.json), [record.json](probe/record.json)): three quarters of \`${record.file}\`, ${record.trials} trials, seed ${record.seed}, backend ${probe.backend}. A budget in trials lets no time decide anything, so \`npm run record\` gives the same numbers again on the same version and backend; \`npm run generate\` then writes the page. The seed was chosen to show a trial that is kept beside those that are dropped; with most seeds nothing is. How the parts are called in the code stands in [ARCHITECTURE.md](../ARCHITECTURE.md).`,
    '## 1. Facts',
    `The profile is all that the rules see of the data, and all that is recorded of it. ${profileText(recorded)}`,
    '## 2. Rules',
    'Every setting is decided by a rule, in the order of the slot graph; each comparison is traced. Some of them:',
    rulesTable(recorded),
    '## 3. Baselines and the ladder of learning rates',
    `The recommendation is trained beside other rates on the same ${settings.folds} folds, ${settings.foldRepeats} times over with other partitions: ${recorded.first.length} configurations, ${recorded.first.length * members} networks in two tensor programs. Each fold has its own copy of the rows, encoded by its own training rows ([ADR 1](adr/0001-a-copy-of-the-rows-per-fold.md)). A constant and a linear model run beside them. The loss is ${settings.task === 'regression' ? 'the squared error of the standardised target' : 'the log loss'} on rows out of fold, at the epoch where the curve averaged over the folds is least.`,
    picture('learning-rates', 'Loss by learning rate'),
    ladderTable(recorded),
    `Another rate takes the place of the recommended one only as any other trial would (step 6). Baselines in the primary metric: ${probe.baselines.map(({ name, score }) => `${name}: ${scoreText(score)}`).join('; ')}.`,
    '## 4. Halving',
    'Under a budget in seconds, the worse half of the configurations leaves at each rung, but never the recommended one, compared at equal steps, and the tensors shrink. Under a budget in trials, as here, every configuration is trained to its end, so that the clock decides nothing.',
    '## 5. Evidence',
    'The curves become facts: losses, and as shares of the constant predictor’s loss the gap between them, slopes over the last tenth, and the noise of the last quarter. Validation is drawn solid, training dashed.',
    picture('learning-curves', 'Learning curve of what was selected'),
    evidenceTable(steps),
    '## 6. Diagnosis, trial, paired comparison',
    `Diagnosis rules read these facts and propose changes ([the playbook as rules](playbook.md)); when the loss, optimizer, depth, width, activation, normalisation, start, batch size or skip connections change, three rates are tried with it. Each trial has the same folds as the network that holds, so that rows are compared in pairs. The standard error is the larger of the one over rows and the one over folds with the corrected variance of repeated cross-validation ([Bouckaert and Frank 2004](https://doi.org/10.1007/978-3-540-24775-3_3)). A trial is kept when a gain has a probability of at least 80 % and is larger than ${delta}, a hundredth of the constant predictor’s loss; of several such trials of a round the one with the least loss is. It is a rule of decision, no test of significance.`,
    picture('gains', 'Gain of every trial of refinement with its interval and the probability of a gain'),
    'Dots are gains over what held, bars their 95 % intervals, blue what was kept; the dashed line is the least gain that matters.',
    ...rounds.map((step, i) => roundText(step, i + 1, record)),
    ...(depths.length > 1
      ? [
          '**Depth**',
          'The linear model, the network that held first (blue), and other depths with the best of their rates. The bars are the interval of the paired difference to the blue one.',
          picture('depths', 'Loss by number of hidden layers'),
          markdownTable(
            ['hidden layers', 'loss'],
            depths.map(({ depth, loss }) => [String(depth), formatScore(loss)]),
          ),
        ]
      : []),
    ...drawsText(recorded),
    '## 7. Choice: the simplest within one standard error',
    choiceText(recorded, delta),
    '## 8. An honest score',
    `The best of ${probe.trials.length} looks better than it is. BBC-CV ([Tsamardinos et al. 2018](https://doi.org/10.1007/s10994-018-5714-4)) draws the rows again and again, selects on those drawn and scores on those left out; of a score that is made of the loss folds are drawn, and the epoch is selected too. What the selection gained by luck is taken off the score over all rows ([ADR 13](adr/0013-from-out-of-bag-to-all-rows.md)). One network: ${probe.score ? scoreText(probe.score) : 'none'}.`,
    '## 9. Verdicts',
    `What the probe says of each setting, in this order: *untested* (never varied, or without a meaning beside what was kept); *refuted* (the network is worse than a baseline by more than ${delta}, with a probability of at least 80 % that it is worse at all, and nothing tried mended it; said of loss, depth, width, optimizer and rate only); *adjusted* (the selected network has another value); *confirmed* (with a probability of at least 80 % no alternative gains more than ${delta}; one that diverged gains nothing); *inconclusive* (none of these). The last column has the size of the effect: what holds against the strongest alternative.`,
    verdictTable(recommendation.advice),
    '## 10. The final model',
    `${finalModelSentence(probe) ?? ''} Its parts are found on predictions out of fold ([ADR 5](adr/0005-the-final-model-blends-configurations.md)); the temperature is ${formatValue(probe.finalModel?.temperature ?? 1)}. Expected: ${probe.expectedScore ? scoreText(probe.expectedScore) : 'nothing'}. On the ${record.testRows} rows that were set aside: ${Object.entries(
      recommendation.test ?? {},
    )
      .map(([metric, value]) => `${metricLabel(metric)} ${formatScore(value)}`)
      .join(', ')}.`,
    picture('calibration', 'Mean measured value by mean prediction on rows set aside'),
    'The rows set aside, by their prediction, in bins of equally many; a perfect model lies on the line.',
    binTable(recorded),
    '## 11. What more would bring',
    `The selected network is trained once more on half of its rows, at equal steps and on the same validation rows: the difference is what the last doubling of the rows gained. The time of a full training is that of one network, at the rate measured by the probe. ${outlookSentences(probe).join(' ')}`,
  ].join('\n\n')}\n`;
}
