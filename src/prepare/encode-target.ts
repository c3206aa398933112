import { SextantError } from '../errors.js';
import { listNames, plural } from '../profile/messages.js';
import type { Target } from '../profile/table.js';
import type { Settings } from '../settings/slots.js';
import { hasSteps, isClassification } from '../settings/tasks.js';
import { fromNormalScore, normalScore, quantilesOf } from './normal-scores.js';
import type { TargetEncoder } from './schema.js';
import { mean, sortedValues, standardDeviation } from './statistics.js';

export type TargetSettings = Pick<Settings, 'task' | 'loss' | 'targetTransform'>;
type NumberEncoder = Extract<TargetEncoder, { kind: 'number' }>;

/** Fits the target's transform on the training rows alone. */
export function fitTarget(target: Target, train: Int32Array, settings: TargetSettings): TargetEncoder {
  if (settings.task !== null && isClassification(settings.task)) {
    if (target.labels === undefined) throw unsuitable(target, 'classes');
    return { kind: 'classes', labels: target.labels, ...(hasSteps(settings) && { steps: true }) };
  }
  const { values } = target;
  if (values === undefined) throw unsuitable(target, 'numbers');
  const seen = Array.from(train, (row) => values[row] ?? Number.NaN);
  const range = [least(seen), greatest(seen)] as const;
  if (settings.targetTransform === 'quantile') {
    const quantiles = quantilesOf(sortedValues(values, train));
    return { kind: 'number', log1p: false, centre: 0, scale: 1, quantiles, seen: range };
  }
  const log1p = settings.targetTransform === 'log1p';
  const transformed = log1p ? seen.map(Math.log1p) : seen;
  const standardize = settings.targetTransform !== 'none' && settings.targetTransform !== null;
  const deviation = standardDeviation(transformed);
  return {
    kind: 'number',
    log1p,
    centre: standardize ? mean(transformed) : 0,
    scale: standardize && deviation > 0 ? deviation : 1,
    seen: range,
  };
}

/**
 * Refuses a transform that a target does not have: where 1 + y is not above 0 there is no logarithm of it.
 * @throws settings_invalid
 */
export function checkTransform({ columns, values }: Target, { task, targetTransform }: TargetSettings): void {
  const isQuantity = task === null || !isClassification(task);
  if (!isQuantity || targetTransform !== 'log1p' || !values) return;
  const beyond = values.filter((value) => value <= -1);
  if (beyond.length === 0) return;
  const lowest = beyond.reduce((a, b) => Math.min(a, b));
  throw new SextantError(
    'settings_invalid',
    `targetTransform cannot be "log1p": the target ${listNames(columns)} is -1 or less in ${plural(beyond.length, 'row')} (the lowest is ${lowest}), where 1 + y has no logarithm.`,
    {
      hint: 'Choose standardize or quantile for targetTransform, or leave it to the rules.',
      fields: { slot: 'targetTransform' },
    },
  );
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const greatest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

const unsuitable = (target: Target, form: string): SextantError =>
  new SextantError('target_unsuitable', `The target ${target.columns.join(', ')} cannot be read as ${form}.`, {
    hint: 'Name a task that fits the target, or none: then it is decided from the target.',
  });

/** Output columns of a network for this target: one a step where classes have an order, else one, or one a class from three on. */
export function outputsOf(encoder: TargetEncoder): number {
  if (encoder.kind === 'number') return 1;
  const classes = encoder.labels.length;
  if (encoder.steps) return classes - 1;
  return classes > 2 ? classes : 1;
}

/** [rows, outputs]: what the outputs of a network are compared with. */
export function encodeTarget(encoder: TargetEncoder, target: Target, rows: number): Float32Array {
  return encoder.kind === 'number' ? encodeNumbers(encoder, target, rows) : encodeClasses(encoder, target, rows);
}

/** Class indicators (0/1 for the second label when there are two), or 1 for each step that the class lies above. */
function encodeClasses(
  encoder: Extract<TargetEncoder, { kind: 'classes' }>,
  { codes }: Target,
  rows: number,
): Float32Array {
  const outputs = outputsOf(encoder);
  const y = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    const code = codes?.[row] ?? -1;
    if (encoder.steps) y.fill(1, row * outputs, row * outputs + Math.max(0, code));
    else if (outputs === 1) y[row] = code === 1 ? 1 : 0;
    else if (code >= 0) y[row * outputs + code] = 1;
  }
  return y;
}

function encodeNumbers(encoder: NumberEncoder, { values }: Target, rows: number): Float32Array {
  const encode = numberEncoding(encoder);
  return Float32Array.from({ length: rows }, (_, row) => encode(values?.[row] ?? Number.NaN));
}

/** From the target's own unit to what the outputs of a network are compared with. */
export function numberEncoding({ log1p, centre, scale, quantiles }: NumberEncoder): (value: number) => number {
  if (quantiles) return normalScore(quantiles);
  return (value) => ((log1p ? Math.log1p(value) : value) - centre) / scale;
}

/** A network output back in the target's own unit. */
export function decodeNumber(encoder: NumberEncoder, output: number, clip: boolean): number {
  if (encoder.quantiles) return fromNormalScore(encoder.quantiles, output);
  const transformed = output * encoder.scale + encoder.centre;
  const value = encoder.log1p ? Math.expm1(transformed) : transformed;
  const [low, high] = encoder.seen;
  return clip ? Math.min(high, Math.max(low, value)) : value;
}
