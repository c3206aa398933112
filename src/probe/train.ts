import type { Tf } from './backend.js';
import { createBatches, stepsOf } from './batches.js';
import type { DeviceData } from './device-data.js';
import { createProgram } from './program.js';
import type { EpochProgress, Population, PopulationResult } from './schema.js';
import { Session } from './session.js';

export interface TrainOptions {
  readonly tf: Tf;
  readonly data: DeviceData;
  readonly population: Population;
  /** Monotonic milliseconds. */
  readonly elapsed: () => number;
  readonly onEpoch?: (progress: EpochProgress) => void;
  /** Checked many times a second; true ends the run with what was known at the last evaluation. */
  readonly shouldStop?: () => boolean;
}

/** Evaluations of a run: enough for a curve and for a choice of the epoch. */
const EVALUATIONS = 50;
const LEAST_EVALUATIONS = 12;
/** Shares of the run at which halving drops configurations; not before a third, since early rungs favour high rates. */
const RUNGS = [1 / 3, 0.6];
/** An evaluation may cost this share of the training steps between two of them. */
const EVALUATION_SHARE = 0.12;

/**
 * Trains every configuration on every fold in one tensor program.
 * A run ends at its last epoch, at its time limit, when every configuration has lost its patience, or when told to stop;
 * each configuration keeps the weights of the epoch at which its mean validation loss was least.
 */
export async function trainPopulation(options: TrainOptions): Promise<PopulationResult> {
  const { tf, data, population, elapsed } = options;
  const started = elapsed();
  const plan = planOf(population, data);
  const { batch, steps, stepsPerEpoch } = plan;
  /** Share of the run that is over: by steps, or by the clock where that is ahead. */
  const shareAt = (step: number): number => {
    const { secondsLimit } = population;
    if (secondsLimit === undefined) return step / steps;
    return secondsLimit > 0 ? Math.max(step / steps, (elapsed() - started) / 1000 / secondsLimit) : 1;
  };
  const owned: { dispose(): void }[] = [];
  const own = <T extends { dispose(): void }>(part: T): T => {
    owned.push(part);
    return part;
  };
  try {
    const program = own(createProgram(tf, { ...population, batchSize: batch }, data));
    const session = own(new Session({ tf, data, population, program }));
    const batches = createBatches(data.trainRows, batch, population.seed);
    session.evaluate(0);
    let step = 0;
    let last = { step: 0, t: 0 };
    let rung = 0;
    const isStopped = createStopCheck(options);
    for (let t = shareAt(0); t < 1 && session.isRunning && !(await isStopped()); ) {
      session.step(batches(1), t, step === last.step);
      t = shareAt(++step);
      if (step - last.step < plan.every && t < 1 && t - last.t < 1 / LEAST_EVALUATIONS) continue;
      last = { step, t };
      session.evaluate(step / stepsPerEpoch);
      const isRung = population.halving && t >= (RUNGS[rung] ?? 1);
      const halved = isRung ? session.dropWorseHalf() : undefined;
      if (isRung) rung++;
      options.onEpoch?.({
        epoch: step / stepsPerEpoch,
        epochs: population.epochs,
        validationLoss: session.least,
        ...(halved && { rung: halved }),
      });
    }
    const seconds = (elapsed() - started) / 1000;
    const epochs = step / stepsPerEpoch;
    const secondsPerEpoch = epochs > 0 ? seconds / epochs : 0;
    // Neither at its last epoch nor out of patience: the clock ended it, or whoever stopped it.
    const isCut = step < steps && session.isRunning;
    return {
      configurations: session.finish(step >= steps),
      epochs,
      epochsPlanned: population.epochs,
      isCut,
      seconds,
      secondsPerEpoch,
    };
  } finally {
    for (const part of owned) part.dispose();
  }
}

/** Milliseconds between turns of the event loop, which TensorFlow's calls do not give: a stop arrives within them. */
const TURN_MS = 50;

function createStopCheck({ elapsed, shouldStop }: TrainOptions): () => Promise<boolean> {
  let lastTurn = elapsed();
  return async () => {
    if (elapsed() - lastTurn < TURN_MS) return false;
    await new Promise<void>((resolve) => void setImmediate(resolve));
    lastTurn = elapsed();
    return shouldStop?.() === true;
  };
}

interface Plan {
  readonly batch: number;
  readonly stepsPerEpoch: number;
  readonly steps: number;
  /** Steps between evaluations. */
  readonly every: number;
}

function planOf({ batchSize, epochs }: Population, data: DeviceData): Plan {
  const { batch, stepsPerEpoch } = stepsOf(batchSize, data.meanTrainRows);
  const steps = Math.max(1, Math.round(epochs * stepsPerEpoch));
  return { batch, stepsPerEpoch, steps, every: evaluationInterval(steps, batch, data) };
}

/** Steps between evaluations, from counts alone, so that a budget in trials gives the same run on every machine. */
function evaluationInterval(steps: number, batch: number, data: DeviceData): number {
  // A forward pass costs about a third of a training step of as many rows; one step's worth for dispatch.
  const costInSteps = (data.validation.rows + data.trainSample.rows) / (3 * batch) + 1;
  const affordable = Math.ceil(costInSteps / EVALUATION_SHARE);
  return Math.max(
    1,
    Math.min(Math.max(Math.ceil(steps / EVALUATIONS), affordable), Math.ceil(steps / LEAST_EVALUATIONS)),
  );
}
