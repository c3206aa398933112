import type { Recommendation } from '../../settings/recommendation.js';
import { formatCount, formatInterval, formatScore, formatSeconds } from '../format.js';
import { metricLabel } from '../metrics.js';
import { headlineScore, scoreRows } from './scores.js';

export interface KeyFigure {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
}

/** What stands large at the head of a report: the expected score, baselines, the test file, the probe. */
export const keyFigures = (recommendation: Recommendation): KeyFigure[] => [
  ...scoreFigures(recommendation),
  ...testFigures(recommendation),
  ...probeFigures(recommendation),
];

function scoreFigures({ probe }: Recommendation): KeyFigure[] {
  const score = headlineScore(probe);
  if (probe === undefined || score === null) return [];
  const baselines = scoreRows(probe).filter(({ isNetwork, score: of }) => !isNetwork && of.metric === score.metric);
  return [
    {
      label: `Expected ${metricLabel(score.metric)}`,
      value: formatScore(score.value),
      detail: `${formatInterval(score.interval)} (95%), ${score.of === 'ensemble' ? 'ensemble' : 'one network'}`,
    },
    ...baselines.map((row) => ({
      label: row.label,
      value: formatScore(row.score.value),
      detail: `${formatInterval(row.score.interval)} (95%)`,
    })),
  ];
}

function testFigures({ test, settings }: Recommendation): KeyFigure[] {
  if (test === undefined) return [];
  const primary =
    settings.primaryMetric !== null && settings.primaryMetric in test ? settings.primaryMetric : Object.keys(test)[0];
  const value = primary === undefined ? undefined : test[primary];
  if (primary === undefined || value === undefined) return [];
  const others = Object.entries(test)
    .filter(([name]) => name !== primary)
    .slice(0, 2);
  return [
    {
      label: `${metricLabel(primary)} on the test file`,
      value: formatScore(value),
      detail: others.map(([name, score]) => `${metricLabel(name)} ${formatScore(score)}`).join(', '),
    },
  ];
}

function probeFigures({ probe }: Recommendation): KeyFigure[] {
  if (probe === undefined) return [];
  const state = probe.status === 'succeeded' ? '' : `${probe.status}; `;
  return [
    {
      label: 'Probe',
      value: formatSeconds(probe.seconds),
      detail: `${state}${formatCount(probe.trials.length, 'trial')} on ${formatCount(probe.rows, 'row')}, ${probe.backend}`,
    },
  ];
}
