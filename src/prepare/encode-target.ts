import { SextantError } from '../errors.js';
import type { Target } from '../profile/table.js';
import type { Settings } from '../settings/slots.js';
import { isClassification } from '../settings/tasks.js';
import type { TargetEncoder } from './schema.js';
import { mean, standardDeviation } from './statistics.js';

export type TargetSettings = Pick<Settings, 'task' | 'targetTransform'>;

/** Fits the target's transform on the training rows alone. */
export function fitTarget(target: Target, train: Int32Array, settings: TargetSettings): TargetEncoder {
  if (settings.task !== null && isClassification(settings.task)) {
    if (target.labels === undefined) throw unsuitable(target, 'classes');
    return { kind: 'classes', labels: target.labels };
  }
  const { values } = target;
  if (values === undefined) throw unsuitable(target, 'numbers');
  const seen = Array.from(train, (row) => values[row] ?? Number.NaN);
  const log1p = settings.targetTransform === 'log1p';
  const transformed = log1p ? seen.map(Math.log1p) : seen;
  const standardize = settings.targetTransform !== 'none' && settings.targetTransform !== null;
  const deviation = standardDeviation(transformed);
  return {
    kind: 'number',
    log1p,
    centre: standardize ? mean(transformed) : 0,
    scale: standardize && deviation > 0 ? deviation : 1,
    seen: [least(seen), greatest(seen)],
  };
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const greatest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

const unsuitable = (target: Target, form: string): SextantError =>
  new SextantError('target_unsuitable', `The target ${target.columns.join(', ')} cannot be read as ${form}.`, {
    hint: 'Name a task that fits the target with --task, or leave --task away.',
  });

/** Output columns of a network for this target: one, or one per class from three classes on. */
export const outputsOf = (encoder: TargetEncoder): number =>
  encoder.kind === 'classes' && encoder.labels.length > 2 ? encoder.labels.length : 1;

/** [rows, outputs]: class indicators (0/1 for the second label when there are two), or the transformed target. */
export function encodeTarget(encoder: TargetEncoder, target: Target, rows: number): Float32Array {
  const outputs = outputsOf(encoder);
  const y = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    if (encoder.kind === 'number') {
      const value = target.values?.[row] ?? Number.NaN;
      y[row] = ((encoder.log1p ? Math.log1p(value) : value) - encoder.centre) / encoder.scale;
    } else {
      const code = target.codes?.[row] ?? -1;
      if (outputs === 1) y[row] = code === 1 ? 1 : 0;
      else if (code >= 0) y[row * outputs + code] = 1;
    }
  }
  return y;
}

/** A network output back in the target's own unit. */
export function decodeNumber(
  encoder: Extract<TargetEncoder, { kind: 'number' }>,
  output: number,
  clip: boolean,
): number {
  const transformed = output * encoder.scale + encoder.centre;
  const value = encoder.log1p ? Math.expm1(transformed) : transformed;
  const [low, high] = encoder.seen;
  return clip ? Math.min(high, Math.max(low, value)) : value;
}

/** Weight of each class: n / (classes x count) when balanced, its square root when squareRoot; 1 otherwise. */
export function classWeights(codes: Int32Array, classes: number, kind: Settings['classWeights']): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  return counts.map((count) => {
    if (kind === null || kind === 'none' || count === 0) return 1;
    const balanced = codes.length / (classes * count);
    return kind === 'balanced' ? balanced : Math.sqrt(balanced);
  });
}
