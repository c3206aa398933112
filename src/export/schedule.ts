import type { LearningRateSchedule } from '../settings/slots.js';

/** Drops where the settings name none; the probe's own. */
export const scheduleDefaults = { decay: 0.1, every: 1 / 3 } as const;

/** These rise by themselves: the probe gives them no warm-up either. */
const rising: ReadonlySet<LearningRateSchedule['name']> = new Set(['oneCycle', 'cosLog']);

/** Share of the steps over which the rate rises before the schedule itself. */
export const warmupOf = ({ name, warmupShare = 0 }: LearningRateSchedule): number =>
  rising.has(name) ? 0 : warmupShare;

/** Share of the full rate with which a warm-up starts. */
export const leastWarmup = 0.01;
