import { KEEP_PROBABILITY, LINEAR_BASELINE, type ProbeReport, type Trial } from '../../settings/recommendation.js';
import { formatValue } from '../format.js';
import { lossWords, oddsWords } from './gain.js';

/** What a trial changed, `dropout 0.3`, or `the start` for the first. */
export function changeOf({ settings }: Trial): string {
  const parts = Object.entries(settings).map(([slot, value]) => `${slot} ${formatValue(value)}`);
  return parts.length === 0 ? 'the rules’ settings' : parts.join(', ');
}

/** What became of a trial, in a word. */
export const fateOf = ({
  kept,
  selected,
}: {
  readonly kept: boolean;
  readonly selected?: boolean;
}): 'selected' | 'kept' | 'dropped' => (selected === true ? 'selected' : kept ? 'kept' : 'dropped');

/** Why a trial was kept or dropped, from its numbers, and why it was selected nevertheless. */
export function outcomeOf(trial: Trial): string {
  if (trial.because === LINEAR_BASELINE)
    return `the linear baseline, ${trial.selected === true ? 'which no network beats' : 'a part of the final model'}`;
  const outcome = judgementOf(trial);
  return trial.selected === true && !trial.kept
    ? `${outcome}; in the end the simplest network within one standard error of the best`
    : outcome;
}

function judgementOf({ score, kept, difference, probabilityOfGain }: Trial): string {
  if (score === null) return 'no loss: training diverged, or its process was lost';
  if (difference === undefined || probabilityOfGain === undefined)
    return kept ? 'the best so far' : 'another did better';
  const odds = `${lossWords(difference)} than what held, ${oddsWords(probabilityOfGain)}`;
  if (kept) return odds;
  if (difference <= 0) return `${odds}: no gain`;
  return probabilityOfGain < KEEP_PROBABILITY
    ? `${odds}: not sure enough`
    : `${odds}: too little, or less than another gained`;
}

/** The trial whose settings the recommendation ends with; in reports of earlier versions the last that was kept. */
export const selectedTrial = ({ trials }: ProbeReport): Trial | undefined =>
  trials.find(({ selected }) => selected) ?? trials.findLast(({ kept, score }) => kept && score !== null);
