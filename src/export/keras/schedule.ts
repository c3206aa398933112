import type { LearningRateSchedule } from '../../settings/slots.js';
import type { Plan } from '../plan.js';
import { leastWarmup, scheduleDefaults, warmupOf } from '../schedule.js';

type Timed = Exclude<LearningRateSchedule['name'], 'reduceOnPlateau'>;

const { decay: DECAY, every: EVERY } = scheduleDefaults;

/** Factor of the rate at share `t` of the run after the warm-up, 0 to 1, as Python over keras.ops. */
const shapes: { readonly [N in Timed]: (schedule: LearningRateSchedule) => string } = {
  constant: () => 'ops.ones_like(t)',
  step: ({ decay = DECAY, every = EVERY }) => `ops.power(${decay}, ops.floor(t / ${every} + 1e-6))`,
  exponential: ({ decay = DECAY }) => `ops.power(${decay}, t)`,
  cosine: () => '0.5 * (1 + ops.cos(math.pi * t))',
  oneCycle: () =>
    'ops.where(t < 0.25, 0.04 + 0.96 * 0.5 * (1 - ops.cos(4 * math.pi * t)), 1e-5 + (1 - 1e-5) * 0.5 * (1 + ops.cos(math.pi * (t - 0.25) / 0.75)))',
  cosLog: () => '0.5 * (1 - ops.cos(2 * math.pi * ops.log2(1 + 15 * t)))',
};

const isTimed = (name: LearningRateSchedule['name']): name is Timed => name !== 'reduceOnPlateau';

/** Whether the rate changes from step to step. */
export const hasSchedule = ({ settings }: Plan): boolean => {
  const schedule = settings.learningRateSchedule;
  return (
    schedule !== null && isTimed(schedule.name) && (schedule.name !== 'constant' || (schedule.warmupShare ?? 0) > 0)
  );
};

/** A LearningRateSchedule of the script, where the rate is not constant. */
export function scheduleBlocks(plan: Plan): string[] {
  const schedule = plan.settings.learningRateSchedule;
  if (schedule === null || !isTimed(schedule.name) || !hasSchedule(plan)) return [];
  const warmup = warmupOf(schedule);
  const rise = warmup > 0 && warmup < 1;
  return [
    `@keras.saving.register_keras_serializable()
class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    """${schedule.name}${warmup > 0 ? `, after a linear warm-up over ${warmup} of the steps` : ''}."""

    def __init__(self, rate, steps):
        self.rate, self.steps = rate, steps

    def __call__(self, step):
        done = ops.cast(step, "float32") / self.steps
        t = ops.clip(${rise ? `(done - ${warmup}) / ${1 - warmup}` : 'done'}, 0.0, 1.0)
        factor = ${shapes[schedule.name](schedule)}
${warmup > 0 ? `        warmup = ops.maximum(done, ${leastWarmup * warmup}) / ${warmup}\n        factor = ops.where(done < ${warmup}, warmup, factor)\n` : ''}        return self.rate * factor

    def get_config(self):
        return {"rate": self.rate, "steps": self.steps}`,
  ];
}
