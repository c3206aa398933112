import type { CategoricalColumn, FeatureColumn, NumericColumn, Table, Target } from '../../src/profile/table.js';
import { type Settings, settingsSchema, slots } from '../../src/settings/slots.js';

/** Settings in which no slot applies but those given. */
export const settingsOf = (some: Partial<Settings> = {}): Settings =>
  settingsSchema.parse({ ...Object.fromEntries(slots.map((slot) => [slot, null])), ...some });

export const numeric = (values: readonly number[], name = 'x'): NumericColumn => ({
  name,
  kind: 'numeric',
  values: Float64Array.from(values),
});

export const boolean = (values: readonly number[], name = 'b'): NumericColumn => ({
  ...numeric(values, name),
  kind: 'boolean',
});

/** A column of single letters; `.` is missing. */
export function categorical(letters: string, name = 'c'): CategoricalColumn {
  const levels = [...new Set(letters.replaceAll('.', ''))].toSorted();
  return { name, kind: 'categorical', levels, codes: Int32Array.from(letters, (letter) => levels.indexOf(letter)) };
}

/** A target of classes, one letter a row; `?` is a label that training did not have. */
export function classes(letters: string): Target {
  const labels = [...new Set(letters.replaceAll('?', ''))].toSorted();
  return { columns: ['y'], labels, codes: Int32Array.from(letters, (letter) => labels.indexOf(letter)) };
}

export const numbers = (values: readonly number[]): Target => ({ columns: ['y'], values: Float64Array.from(values) });

/** A table of distinct rows. */
export const tableOf = (columns: readonly FeatureColumn[], target: Target, more: Partial<Table> = {}): Table => {
  const rows = target.codes?.length ?? target.values?.length ?? 0;
  return { rows, columns, target, duplicateOf: Int32Array.from({ length: rows }, (_, row) => row), ...more };
};

/** One input of a row-major matrix. */
export const inputOf = (x: Float32Array, inputs: number, input: number): number[] =>
  Array.from(x).filter((_, i) => i % inputs === input);

/** As many digits as 32-bit floats have. */
export const rounded = (values: Iterable<number>): number[] =>
  Array.from(values, (value) => Number(value.toFixed(5)) + 0);
