import { compare } from '../refine/select.js';
import type { PairedDifference } from '../refine/statistics.js';
import { effectOf, verdictOf } from '../refine/verdict.js';
import { type AdviceItem, KEEP_PROBABILITY } from '../settings/recommendation.js';
import { slotGraph } from '../settings/slot-graph.js';
import { isCollectSlot, type Settings, type Slot, slots } from '../settings/slots.js';
import { isShorter } from '../settings/trial-length.js';
import { unused } from './population.js';
import { rateSensitive } from './propose.js';
import type { ProbeOutcome } from './run-probe.js';
import type { Runner } from './runner.js';
import { holds, isCandidate, isSuccessful, type SuccessfulTrial, type TrainedTrial } from './trial.js';

/**
 * Final settings: those of the selected trial; what was replaced only for training is as the rules said. A slot that no longer
 * applies is null, and one that applies now has the value that it was trained with.
 */
export function finalSettings(advised: Settings, trained: Settings, selected: Settings): Settings {
  const changed = slots.filter((slot) => !holds(trained, slot, selected[slot]));
  const chosen: Settings = { ...advised, ...Object.fromEntries(changed.map((slot) => [slot, selected[slot]])) };
  const defaults: Partial<Settings> = unused;
  const settled = slots.map((slot): [Slot, unknown] => {
    const { appliesWhen, optional } = slotGraph[slot];
    if (appliesWhen && !appliesWhen(chosen)) return [slot, null];
    return [slot, chosen[slot] ?? (optional || !appliesWhen ? null : (defaults[slot] ?? null))];
  });
  return { ...chosen, ...Object.fromEntries(settled) };
}

/** The advice after a probe: final values, verdicts, and the evidence for each slot that was varied. */
export function judgeAdvice(
  items: readonly AdviceItem[],
  { final, outcome, runner }: { readonly final: Settings; readonly outcome: ProbeOutcome; readonly runner: Runner },
): AdviceItem[] {
  const { selected } = outcome;
  if (!selected) return [...items];
  const baseline = baselineGain(outcome, runner, selected);
  const judged = items.map((item): AdviceItem => {
    if (isCollectSlot(item.slot)) return item;
    // With what was kept it has no meaning: nothing that was tried speaks for the rule or against it.
    const applies = slotGraph[item.slot].appliesWhen?.(final) ?? true;
    const tried = applies ? alternativesOf(item.slot, { outcome, runner, selected }) : [];
    const found = tried.filter(({ isTelling }) => isTelling);
    const isChanged = applies && item.origin === 'rule' && !holds(final, item.slot, item.recommended);
    const verdict = verdictOf({
      slot: item.slot,
      isChanged,
      wasTried: tried.length > 0,
      alternatives: found.map(({ paired }) => paired),
      baseline,
      delta: outcome.delta,
    });
    const ofRecommended = found.filter(({ trial }) => holds(trial.settings, item.slot, item.recommended));
    const evidence = evidenceOf(isChanged && ofRecommended.length > 0 ? ofRecommended : found, runner.constant.loss);
    return { ...item, final: final[item.slot] as AdviceItem['final'], verdict, ...(evidence && { evidence }) };
  });
  return [...judged, ...itemsOfNewSlots(judged, final)];
}

/** Slots that did not apply to the recommendation and do to what was kept, e.g. the momentum of another optimizer. */
function itemsOfNewSlots(items: readonly AdviceItem[], final: Settings): AdviceItem[] {
  const known = new Set(items.map(({ slot }) => slot));
  return slots
    .filter((slot) => slotGraph[slot].appliesWhen && final[slot] !== null && !known.has(slot))
    .map((slot) => ({
      slot,
      origin: 'rule',
      recommended: null,
      final: final[slot] as AdviceItem['final'],
      verdict: 'adjusted',
      ruleId: null,
      because: 'It goes with what the probe kept; with what the rules recommended it had no meaning.',
      source: null,
      alternatives: [],
    }));
}

interface Alternative {
  readonly trial: TrainedTrial;
  /** Gain of the alternative over the value that holds; null when it diverged or was lost. */
  readonly paired: PairedDifference | null;
  readonly isTelling: boolean;
}

