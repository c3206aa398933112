import { createRandom } from '../random.js';
import { drawAgain } from './draw.js';
import { mean } from './out-of-fold.js';
import { quantileOf } from './summarize-out-of-fold.js';

/** Validation losses of one configuration: of each evaluation those of its folds. */
export type FoldCurve = readonly (readonly number[])[];

export interface ChoiceInput {
  /** Of every configuration that could have been chosen; all on the same folds. */
  readonly curves: readonly FoldCurve[];
  readonly seed: number;
}

/** Bootstrap samples: as many as Efron and Tibshirani (1997) would take for an error rate; fewer where many losses make them slow. */
const SAMPLES = 200;
const LEAST_SAMPLES = 40;
const WORK = 2e7;

/** Of two folds each is a sample or what is left of it: there is nothing between. */
const LEAST_FOLDS = 3;

/** Share of different folds, and so of what is known, in a bootstrap sample of many: 1 - 1 / e. */
const DISTINCT = 0.632;
/** With it the score was right to about 2 standard errors of 500 seeds on noise and with a signal, of like and of unlike choices (docs/adr/0013). */
const POWER = 4;
/** No more than so many times the way to a middling choice: one fold in which a single epoch explodes says nothing of the others. */
const MOST_WAYS = 2;

/**
 * By how much the least mean loss is too low for having been chosen among all evaluations of all configurations. The folds are drawn with replacement, the least loss is
 * chosen in the sample, and compared with the overall least in the folds that are left out. What it loses there is too pessimistic where choices differ in truth, since the sample
 * knows less than all folds: .632 of it is taken (Efron 1983, JASA 78), and all of it where a choice tells nothing, as .632+ does (Efron and Tibshirani 1997, JASA 92) by the share R
 * that it has of the way from the least loss to the median one; the weight is .632 + .368 R^4. Undefined for fewer than three folds.
 */
export function luckOfChoice({ curves, seed }: ChoiceInput): number | undefined {
  const choices = curves.flat();
  const folds = choices[0]?.length ?? 0;
  if (choices.some((losses) => losses.length !== folds)) throw new Error('all curves are of the same folds');
  if (folds < LEAST_FOLDS) return undefined;
  const means = choices.map(mean);
  const best = means.reduce((least, loss, i) => (loss < (means[least] ?? Number.NaN) ? i : least), 0);
  const samples = Math.max(LEAST_SAMPLES, Math.min(SAMPLES, Math.floor(WORK / (choices.length * folds))));
  const middle = quantileOf(
    means.toSorted((a, b) => a - b),
    0.5,
  );
  const way = middle - (means[best] ?? Number.NaN);
  const leftOut = lossLeftOut(Float64Array.from(choices.flat()), { folds, best, samples, seed });
  const lost = Math.min(MOST_WAYS * way, Math.max(0, leftOut));
  const toldNothing = way > 0 ? Math.min(1, lost / way) : 0;
  return (DISTINCT + (1 - DISTINCT) * toldNothing ** POWER) * lost;
}

interface Drawing {
  readonly folds: number;
  /** The choice with the least mean loss. */
  readonly best: number;
  readonly samples: number;
  readonly seed: number;
}

/** How much more what a bootstrap sample of the folds chooses loses in the folds left out than what all folds choose. `losses`: [choices, folds]. */
function lossLeftOut(losses: Float64Array, { folds, best, samples, seed }: Drawing): number {
  const random = createRandom(seed, 'bootstrap of folds');
  // Plain loops: thousands of epochs of all configurations, hundreds of samples.
  const times = new Int32Array(folds);
  let sum = 0;
  let count = 0;
  while (count < samples) {
    drawAgain(times, random);
    if (!times.includes(0)) continue;
    const chosen = leastIn(losses, times);
    let [lost, left] = [0, 0];
    times.forEach((time, fold) => {
      if (time > 0) return;
      lost += (losses[chosen * folds + fold] ?? 0) - (losses[best * folds + fold] ?? 0);
      left++;
    });
    sum += lost / left;
    count++;
  }
  return sum / count;
}

/** Which choice has the least loss in a sample of the folds. */
function leastIn(losses: Float64Array, times: Int32Array): number {
  const folds = times.length;
  let chosen = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < losses.length; at += folds) {
    let loss = 0;
    for (let fold = 0; fold < folds; fold++) loss += (times[fold] ?? 0) * (losses[at + fold] ?? 0);
    if (loss < least) {
      least = loss;
      chosen = at / folds;
    }
  }
  return chosen;
}
