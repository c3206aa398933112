import type { Profile } from '../../profile/schema.js';
import type { Recommendation } from '../../settings/recommendation.js';
import { isClassification } from '../../settings/tasks.js';
import { formatCount, formatNumber, formatShare, formatWhole } from '../format.js';

/** More classes than these are summed up in one row. */
const MOST_CLASSES = 20;

/** What the rules saw of the data, as names and values. */
export function factRows(profile: Profile): [string, string][] {
  const kinds = Object.entries(profile.columns).filter(([, count]) => count > 0);
  const shares: [string, number | undefined][] = [
    ['missing cells', profile.missingShare],
    ['missing numeric cells', profile.numericMissingShare],
    ['duplicate rows', profile.duplicateShare],
    ['skewed numeric columns', profile.numericSkewedShare],
    ['outlying numeric cells', profile.numericOutlierShare],
  ];
  return [
    ['rows', formatWhole(profile.rows)],
    ['columns', kinds.map(([kind, count]) => `${formatWhole(count)} ${kind}`).join(', ')],
    ...(profile.categories
      ? [
          [
            'category levels',
            `${formatWhole(profile.categories.total)}, at most ${formatWhole(profile.categories.max)} in one column`,
          ] as [string, string],
        ]
      : []),
    ...(profile.groups === undefined ? [] : [['groups', formatWhole(profile.groups)] as [string, string]]),
    ...(profile.weighted === true ? [['weights of rows', 'in a column'] as [string, string]] : []),
    ...targetFacts(profile),
    ...shares.flatMap(([name, share]): [string, string][] => (share === undefined ? [] : [[name, formatShare(share)]])),
  ];
}

function targetFacts({ target }: Profile): [string, string][] {
  if (target === undefined) return [];
  const { min, max, mean, standardDeviation, skewness, distinct, missing } = target;
  const entries: [string, number | undefined][] = [
    ['distinct targets', distinct],
    ['target missing in', missing === 0 ? undefined : missing],
    ['target mean', mean],
    ['target standard deviation', standardDeviation],
    ['target skewness', skewness],
  ];
  const range: [string, string][] =
    min === undefined || max === undefined ? [] : [['target range', `${formatNumber(min)} to ${formatNumber(max)}`]];
  return [
    ...range,
    ...entries.flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, formatNumber(value)]],
    ),
  ];
}

/** Rows of each class by its label. Numbers of few values are counted in a profile too: they are no classes of a regression. */
export function classCountsOf({ settings, profile }: Recommendation): Readonly<Record<string, number>> {
  const task = settings.task ?? profile.task;
  return task && isClassification(task) ? (profile.classCounts ?? {}) : {};
}

/** Rows of each class, largest first. */
export function classesOf(recommendation: Recommendation): [string, number][] {
  const counts = classCountsOf(recommendation);
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, MOST_CLASSES);
  const rest = sorted.slice(MOST_CLASSES);
  const restCount = rest.reduce((sum, [, count]) => sum + count, 0);
  return rest.length === 0
    ? shown
    : [...shown, [`${formatCount(rest.length, 'other class', 'other classes')}`, restCount]];
}
