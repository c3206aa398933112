import type { LossName } from '../probe/schema.js';
import type { Settings, Slot, Warning } from '../settings/slots.js';
import { hasSteps } from '../settings/tasks.js';

/** Settings that this probe can train; every substitution is told. */
export interface Trainable {
  readonly settings: Settings;
  readonly warnings: readonly Warning[];
}

type Substitution = { readonly [S in Slot]?: (settings: Settings) => Settings[S] | undefined };

/** The losses of the tensor program for a network of one output, and of several. */
type LossNames = readonly [LossName, LossName];
const both = (name: LossName): LossNames => [name, name];
const ofClasses: LossNames = ['binaryCrossentropy', 'categoricalCrossentropy'];

const lossNames: Readonly<Record<NonNullable<Settings['loss']>, LossNames>> = {
  meanSquaredError: both('meanSquaredError'),
  meanAbsoluteError: both('meanAbsoluteError'),
  huber: both('huber'),
  poisson: both('poisson'),
  binaryCrossentropy: both('binaryCrossentropy'),
  categoricalCrossentropy: ofClasses,
  sparseCategoricalCrossentropy: ofClasses,
  focal: ['binaryFocal', 'categoricalFocal'],
  ordinalCrossentropy: both('ordinalCrossentropy'),
};

/** For a slot whose value cannot be trained: the best value that can. `undefined`: the value can be trained. */
const substitutions: Substitution = {
  /** Steps between classes that have no order mean nothing. */
  loss: ({ task, loss, outputUnits }) => {
    if (loss !== 'ordinalCrossentropy' || hasSteps({ task, loss })) return undefined;
    return (outputUnits ?? 1) > 1 ? 'sparseCategoricalCrossentropy' : 'binaryCrossentropy';
  },
  /** Curves, weights and predictions of a configuration are those of its best epoch, by which it is compared. */
  earlyStopping: ({ earlyStopping }) =>
    earlyStopping?.restoreBest === false ? { ...earlyStopping, restoreBest: true } : undefined,
};

/** Why a value was replaced. */
const reasons: { readonly [S in Slot]?: string } = {
  loss: 'needs what this target does not have',
  earlyStopping: 'keeps the weights of the last epoch, and networks are compared here by their best',
};

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
      message: `${slot} ${recommended} ${reasons[slot as Slot] ?? ''}; ${JSON.stringify(value)} was trained in its place.`,
    });
  }
  return { settings: replaced, warnings };
}

/** Whether a value of a slot can be trained as it is. */
export const isTrainable = (settings: Settings, slot: Slot): boolean => substitutions[slot]?.(settings) === undefined;

/** The loss that stands in the tensor program for a trainable setting and so many outputs. */
export const lossOf = ({ loss }: Settings, outputs: number): LossName =>
  lossNames[loss ?? 'meanSquaredError'][outputs === 1 ? 0 : 1];
