import type { LearningRateSchedule } from '../../src/settings/slots.js';

/** Half a wave up, from 0 at 0 to 1 at 1. */
const rise = (t: number): number => Math.sin((Math.PI * t) / 2) ** 2;

/** Factor of the rate at share `t` of a run, from the words of each schedule's source and not from the formulas of src/. */
export function plainSchedule({ name, decay = 0.1, every = 1 / 3, warmupShare = 0 }: LearningRateSchedule, t: number) {
  // These two rise by themselves.
  if (name === 'oneCycle') return t < 0.25 ? 0.04 + 0.96 * rise(4 * t) : 1 - (1 - 1e-5) * rise((t - 0.25) / 0.75);
  if (name === 'cosLog') return Math.sin(Math.PI * Math.log2(1 + 15 * t)) ** 2;
  // A straight line from a hundredth to the full rate, and then the schedule over what is left.
  if (t < warmupShare) return t === 0 ? 0.01 : t / warmupShare;
  const left = (t - warmupShare) / (1 - warmupShare);
  if (name === 'step')
    return decay ** Array.from({ length: 100 }, (_, i) => (i + 1) * every).filter((at) => at <= left + 1e-9).length;
  if (name === 'exponential') return Math.exp(left * Math.log(decay));
  if (name === 'cosine') return 1 - rise(left);
  return 1;
}

/** Keras' `ReduceLROnPlateau`, one call for each evaluation, `perEpoch` of them an epoch: the factor of the rate after it. */
export function plainPlateau(
  { decay = 0.1, patience = 10 }: LearningRateSchedule,
  perEpoch = 1,
): (loss: number) => number {
  let [best, wait, factor] = [Number.POSITIVE_INFINITY, 0, 1];
  return (loss) => {
    if (loss < best) [best, wait] = [loss, 0];
    else if (++wait >= patience * perEpoch) [factor, wait] = [factor * decay, 0];
    return factor;
  };
}
