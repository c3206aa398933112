import type { LossName } from '../probe/schema.js';
import type { Settings, Slot, Warning } from '../settings/slots.js';

/** Settings that this probe can train; every substitution is told. */
export interface Trainable {
  readonly settings: Settings;
  readonly warnings: readonly Warning[];
}

type Substitution = { readonly [S in Slot]?: (settings: Settings) => Settings[S] | undefined };

const lossNames: Readonly<Record<NonNullable<Settings['loss']>, LossName | undefined>> = {
  meanSquaredError: 'meanSquaredError',
  meanAbsoluteError: 'meanAbsoluteError',
  huber: 'huber',
  poisson: 'poisson',
  binaryCrossentropy: 'binaryCrossentropy',
  categoricalCrossentropy: 'categoricalCrossentropy',
  sparseCategoricalCrossentropy: 'categoricalCrossentropy',
  focal: undefined,
  ordinalCrossentropy: undefined,
};

/** For a slot whose value cannot be trained: the best value that can. `undefined`: the value can be trained. */
const substitutions: Substitution = {
  loss: ({ loss, outputUnits }) => {
    if (loss === null || lossNames[loss] !== undefined) return undefined;
    return (outputUnits ?? 1) > 1 ? 'sparseCategoricalCrossentropy' : 'binaryCrossentropy';
  },
  targetTransform: ({ targetTransform }) => (targetTransform === 'quantile' ? 'standardize' : undefined),
  finalModel: ({ finalModel }) => replaceUnless(finalModel, 'ensemble'),
  decisionThreshold: ({ decisionThreshold }) => replaceUnless(decisionThreshold, 'default'),
};

/** `null` (not applicable) and the wanted value stay. */
function replaceUnless<T>(value: T | null, wanted: T): T | undefined {
  return value === null || value === wanted ? undefined : wanted;
}

/** Replaces what the probe cannot train by the best alternative that it can, with a warning `not_probed` each. */
export function trainable(settings: Settings): Trainable {
  const warnings: Warning[] = [];
  let replaced = settings;
  for (const [slot, substitute] of Object.entries(substitutions)) {
    const value = substitute(settings);
    if (value === undefined) continue;
    const recommended = JSON.stringify(settings[slot as Slot]);
    replaced = { ...replaced, [slot]: value };
    warnings.push({
      code: 'not_probed',
      message: `${slot} ${recommended} cannot be trained by this probe yet; ${JSON.stringify(value)} was trained in its place.`,
    });
  }
  return { settings: replaced, warnings };
}

/** Whether a value of a slot can be trained as it is. */
export const isTrainable = (settings: Settings, slot: Slot): boolean => substitutions[slot]?.(settings) === undefined;

/** The loss that stands in the tensor program for a trainable setting. */
export const lossOf = ({ loss }: Settings): LossName =>
  (loss === null ? 'meanSquaredError' : lossNames[loss]) ?? 'meanSquaredError';
