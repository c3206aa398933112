import {
  KEEP_PROBABILITY,
  LINEAR_BASELINE,
  type ProbeReport,
  type Recommendation,
  type Trial,
} from '../../settings/recommendation.js';
import type { Slot } from '../../settings/slots.js';
import { isShorter } from '../../settings/trial-length.js';
import { formatCount, formatShare, formatValue } from '../format.js';
import { isSameJson } from '../../same-json.js';
import { lossWords, oddsWords } from './gain.js';

/** What a trial changed, `dropout 0.3`, or `the start` for the first. */
export function changeOf({ settings }: Trial): string {
  const parts = Object.entries(settings).map(([slot, value]) => `${slot} ${formatValue(value)}`);
  return parts.length === 0 ? 'the rules’ settings' : parts.join(', ');
}

/** The value of a slot in a trial: its own, or that of the nearest ancestor which set one. */
export function inherited(slot: Slot, trial: Trial, trials: readonly Trial[]): Trial['settings'][string] | undefined {
  let at: Trial | undefined = trial;
  for (let steps = 0; at !== undefined && steps <= trials.length; steps++) {
    if (slot in at.settings) return at.settings[slot];
    const parentId: string | null = at.parentId;
    at = trials.find(({ id }) => id === parentId);
  }
  return undefined;
}

/**
 * `short run, 5 epochs`: a trial that had fewer epochs than what it is compared with, as in the first rounds of the halving search; its loss
 * is of another kind. Where the epochs of the start are not known, the share. `undefined` of a whole one.
 */
export function shortRunOf(
  trial: Trial,
  { trials, epochs }: { readonly trials: readonly Trial[]; readonly epochs?: number | undefined },
): string | undefined {
  const { epochsShare: share = 1, parentId } = trial;
  const parent = trials.find(({ id }) => id === parentId);
  if (!parent || !isShorter(trial, parent)) return undefined;
  const all = inherited('epochs', trial, trials) ?? epochs;
  return typeof all === 'number'
    ? `short run, ${formatCount(Math.max(1, Math.round(all * share)), 'epoch')}`
    : `short run, ${formatShare(share)} of the epochs`;
}

/** The epochs that a probe began with. */
export function startEpochs({ advice, settings }: Pick<Recommendation, 'advice' | 'settings'>): number | undefined {
  const recommended = advice.find(({ slot }) => slot === 'epochs')?.recommended;
  return typeof recommended === 'number' ? recommended : (settings.epochs ?? undefined);
}

/**
 * The rule that asked for a trial: a diagnosis, or the one that proposed it with the advice, which a probe notes as `trials.` and the slot.
 * Undefined where the probe itself did, as a search or for a baseline.
 */
export function ruleOfTrial({ because, settings }: Trial, advice: Recommendation['advice']): string | undefined {
  if (because.startsWith('diagnosis.')) return because;
  const slot = /^trials\.(.+)$/.exec(because)?.[1];
  const asked = advice.find(
    ({ slot: of, final }) => of === 'trials' && slot !== undefined && proposes(final, slot, settings[slot]),
  );
  return asked?.ruleId ?? undefined;
}

const proposes = (proposal: unknown, slot: string, value: unknown): boolean =>
  typeof proposal === 'object' &&
  proposal !== null &&
  'slot' in proposal &&
  'value' in proposal &&
  proposal.slot === slot &&
  isSameJson(proposal.value, value);

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

/** Whether the recommendation ends with the linear baseline, and nobody has set another depth since. */
const isLinear = ({ probe, settings }: Recommendation): boolean =>
  settings.hiddenLayers === 0 &&
  (probe?.trials.some(({ because, selected }) => because === LINEAR_BASELINE && selected === true) ?? false);

/** What to know before the settings of a linear model are read: the rules do not speak of it. */
export const linearNote = (recommendation: Recommendation): string | undefined =>
  isLinear(recommendation)
    ? 'A linear model won: no network that was tried does better. The values below are those of the linear model; the reasons are the rules’, and describe the network that it was compared with.'
    : undefined;
