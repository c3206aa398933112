import { createRandom } from '../random.js';

/** Validation losses of one configuration: of each evaluation those of its folds. */
export type FoldCurve = readonly (readonly number[])[];

export interface ChoiceInput {
  /** Of every configuration that could have been chosen; all on the same folds. */
  readonly curves: readonly FoldCurve[];
  readonly seed: number;
  /** Bootstrap samples at the most; fewer give a rougher share. */
  readonly most?: number;
}

/** Bootstrap samples: as many as Efron and Tibshirani (1997) would take for an error rate; fewer where many losses make them slow. */
const SAMPLES = 200;
const LEAST_SAMPLES = 40;
const WORK = 2e7;

/** Of two folds each is a sample or what is left of it: there is nothing between. */
const LEAST_FOLDS = 3;

/** Share of different folds, and so of what is known, in a bootstrap sample of many: 1 - 1 / e. */
const DISTINCT = 0.632;
/** With it the optimism is right to 2 standard errors on noise and with a signal, of like and of unlike configurations (docs/adr/0013). */
const POWER = 3;

/**
 * By which share of itself the least mean loss is too low for having been chosen among all configurations and all their epochs. The folds are drawn with replacement, the least loss is
 * chosen in the sample, and looked up in the folds that are left out. That is too pessimistic where epochs differ in truth, since the sample knows less than all folds: .632 of the way is
 * taken (Efron 1983, JASA 78), and all of it where a choice tells nothing, as .632+ does (Efron and Tibshirani 1997, JASA 92) by the share R that the loss left out has of the way
 * from the least loss to a mean one; the weight is .632 + .368 R^3. Undefined for fewer than three folds, or where the least loss is not positive.
 */
export function optimismOfChoice({ curves, seed, most = SAMPLES }: ChoiceInput): number | undefined {
  const folds = curves[0]?.[0]?.length ?? 0;
  const choices = curves.flat();
  const means = choices.map(mean);
  const least = means.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  if (folds < LEAST_FOLDS || !(least > 0)) return undefined;
  const samples = Math.max(LEAST_SAMPLES, Math.min(SAMPLES, Math.floor(WORK / (choices.length * folds))));
  const leftOut = lossLeftOut(Float64Array.from(choices.flat()), { folds, samples: Math.min(most, samples), seed });
  const way = mean(means) - least;
  const gap = Math.max(0, leftOut - least);
  const toldNothing = way > 0 ? Math.min(1, gap / way) : 0;
  return ((DISTINCT + (1 - DISTINCT) * toldNothing ** POWER) * gap) / least;
}

interface Drawing {
  readonly folds: number;
  readonly samples: number;
  readonly seed: number;
}

/** Mean loss, in the folds that a bootstrap sample leaves out, of what has the least in the sample. `losses`: [choices, folds]. */
function lossLeftOut(losses: Float64Array, { folds, samples, seed }: Drawing): number {
  const random = createRandom(seed, 'bootstrap of folds');
  // Plain loops: thousands of epochs of all configurations, hundreds of samples.
  const times = new Int32Array(folds);
  let sum = 0;
  let count = 0;
  while (count < samples) {
    times.fill(0);
    for (let i = 0; i < folds; i++) {
      const drawn = Math.floor(random() * folds);
      times[drawn] = (times[drawn] ?? 0) + 1;
    }
    if (!times.includes(0)) continue;
    const chosen = leastIn(losses, times);
    let [held, of] = [0, 0];
    times.forEach((time, fold) => {
      if (time > 0) return;
      held += losses[chosen * folds + fold] ?? 0;
      of++;
    });
    sum += held / of;
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

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
