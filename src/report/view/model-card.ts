import type { Recommendation } from '../../settings/recommendation.js';
import { formatCount, formatInterval, formatScore, formatShare } from '../format.js';
import { metricLabel } from '../metrics.js';
import { classCountsOf, factRows } from './data-rows.js';
import { finalModelSentence } from './final-model.js';
import { networkSentence, taskSentence } from './summary.js';

/**
 * What somebody who is handed the model must know, under the heads of a model card (Mitchell et al. 2019, section 4). What only its maker
 * knows is left for them to write, and said to be.
 */
export function modelCardRows(recommendation: Recommendation): [string, string][] {
  const { createdAt, ruleSet, profile, settings, probe, warnings } = recommendation;
  const columns = new Map(factRows(profile)).get('columns') ?? '';
  const made = `Recommended on ${createdAt.slice(0, 10)} by the rules ${ruleSet.name} ${ruleSet.version}`;
  const what = (probe && finalModelSentence(probe)) ?? `Settings; no model was trained. ${networkSentence(settings)}`;
  return [
    ['Model', `${capital(taskSentence(recommendation))}. ${what} ${made}.`],
    ['Intended use', 'Yours to write: what is decided by it, about whom, and who looks at that.'],
    ['Not for', notFor(recommendation)],
    ['Metric', metricSentence(recommendation)],
    [
      'Trained on',
      `${formatCount(probe?.rows ?? profile.rows, 'row')} with ${columns} columns${shareSentence(recommendation)}.`,
    ],
    ['Measured', measuredSentence(recommendation)],
    [
      'Groups of people',
      'Not looked at: nothing here knows which columns stand for groups of people. Compare the errors between them before it decides about anybody.',
    ],
    ['Caveats', warnings.length === 0 ? 'No warnings.' : warnings.map(({ message }) => message).join(' ')],
  ];
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function notFor({ profile }: Recommendation): string {
  const time = profile.timeOrdered ? ' It was validated on what came later; how long that holds is not known.' : '';
  return `Rows from elsewhere or another time than those that it was trained on: how it does there was not measured.${time}`;
}

function metricSentence({ settings: { primaryMetric, decisionThreshold } }: Recommendation): string {
  if (primaryMetric === null) return 'None was chosen.';
  const threshold = decisionThreshold === 'calibrated' ? ' The second class is named from a fitted threshold on.' : '';
  return `${capital(metricLabel(primaryMetric))}.${threshold}`;
}

function shareSentence(recommendation: Recommendation): string {
  const { rows } = recommendation.profile;
  const counts = Object.values(classCountsOf(recommendation));
  if (counts.length === 0 || rows === 0) return '';
  return `; the smallest of ${formatCount(counts.length, 'class', 'classes')} has ${formatShare(Math.min(...counts) / rows)} of them`;
}

function measuredSentence({ probe, test }: Recommendation): string {
  const expected = probe?.expectedScore;
  const outOfFold = expected
    ? `${capital(metricLabel(expected.metric))} ${formatScore(expected.value)} (95% interval ${formatInterval(expected.interval)}) on rows out of fold, corrected for what was selected.`
    : 'Nothing was measured.';
  const ofTest = Object.entries(test ?? {}).map(([name, value]) => `${metricLabel(name)} ${formatScore(value)}`);
  return ofTest.length === 0 ? outOfFold : `${outOfFold} On the test file: ${ofTest.join(', ')}.`;
}
