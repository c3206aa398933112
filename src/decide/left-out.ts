import { plural } from '../profile/messages.js';
import type { Settings, Warning } from '../settings/slots.js';
import { formatNumber } from '../settings/format-value.js';
import type { ProbeRequest } from './schema.js';

/** What a probe's budget did not bear, beside epochs (`training_cut`) and rows (`sampled`). */
export interface LeftOut {
  /** Configurations of the first stage; what a budget in trials keeps for refinement is left out too. */
  readonly configurations: { readonly trained: number; readonly planned: number };
  /** Proposals of the rules. */
  readonly proposals: number;
  /** Repeats of the partition, of which the final model has members of some alone. */
  readonly repeats: { readonly trained: number; readonly planned: number };
  /** Half of the rows, to see what more would bring. */
  readonly isHalfUnseen: boolean;
}

/** Tells it in one sentence; nothing where nothing was left out. */
export function leftOutWarnings(
  { configurations, proposals, repeats, isHalfUnseen }: LeftOut,
  { search, probe }: { readonly search: Settings['search']; readonly probe: ProbeRequest },
): Warning[] {
  const told = [
    ...(configurations.trained < configurations.planned
      ? [`trained ${share(configurations)} configurations of the ${search} search`]
      : []),
    ...(proposals > 0 ? [`left ${plural(proposals, 'proposal')} of the rules untried`] : []),
    ...(repeats.trained < repeats.planned
      ? [`has networks of ${share(repeats)} repeats of the folds in the final model`]
      : []),
    ...(isHalfUnseen ? ['did not look at what more rows would bring'] : []),
  ];
  if (told.length === 0) return [];
  const [last, ...others] = told.toReversed();
  const list = others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
  const more =
    'budgetSeconds' in probe ? 'more seconds (budgetSeconds, --budget)' : 'more trials (trialsLimit, --trials)';
  return [{ code: 'probe_cut', message: `Within its budget the probe ${list}; ${more} take it further.` }];
}

const share = ({ trained, planned }: { readonly trained: number; readonly planned: number }): string =>
  `${formatNumber(trained, 15)} of ${formatNumber(planned, 15)}`;
