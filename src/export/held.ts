import { hasPlainSteps, isTangent, rateFactors } from '../settings/recipe.js';
import type { Settings } from '../settings/slots.js';

/**
 * What, as Python and JavaScript both write it, a parameter that is learned at `rate` times the optimizer's rate is held divided by. An adaptive step is as
 * long whatever the size of what is held, so the factor is the rate; a plain gradient step shrinks with it, so it is its root.
 */
export const heldBy = (rate: number, { optimizer }: Settings): string =>
  hasPlainSteps(optimizer) ? `${rate}**0.5` : `${rate}`;

/** RealMLP's slow groups: a tenth of the rate, under its parametrization alone. */
export const slowRate = ({ initializer }: Settings): number => (isTangent(initializer) ? rateFactors.slow : 1);

/** What an output bias is held divided by; undefined where it is held as it is. */
export const biasHeldBy = (settings: Settings): string | undefined =>
  isTangent(settings.initializer) ? heldBy(slowRate(settings), settings) : undefined;
