import type { LearningRateSchedule } from '../../settings/slots.js';
import type { Plan } from '../plan.js';
import { leastWarmup, scheduleDefaults, warmupOf } from '../schedule.js';

const { decay: DECAY, every: EVERY } = scheduleDefaults;

/** Factor of the rate at share `t` of the run after the warm-up, 0 to 1, as JavaScript. */
const shapes: { readonly [N in LearningRateSchedule['name']]: (schedule: LearningRateSchedule) => string } = {
  constant: () => '1',
  step: ({ decay = DECAY, every = EVERY }) => `${decay} ** Math.floor(t / ${every} + 1e-9)`,
  exponential: ({ decay = DECAY }) => `${decay} ** t`,
  cosine: () => '0.5 * (1 + Math.cos(Math.PI * t))',
  oneCycle: () =>
    't < 0.25 ? 0.04 + 0.96 * 0.5 * (1 - Math.cos(4 * Math.PI * t)) : 1e-5 + (1 - 1e-5) * 0.5 * (1 + Math.cos((Math.PI * (t - 0.25)) / 0.75))',
  cosLog: () => '0.5 * (1 - Math.cos(2 * Math.PI * Math.log2(1 + 15 * t)))',
  /** Drops by epoch lower the rate themselves. */
  reduceOnPlateau: () => '1',
};

export const isTimed = ({ settings }: Plan): boolean => settings.learningRateSchedule?.name !== 'reduceOnPlateau';

function rateBlock(plan: Plan): string {
  const schedule = plan.settings.learningRateSchedule ?? { name: 'constant' as const };
  const warmup = warmupOf(schedule);
  return [
    `/** ${schedule.name}${warmup > 0 ? `, after a linear warm-up over ${warmup} of the steps` : ''}; of the share of the run that is done. */`,
    'function rateFactor(done) {',
    ...(warmup > 0 ? [`  if (done < ${warmup}) return Math.max(done, ${leastWarmup * warmup}) / ${warmup};`] : []),
    `  const t = ${warmup > 0 && warmup < 1 ? `(done - ${warmup}) / ${1 - warmup}` : 'done'};`,
    `  return ${shapes[schedule.name](schedule)};`,
    '}',
  ].join('\n');
}

const FLAT_COSINE = `/** 1 over the first half of the run, then a cosine to 0. */
const flatCosine = (done) => (done < 0.5 ? 1 : 0.5 * (1 + Math.cos(Math.PI * (2 * done - 1))));`;

export const fadesDecay = ({ settings }: Plan): boolean =>
  settings.weightDecaySchedule === 'flatCosine' && (settings.weightDecay ?? 0) > 0;

/** Factors that follow from the share of the run that is done: functions of the script. */
export const scheduleBlocks = (plan: Plan): string[] => [rateBlock(plan), ...(fadesDecay(plan) ? [FLAT_COSINE] : [])];