/**
 * Trials with another value than the one that holds, each against the best trial with that value that is otherwise the same,
 * but for the learning rate where it was tuned with the slot. Where there is none (the slot was varied together with others)
 * against what was selected; a rate that was tuned for another change is no alternative of its own, and the linear model is one
 * to the depth alone.
 */
function alternativesOf(
  slot: Slot,
  { outcome, runner, selected }: { outcome: ProbeOutcome; runner: Runner; selected: SuccessfulTrial },
): Alternative[] {
  const trials: readonly TrainedTrial[] = [...outcome.trials, ...(outcome.linear ? [outcome.linear] : [])];
  const holders = trials.filter(isCandidate).filter((trial) => holds(trial.settings, slot, selected.settings[slot]));
  return trials.flatMap((trial) => {
    if (trial.isScreening || holds(trial.settings, slot, selected.settings[slot])) return [];
    const rivals = holders.filter((holder) => isVariedAlone(slot, trial.settings, holder.settings));
    const isCompanion = slot === 'learningRate' && slots.some((of) => of in trial.changes && rateSensitive.has(of));
    const isVaried = slot in trial.changes && !isCompanion && (trial !== outcome.linear || slot === 'hiddenLayers');
    const rival = leastLoss(rivals) ?? (isVaried ? selected : undefined);
    if (!rival) return [];
    const paired = isSuccessful(trial) ? compare(rival.result, trial.result, runner.partition) : null;
    return [{ trial, paired, isTelling: isTelling(trial, { paired, rival, delta: outcome.delta }) }];
  });
}

/**
 * Whether a trial tells something of its value: nothing is known of one that was lost, and one with a smaller share of its epochs than its
 * rival (the time was over, or halving dropped it) can only hide a gain.
 */
const isTelling = (
  trial: TrainedTrial,
  { paired, rival, delta }: { paired: PairedDifference | null; rival: SuccessfulTrial; delta: number },
): boolean =>
  !trial.isLost && (!paired || !isShorter(trial, rival) || 1 - paired.probabilityAbove(delta) < KEEP_PROBABILITY);

const isVariedAlone = (varied: Slot, a: Settings, b: Settings): boolean =>
  slots.every(
    (slot) => slot === varied || (slot === 'learningRate' && rateSensitive.has(varied)) || holds(a, slot, b[slot]),
  );

const leastLoss = (trials: readonly SuccessfulTrial[]): SuccessfulTrial | undefined =>
  trials.reduce<SuccessfulTrial | undefined>((a, b) => (a && a.result.loss <= b.result.loss ? a : b), undefined);

function baselineGain(outcome: ProbeOutcome, runner: Runner, selected: SuccessfulTrial): PairedDifference {
  const constant = { losses: runner.constant.losses, foldLosses: runner.constant.foldLosses, complexity: [] };
  const gains = [constant, ...(outcome.linear && outcome.linear !== selected ? [outcome.linear.result] : [])].map(
    (baseline) => compare(selected.result, baseline, runner.partition),
  );
  return gains.reduce((a, b) => (b.difference > a.difference ? b : a));
}

/** The strongest of these alternatives, seen from the value that holds: positive is a gain of holding it. */
function evidenceOf(alternatives: readonly Alternative[], constantLoss: number): AdviceItem['evidence'] | undefined {
  const measured = alternatives.flatMap(({ trial, paired }) => (paired ? [{ trial, paired }] : []));
  const [first, ...rest] = measured;
  if (!first) return undefined;
  const strongest = rest.reduce((a, b) => (b.paired.difference > a.paired.difference ? b : a), first);
  const [low, high] = strongest.paired.interval;
  const gain = { difference: -strongest.paired.difference, interval: [-high, -low] as [number, number] };
  const effect = effectOf(gain, constantLoss);
  // A network with the same numbers gains nothing, nor does holding what it equals.
  const isSame = strongest.paired.standardError === 0 && strongest.paired.difference === 0;
  return {
    trialId: strongest.trial.id,
    ...gain,
    probabilityOfGain: isSame ? 0 : 1 - strongest.paired.probabilityAbove(0),
    ...(effect && { effect }),
  };
}
