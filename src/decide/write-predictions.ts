import type { Predictions } from '../refine/predictions.js';
import { writeWhole } from '../write-whole.js';

/**
 * Predictions as CSV (RFC 4180): a column `p:<label>` for each class, each row summing to 1, and a column `prediction` with the
 * label that is named where a threshold decides it; of numbers a column `prediction` alone.
 * One line a row, in the order of the rows. A file appears whole or not at all; a pipe or a device is written to. Returns the number of rows.
 * @throws SextantError `usage_invalid` when the file cannot be written
 */
export async function writePredictions(
  file: string,
  predictions: Predictions,
  labels: readonly string[],
): Promise<number> {
  const lines = predictions.kind === 'classes' ? classLines(predictions, labels) : numberLines(predictions.values);
  await writeWhole(file, `${lines.join('\r\n')}\r\n`);
  return lines.length - 1;
}

function classLines(
  { classes, probabilities, named }: Extract<Predictions, { kind: 'classes' }>,
  labels: readonly string[],
): string[] {
  const head = [...labels.map((label) => quoted(`p:${label}`)), ...(named ? ['prediction'] : [])];
  const lines = [head.join(',')];
  for (let row = 0; row < probabilities.length / classes; row++) {
    const cells = Array.from(probabilities.subarray(row * classes, (row + 1) * classes), formatted);
    lines.push([...cells, ...(named ? [quoted(labels[named[row] ?? -1] ?? '')] : [])].join(','));
  }
  return lines;
}

const numberLines = (values: Float64Array): string[] => ['prediction', ...Array.from(values, (value) => String(value))];

/** Ten digits: the sum of a row stays 1 to nine places. */
const formatted = (probability: number): string => String(Number(probability.toPrecision(10)));

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
