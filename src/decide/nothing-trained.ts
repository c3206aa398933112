import { SextantError } from '../errors.js';
import type { PopulationPlan } from '../settings/recommendation.js';
import type { ProbeRequest } from './schema.js';

/** Nothing was trained for want of time, which the caller can give, or everything that was trained failed. */
export function nothingTrained(
  probe: ProbeRequest | undefined,
  plans: readonly Pick<PopulationPlan, 'hiddenLayers' | 'epochs'>[],
): SextantError {
  // The linear baseline may have had its epochs: it is cheap, and stands here only where the caller fixed another depth.
  const networks = plans.filter(({ hiddenLayers }) => hiddenLayers > 0);
  const asked = networks.length > 0 ? networks : plans;
  const isTooShort = probe !== undefined && 'budgetSeconds' in probe && asked.every(({ epochs }) => epochs === 0);
  if (isTooShort) {
    return new SextantError(
      'usage_invalid',
      `A budget of ${probe.budgetSeconds} s is too short to train this network on this machine.`,
      {
        hint: 'Give it more seconds with --budget, or fewer units with --set hiddenUnits=16, or take the advice of the rules alone with --no-probe.',
      },
    );
  }
  return new SextantError(
    'trial_failed',
    'No configuration could be trained: every one diverged, or lost its process.',
    {
      hint: 'Try a smaller rate (--set learningRate=0.0003), or look for extreme values in the numeric columns with `sextant profile`.',
    },
  );
}
