import type { ProbeReport, Trial } from '../../settings/recommendation.js';
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
  const outcome = judgementOf(trial);
  return trial.selected === true && !trial.kept
    ? `${outcome}; in the end the simplest network within one standard error of the best`
    : outcome;
}

function judgementOf({ score, kept, difference, probabilityOfGain }: Trial): string {
  if (score === null) return 'training diverged: the loss was not a finite number';
  if (difference === undefined || probabilityOfGain === undefined)
    return kept ? 'the best so far' : 'another did better';
  const odds = `${lossWords(difference)} than what held, ${oddsWords(probabilityOfGain)}`;
  if (kept) return odds;
  return difference > 0 ? `${odds}: not sure enough, or too little` : `${odds}: no gain`;
}

/** The trial whose settings the recommendation ends with; in reports of earlier versions the last that was kept. */
export const selectedTrial = ({ trials }: ProbeReport): Trial | undefined =>
  trials.find(({ selected }) => selected) ?? trials.findLast(({ kept, score }) => kept && score !== null);
