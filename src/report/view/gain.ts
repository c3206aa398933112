import type { AdviceItem } from '../../settings/recommendation.js';
import { tenths } from '../../percent.js';
import { formatEffect, formatInterval, formatProbability, formatScore } from '../format.js';

/** `0.012 less loss`: a sign alone does not say whose gain it is. */
export const lossWords = (difference: number): string =>
  `${formatScore(Math.abs(difference))} ${difference < 0 ? 'more' : 'less'} loss`;

/** `better with probability 97%`. */
export const oddsWords = (probability: number): string => `better with probability ${formatProbability(probability)}`;

/** What a value has to show against the best other one that was tried: how much, how sure, and how much that is. */
export const gainOfValue = ({
  difference,
  interval,
  probabilityOfGain,
  effect,
}: NonNullable<AdviceItem['evidence']>): string[] => [
  `${lossWords(difference)} than with the best other value tried (gain ${formatInterval(interval)})`,
  ...(effect ? [formatEffect(effect)] : []),
  oddsWords(probabilityOfGain),
];

/** The same in one line, without intervals. */
export function gainInBrief({ difference, probabilityOfGain, effect }: NonNullable<AdviceItem['evidence']>): string {
  const size = effect ? ` (${tenths(Math.abs(effect.percent))}% of the constant predictor’s)` : '';
  return `${lossWords(difference)}${size} than with the best other value, ${oddsWords(probabilityOfGain)}`;
}
