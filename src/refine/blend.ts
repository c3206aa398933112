export interface BlendInput {
  /** What each candidate predicts for each row, as `loss` reads it: the probability of the true class, or a number. */
  readonly values: readonly Float64Array[];
  /** Loss of an averaged prediction of a row. */
  readonly loss: (value: number, row: number) => number;
  /** Rows by whose losses the shares are chosen. */
  readonly rows: ArrayLike<number>;
}

/** Shares are multiples of 1 / ROUNDS; more rounds changed the losses of the development sets by less than 0.1 %. */
const ROUNDS = 20;
/** Candidates with a share, at the most: each one has to be kept and asked for every prediction. */
const MOST_PARTS = 5;

/**
 * Share of each candidate in a weighted mean of predictions; shares sum to 1. The first candidate is in from the start; then,
 * round by round, the candidate whose addition gives the least mean loss is added once more, and the round with the least loss
 * is taken: greedy selection with replacement (Caruana et al. 2004, Ensemble selection from libraries of models, section 2).
 */
export function blendShares({ values, loss, rows }: BlendInput): number[] {
  const counts = values.map((_, candidate): number => (candidate === 0 ? 1 : 0));
  let best = counts.slice();
  const sums = Float64Array.from(values[0] ?? []);
  let least = meanLoss({ sums, count: 1 }, { loss, rows });
  for (let count = 2; count <= ROUNDS; count++) {
    const isFull = counts.filter((times) => times > 0).length >= MOST_PARTS;
    let chosen = -1;
    let chosenLoss = Number.POSITIVE_INFINITY;
    values.forEach((added, candidate) => {
      if (isFull && counts[candidate] === 0) return;
      const mean = meanLoss({ sums, added, count }, { loss, rows });
      if (mean < chosenLoss) [chosen, chosenLoss] = [candidate, mean];
    });
    const added = values[chosen];
    if (added === undefined) break;
    added.forEach((value, row) => (sums[row] = (sums[row] ?? Number.NaN) + value));
    counts[chosen] = (counts[chosen] ?? 0) + 1;
    if (chosenLoss < least) [least, best] = [chosenLoss, counts.slice()];
  }
  const total = best.reduce((sum, count) => sum + count, 0);
  return best.map((count) => count / total);
}

interface Sum {
  readonly sums: Float64Array;
  readonly added?: Float64Array;
  /** How many predictions are in the sum. */
  readonly count: number;
}

function meanLoss({ sums, added, count }: Sum, { loss, rows }: Omit<BlendInput, 'values'>): number {
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    const sum = (sums[row] ?? Number.NaN) + (added === undefined ? 0 : (added[row] ?? Number.NaN));
    total += loss(sum / count, row);
  }
  return total / Math.max(1, rows.length);
}
