import { compare } from '../refine/select.js';
import type { Warning } from '../settings/slots.js';
import type { Runner } from './runner.js';
import type { ProbeOutcome } from './run-probe.js';

/**
 * Says so where what was selected is not better than the best constant: the 95 % interval of its paired gain, which a
 * selection among many trials only flatters, reaches down to zero.
 */
export function noSignalWarnings(outcome: ProbeOutcome | undefined, { constant, partition }: Runner): Warning[] {
  if (!outcome?.selected) return [];
  const baseline = { losses: constant.losses, foldLosses: constant.foldLosses, complexity: [] };
  const { interval } = compare(baseline, outcome.selected.result, partition);
  if (interval[0] > 0) return [];
  const message =
    'Nothing that was trained is better than a constant beyond chance: the columns may not tell the target, or the rows are too few to show that they do.';
  return [{ code: 'not_better_than_constant', message }];
}
