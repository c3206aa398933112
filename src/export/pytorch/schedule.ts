import type { LearningRateSchedule } from '../../settings/slots.js';
import type { Plan } from '../plan.js';
import { leastWarmup, scheduleDefaults, warmupOf } from '../schedule.js';

const { decay: DECAY, every: EVERY } = scheduleDefaults;

/** Factor of the rate at share `t` of the run after the warm-up, 0 to 1, as Python. */
const shapes: { readonly [N in LearningRateSchedule['name']]: (schedule: LearningRateSchedule) => string } = {
  constant: () => '1.0',
  step: ({ decay = DECAY, every = EVERY }) => `${decay} ** math.floor(t / ${every} + 1e-9)`,
  exponential: ({ decay = DECAY }) => `${decay}**t`,
  cosine: () => '0.5 * (1 + math.cos(math.pi * t))',
  oneCycle: () =>
    '0.04 + 0.96 * 0.5 * (1 - math.cos(4 * math.pi * t)) if t < 0.25 else 1e-5 + (1 - 1e-5) * 0.5 * (1 + math.cos(math.pi * (t - 0.25) / 0.75))',
  cosLog: () => '0.5 * (1 - math.cos(2 * math.pi * math.log2(1 + 15 * t)))',
  /** Drops by epoch lower the rate themselves. */
  reduceOnPlateau: () => '1.0',
};

/** The schedule is one of steps where the rate of each follows from how much of the run is done. */
export const isTimed = ({ settings }: Plan): boolean => settings.learningRateSchedule?.name !== 'reduceOnPlateau';

function rateBlock(plan: Plan): string {
  const schedule = plan.settings.learningRateSchedule ?? { name: 'constant' as const };
  const warmup = warmupOf(schedule);
  return [
    'def rate_factor(done):',
    `    """${schedule.name}${warmup > 0 ? `, after a linear warm-up over ${warmup} of the steps` : ''}; of the share of the run that is done."""`,
    ...(warmup > 0
      ? [`    if done < ${warmup}:`, `        return max(done, ${leastWarmup * warmup}) / ${warmup}`]
      : []),
    `    t = ${warmup > 0 && warmup < 1 ? `(done - ${warmup}) / ${1 - warmup}` : 'done'}`,
    `    return ${shapes[schedule.name](schedule)}`,
  ].join('\n');
}

const FLAT_COSINE = `def flat_cosine(done):
    """1 over the first half of the run, then a cosine to 0."""
    return 1.0 if done < 0.5 else 0.5 * (1 + math.cos(math.pi * (2 * done - 1)))`;

const usesFlatCosine = ({ settings }: Plan): boolean =>
  (settings.dropoutSchedule === 'flatCosine' && (settings.dropout ?? 0) > 0) ||
  (settings.weightDecaySchedule === 'flatCosine' && (settings.weightDecay ?? 0) > 0);

/** Factors that follow from the share of the run that is done: functions of the script. */
export const scheduleBlocks = (plan: Plan): string[] => [
  rateBlock(plan),
  ...(usesFlatCosine(plan) ? [FLAT_COSINE] : []),
];
