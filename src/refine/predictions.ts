/** What a model says of rows: probabilities [rows, classes] row-major, or one number a row in the target's unit. */
export type Predictions =
  | {
      readonly kind: 'classes';
      readonly classes: number;
      readonly probabilities: Float64Array;
      /** The class that is named for each row, where a threshold decides it; absent: the most probable one. */
      readonly named?: Int32Array;
    }
  | { readonly kind: 'numbers'; readonly values: Float64Array };

/** What is true of rows; a code of -1 is a label that the training file did not have. */
export type Truth =
  | {
      readonly kind: 'classes';
      readonly classes: number;
      readonly codes: Int32Array;
      /** Whether a class is the nearer to another, the nearer their codes are. */
      readonly ordered?: true;
      /** Of two classes the one that precision and the like speak of; absent: the rarer one of these rows. */
      readonly positive?: number;
    }
  | { readonly kind: 'numbers'; readonly values: Float64Array };

/** Softmax of each row; a single output is the logit of the second of two classes. */
export const classProbabilities = (outputs: ArrayLike<number>, width: number): Float64Array =>
  width === 1 ? fromLogits(outputs) : softmaxRows(outputs, width);

/**
 * Of ordered classes, one more than outputs: output k is the logit of a class above k among those above k - 1, so that a class has
 * the product of all steps up to it and of the stop there (CORN: Shi, Cao and Raschka 2023, arXiv 2111.08851, section 3.3).
 */
export function stepProbabilities(outputs: ArrayLike<number>, steps: number): Float64Array {
  const rows = outputs.length / steps;
  const probabilities = new Float64Array(rows * (steps + 1));
  for (let row = 0; row < rows; row++) {
    let reached = 1;
    for (let k = 0; k < steps; k++) {
      const logit = outputs[row * steps + k] ?? 0;
      probabilities[row * (steps + 1) + k] = reached / (1 + Math.exp(logit));
      reached /= 1 + Math.exp(-logit);
    }
    probabilities[row * (steps + 1) + steps] = reached;
  }
  return probabilities;
}

/** Probabilities [rows, classes] as they are when their logits are divided by `temperature`: above 1 softer, below 1 sharper. */
export function soften(probabilities: Float64Array, classes: number, temperature: number): Float64Array {
  if (temperature === 1) return probabilities;
  const softened = probabilities.map((probability) => probability ** (1 / temperature));
  for (let from = 0; from < softened.length; from += classes) {
    let sum = 0;
    for (let k = 0; k < classes; k++) sum += softened[from + k] ?? 0;
    for (let k = 0; k < classes; k++) softened[from + k] = (softened[from + k] ?? 0) / sum;
  }
  return softened;
}

function fromLogits(outputs: ArrayLike<number>): Float64Array {
  const probabilities = new Float64Array(outputs.length * 2);
  for (let row = 0; row < outputs.length; row++) {
    const logit = outputs[row] ?? 0;
    probabilities[2 * row] = 1 / (1 + Math.exp(logit));
    probabilities[2 * row + 1] = 1 / (1 + Math.exp(-logit));
  }
  return probabilities;
}

function softmaxRows(outputs: ArrayLike<number>, width: number): Float64Array {
  const rows = outputs.length / width;
  const probabilities = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const from = row * width;
    let greatest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < width; k++) greatest = Math.max(greatest, outputs[from + k] ?? 0);
    let sum = 0;
    for (let k = 0; k < width; k++) {
      const value = Math.exp((outputs[from + k] ?? 0) - greatest);
      probabilities[from + k] = value;
      sum += value;
    }
    for (let k = 0; k < width; k++) probabilities[from + k] = (probabilities[from + k] ?? 0) / sum;
  }
  return probabilities;
}
