import type { LearningRateSchedule } from '../settings/slots.js';

type ScheduleName = LearningRateSchedule['name'];
type Shape = (t: number, schedule: LearningRateSchedule) => number;

/** Drop of `step` and `exponential` when the settings do not say. */
const DECAY = 0.1;
const STEP_SHARE = 1 / 3;
/** One-cycle: rises from 1/25 over a quarter of the run, falls to 1e-5 (fastai `fit_one_cycle`, callback/schedule.py). */
const CYCLE_START = 1 / 25;
const CYCLE_RISE = 0.25;
const CYCLE_END = 1e-5;

/** Share of the full rate with which a warm-up starts, so that no step is wasted. */
const LEAST_WARMUP = 0.01;

const cosine = (from: number, to: number, t: number): number => to + ((from - to) * (1 + Math.cos(Math.PI * t))) / 2;

/** Factor of the learning rate at share `t` of the run, 0 <= t < 1. */
const shapes: Readonly<Record<ScheduleName, Shape>> = {
  constant: () => 1,
  step: (t, { decay = DECAY, every = STEP_SHARE }) => decay ** Math.floor(t / every + 1e-9),
  exponential: (t, { decay = DECAY }) => decay ** t,
  cosine: (t) => cosine(1, 0, t),
  oneCycle: (t) =>
    t < CYCLE_RISE ? cosine(CYCLE_START, 1, t / CYCLE_RISE) : cosine(1, CYCLE_END, (t - CYCLE_RISE) / (1 - CYCLE_RISE)),
  /** Four growing cycles (RealMLP, arXiv 2407.04491, section 3.3). */
  cosLog: (t) => 0.5 * (1 - Math.cos(2 * Math.PI * Math.log2(1 + 15 * t))),
  /** Each configuration's own drops lower its rate itself. */
  reduceOnPlateau: () => 1,
};

/** These rise by themselves: after a warm-up to the full rate they would fall back to their low start. */
const rising: ReadonlySet<ScheduleName> = new Set(['oneCycle', 'cosLog']);

/** Factor of the learning rate at share `t` of the run, warm-up included; 0 <= t <= 1. */
export function learningRateFactor(schedule: LearningRateSchedule, t: number): number {
  const warmup = rising.has(schedule.name) ? 0 : (schedule.warmupShare ?? 0);
  if (t < warmup) return Math.max(t, LEAST_WARMUP * warmup) / warmup;
  return shapes[schedule.name](warmup < 1 ? (t - warmup) / (1 - warmup) : 1, schedule);
}

/** Factor of dropout or weight decay: 1 for the first half, then a cosine to 0 (RealMLP, arXiv 2407.04491). */
export function regularizationFactor(schedule: 'constant' | 'flatCosine', t: number): number {
  return schedule === 'constant' || t < 0.5 ? 1 : cosine(1, 0, 2 * t - 1);
}
