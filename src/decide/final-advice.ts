import { compare } from '../refine/select.js';
import type { PairedDifference } from '../refine/statistics.js';
import { verdictOf } from '../refine/verdict.js';
import type { AdviceItem } from '../settings/recommendation.js';
import { isCollectSlot, type Settings, type Slot } from '../settings/slots.js';
import type { ProbeOutcome } from './run-probe.js';
import type { Runner } from './runner.js';
import { isSuccessful, type SuccessfulTrial, type TrainedTrial } from './trial.js';

/** Final settings: those of the selected trial; what was replaced only for training is as the rules said. */
export function finalSettings(advised: Settings, trained: Settings, selected: Settings): Settings {
  const slots = Object.keys(advised) as Slot[];
  const changed = slots.filter((slot) => JSON.stringify(selected[slot]) !== JSON.stringify(trained[slot]));
  return { ...advised, ...Object.fromEntries(changed.map((slot) => [slot, selected[slot]])) };
}

/** The advice after a probe: final values, verdicts, and the evidence for each slot that was varied. */
export function judgeAdvice(
  items: readonly AdviceItem[],
  { final, outcome, runner }: { readonly final: Settings; readonly outcome: ProbeOutcome; readonly runner: Runner },
): AdviceItem[] {
  const { selected } = outcome;
  if (!selected) return [...items];
  return items.map((item) => {
    if (isCollectSlot(item.slot)) return item;
    const found = alternativesOf(item.slot, { outcome, runner, selected });
    const value = final[item.slot];
    const isChanged = JSON.stringify(value) !== JSON.stringify(item.recommended);
    const baseline = baselineGain(outcome, runner, selected);
    const verdict = verdictOf({
      slot: item.slot,
      isChanged: isChanged && item.origin === 'rule',
      alternatives: found.map(({ paired }) => paired),
      ...(baseline && { baseline }),
      delta: outcome.delta,
    });
    const evidence = evidenceOf(found);
    return { ...item, final: value as AdviceItem['final'], verdict, ...(evidence && { evidence }) };
  });
}

interface Alternative {
  readonly trial: TrainedTrial;
  /** Gain of the alternative over what holds; null when it diverged. */
  readonly paired: PairedDifference | null;
}

/** Trials that differ from what was selected in this slot and otherwise at most in the learning rate that was tuned with it. */
function alternativesOf(
  slot: Slot,
  { outcome, runner, selected }: { outcome: ProbeOutcome; runner: Runner; selected: SuccessfulTrial },
): Alternative[] {
  const trials: readonly TrainedTrial[] = [...outcome.trials, ...(outcome.linear ? [outcome.linear] : [])];
  return trials
    .filter((trial) => slot in trial.changes || selectedDiffersBy(slot, trial, selected))
    .filter((trial) => JSON.stringify(trial.settings[slot]) !== JSON.stringify(selected.settings[slot]))
    .map((trial) => ({
      trial,
      paired: isSuccessful(trial) ? compare(selected.result, trial.result, runner.partition) : null,
    }));
}

/** The parent of what was selected is an alternative too: it held the value before the change. */
const selectedDiffersBy = (slot: Slot, trial: TrainedTrial, selected: SuccessfulTrial): boolean =>
  slot in selected.changes && trial.id === selected.parentId;

function baselineGain(outcome: ProbeOutcome, runner: Runner, selected: SuccessfulTrial): PairedDifference | undefined {
  const constant = { losses: runner.constant.losses, foldLosses: runner.constant.foldLosses, complexity: [] };
  const gains = [constant, ...(outcome.linear && outcome.linear !== selected ? [outcome.linear.result] : [])].map(
    (baseline) => compare(selected.result, baseline, runner.partition),
  );
  return gains.reduce((a, b) => (b.difference > a.difference ? b : a));
}

/** The strongest alternative, seen from the value that holds: positive is a gain of holding it. */
function evidenceOf(alternatives: readonly Alternative[]): AdviceItem['evidence'] | undefined {
  const measured = alternatives.flatMap(({ trial, paired }) => (paired ? [{ trial, paired }] : []));
  const [first, ...rest] = measured;
  if (!first) return undefined;
  const strongest = rest.reduce((a, b) => (b.paired.difference > a.paired.difference ? b : a), first);
  const [low, high] = strongest.paired.interval;
  return {
    trialId: strongest.trial.id,
    difference: -strongest.paired.difference,
    interval: [-high, -low],
    probabilityOfGain: 1 - strongest.paired.probabilityAbove(0),
  };
}
