import { createRandom, type Random, shuffle } from '../random.js';

/** Draws the rows of a fold without replacement; shuffles again when they are used up. */
function createRowStream(rows: Int32Array, random: Random): () => number {
  const order = Int32Array.from(rows);
  let position = order.length;
  return () => {
    if (position === order.length) {
      shuffle(order, random);
      position = 0;
    }
    return order[position++] ?? 0;
  };
}

/** Batches in which the rows, a mean over folds, are passed over about once (a whole number of steps); a batch is never larger than they are. */
export function stepsOf(batchSize: number, rows: number): { readonly batch: number; readonly stepsPerEpoch: number } {
  const batch = Math.min(batchSize, Math.max(1, Math.floor(rows)));
  return { batch, stepsPerEpoch: Math.max(1, Math.round(rows / batch)) };
}

/** Row numbers for the next steps, [steps, folds, batch]; every configuration sees the same batches of a fold. */
export function createBatches(
  folds: readonly Int32Array[],
  batch: number,
  seed: number,
): (steps: number) => Int32Array {
  const streams = folds.map((rows, fold) => createRowStream(rows, createRandom(seed, `batches ${fold}`)));
  return (steps) => {
    const rows = new Int32Array(steps * folds.length * batch);
    let at = 0;
    for (let step = 0; step < steps; step++) {
      for (const next of streams) {
        for (let i = 0; i < batch; i++) rows[at++] = next();
      }
    }
    return rows;
  };
}
