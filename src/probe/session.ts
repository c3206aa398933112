import type { Tensor } from '@tensorflow/tfjs-core';
import { type Average, createAverage } from './average.js';
import type { Tf } from './backend.js';
import type { DeviceData } from './device-data.js';
import { fitToData } from './fit-to-data.js';
import { grownParameters } from './grow.js';
import { initialParameters } from './initialize.js';
import type { Learner } from './learner.js';
import type { Program } from './program.js';
import { dropOnPlateau, mean, note, type Run, startRun } from './run.js';
import type { Configuration, ConfigurationResult, EpochProgress, Population } from './schema.js';

export interface SessionOptions {
  readonly tf: Tf;
  readonly data: DeviceData;
  readonly population: Population;
  readonly program: Program;
}

/** What the members had at their configuration's best epoch. */
interface Best {
  readonly parameters: Tensor;
  readonly outputs: Tensor;
}

/** The members of one population while they train: owns their tensors, and leaves out the configurations that left. */
export class Session {
  readonly #options: SessionOptions;
  readonly #runs: readonly Run[];
  readonly #results = new Map<string, ConfigurationResult>();
  /** Those whose members train. */
  #alive: readonly Run[];
  /** Those whose losses count where halving compares: also those that ended by their patience. */
  #inRace: readonly Run[];
  readonly #learner: Learner;
  readonly #average: Average | undefined;
  #best: Best;
  /** The last batch, on which gradients are looked at in the end. */
  #lastRows: Int32Array | undefined;
  #steps = 0;

  constructor(options: SessionOptions) {
    const { tf, data, population, program } = options;
    const count = population.configurations.length * data.folds;
    this.#options = options;
    this.#runs = population.configurations.map(startRun);
    this.#alive = this.#runs;
    this.#inRace = this.#runs;
    this.#learner = program.start(startingParameters(options));
    this.#average = population.weightAveraging ? createAverage(tf, this.#learner.parameters) : undefined;
    this.#best = {
      parameters: tf.clone(this.#learner.parameters),
      outputs: tf.zeros([count, data.validation.rows, data.outputs]),
    };
  }

  /** One optimisation step on `rows` [folds, batch], at share `t` of the run; notes its gradients where told. */
  step(rows: Int32Array, t: number, isObserved: boolean): void {
    this.#lastRows = rows;
    const { clipped, norms } = this.#options.program.step({
      learner: this.#learner,
      configurations: this.#configurations,
      rows,
      step: this.#steps,
      t,
      isObserved,
    });
    if (clipped) this.#noteOfMembers(clipped, (run, values) => (run.clippedSteps += mean(values)));
    if (norms) this.#noteOfMembers(norms, (run, values) => run.gradientNorms.push(...values));
    this.#average?.follow(this.#learner.parameters);
    this.#steps++;
  }

  /** Notes every run's losses, keeps what improved, leaves out what diverged or lost its patience, and lowers rates on plateaus. */
  evaluate(epoch: number): void {
    const { tf, data, program, population } = this.#options;
    // Where they are averaged, the average is what the configuration would return.
    const { parameters } = this.#average ?? this.#learner;
    const validation = program.evaluate(parameters, data.validation);
    const train = program.evaluate(parameters, data.trainSample);
    try {
      const improved = this.#note(epoch, { validation: validation.losses.dataSync(), train: train.losses.dataSync() });
      if (improved.includes(true)) {
        const now = { parameters, outputs: validation.outputs };
        this.#best = mergeBest(tf, this.#best, now, { improved, folds: data.folds });
      }
    } finally {
      tf.dispose([validation.losses, validation.outputs, train.losses, train.outputs]);
    }
    // Whoever is still there does not give it more time than it would have had alone.
    this.#keep(this.#alive.filter((run) => run.state === 'running'));
    const dropped = this.#alive.filter((run) => dropOnPlateau(run, epoch, population.schedule));
    if (dropped.length > 0) this.#learner.changeRates(this.#configurations);
  }

  /** Those whose members are left, with their rates as they are now. */
  get #configurations(): Configuration[] {
    return this.#alive.map((run) => run.configuration);
  }

  get isRunning(): boolean {
    return this.#alive.length > 0;
  }

  /** Least mean validation loss of any run so far. */
  get least(): number | null {
    const losses = this.#runs.map((run) => run.best).filter(Number.isFinite);
    return losses.length > 0 ? Math.min(...losses) : null;
  }

  /**
   * The worse half of the configurations but the spared one leaves, with all their folds; the last one stays. One that ended by its patience takes its place
   * in the order. Undefined where none leaves.
   */
  dropWorseHalf(): EpochProgress['rung'] {
    const { spared } = this.#options.population;
    const others = this.#inRace
      .filter(({ state, configuration }) => state !== 'diverged' && configuration.id !== spared)
      .toSorted((a, b) => a.best - b.best);
    const worse = others.slice(Math.ceil(others.length / 2));
    const dropped = this.#alive.filter((run) => worse.includes(run));
    for (const run of dropped) run.isShort = true;
    this.#inRace = this.#inRace.filter((run) => !worse.includes(run));
    this.#keep(this.#alive.filter((run) => !dropped.includes(run)));
    return dropped.length > 0 ? { dropped: dropped.length, left: this.#alive.length } : undefined;
  }

  /** The results of all configurations, in their order, at the last step or before it. */
  finish(isLast: boolean): ConfigurationResult[] {
    for (const run of this.#alive) run.isShort = !isLast;
    this.#alive.forEach((run, c) => this.#results.set(run.configuration.id, this.#read(run, c)));
    return this.#runs.flatMap((run) => this.#results.get(run.configuration.id) ?? []);
  }

  dispose(): void {
    this.#learner.dispose();
    this.#average?.dispose();
    this.#options.tf.dispose([this.#best.parameters, this.#best.outputs]);
  }

  /** Gives every run its folds' losses; tells which are at their best. */
  #note(epoch: number, losses: { validation: ArrayLike<number>; train: ArrayLike<number> }): boolean[] {
    return this.#alive.map((run, c) => {
      const of = (all: ArrayLike<number>): number[] => this.#memberIndices(c).map((m) => all[m] ?? Number.NaN);
      return note(run, { epoch, validation: of(losses.validation), train: of(losses.train) }, this.#options.population);
    });
  }

  /** Hands each run the values of its members. */
  #noteOfMembers(tensor: Tensor, noteValues: (run: Run, values: readonly number[]) => void): void {
    const all = tensor.dataSync();
    tensor.dispose();
    this.#alive.forEach((run, c) => {
      noteValues(
        run,
        this.#memberIndices(c).map((m) => all[m] ?? Number.NaN),
      );
    });
  }

  #memberIndices(position: number): number[] {
    const { folds } = this.#options.data;
    return Array.from({ length: folds }, (_, fold) => position * folds + fold);
  }

  /** Members of the kept runs stay; the others' results are read before their tensors go. */
  #keep(kept: readonly Run[]): void {
    if (kept.length === this.#alive.length) return;
    const { tf } = this.#options;
    this.#alive.forEach((run, c) => {
      if (!kept.includes(run)) this.#results.set(run.configuration.id, this.#read(run, c));
    });
    const indices = this.#alive.flatMap((run, c) => (kept.includes(run) ? this.#memberIndices(c) : []));
    this.#alive = this.#alive.filter((run) => kept.includes(run));
    if (indices.length === 0) return;
    const index = tf.tensor1d(indices, 'int32');
    const take = (tensor: Tensor): Tensor => tf.gather(tensor, index);
    this.#learner.keep(this.#configurations, index);
    this.#average?.keep(index);
    const best = { parameters: take(this.#best.parameters), outputs: take(this.#best.outputs) };
    tf.dispose([this.#best.parameters, this.#best.outputs, index]);
    this.#best = best;
  }

  #read(run: Run, position: number): ConfigurationResult {
    const { tf, data, program } = this.#options;
    const rowsOf = (tensor: Tensor): Tensor => tf.slice(tensor, position * data.folds, data.folds);
    const parameters = rowsOf(this.#best.parameters);
    const outputs = rowsOf(this.#best.outputs);
    const isHealthy = run.state !== 'diverged';
    const result: ConfigurationResult = {
      id: run.configuration.id,
      diverged: !isHealthy,
      isShort: run.isShort,
      curve: { epochs: run.epochs, train: run.train, validation: run.validation },
      chosenEpoch: run.bestEpoch,
      foldCurve: run.foldCurve,
      foldLosses: run.foldLosses,
      outOfFold: packOutputs(outputs.dataSync(), data),
      weights: Float32Array.from(parameters.dataSync()),
      clippedShare: this.#steps > 0 ? run.clippedSteps / this.#steps : 0,
      deadUnitShare: isHealthy ? program.deadUnitShare(parameters, data.validation) : 0,
      gradientNormNinetieth: percentile(run.gradientNorms, 0.9),
      gradientNormRatio: isHealthy ? this.#gradientNormRatio(run, parameters) : 1,
    };
    tf.dispose([parameters, outputs]);
    return result;
  }

  #gradientNormRatio(run: Run, parameters: Tensor): number {
    if (!this.#lastRows) return 1;
    const ratios = this.#options.program
      .gradientNorms({ parameters, configurations: [run.configuration], rows: this.#lastRows })
      .map((layers) => (layers[0] ?? 0) / Math.max(layers.at(-1) ?? 0, Number.MIN_VALUE));
    return mean(ratios);
  }
}

/** The least value that at least this share of the finite values do not exceed; NaN where there are none. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Alike for every configuration of one seed: [configurations x folds, parameters]. */
function startingParameters(options: SessionOptions): Float32Array {
  const { configurations, seed: shared } = options.population;
  const bySeed = new Map<number, Float32Array>();
  const starts = configurations.map(({ seed = shared }) => {
    const start = bySeed.get(seed) ?? ofFolds(options, seed);
    bySeed.set(seed, start);
    return start;
  });
  const length = starts[0]?.length ?? 0;
  const all = new Float32Array(starts.length * length);
  starts.forEach((start, c) => all.set(start, c * length));
  return all;
}

/** [folds, parameters] */
function ofFolds({ tf, data, population }: SessionOptions, seed: number): Float32Array {
  const { grownFrom, network, initializer } = population;
  if (grownFrom) return grownParameters(grownFrom, network);
  const drawn = initialParameters({ ...population, seed }, data.folds);
  return initializer === 'dataDriven' ? fitToData(tf, { network, seed }, data, drawn) : drawn;
}

/** Takes the improved configurations' parameters and outputs over; frees what they replace. */
function mergeBest(
  tf: Tf,
  best: Best,
  now: Best,
  { improved, folds }: { improved: readonly boolean[]; folds: number },
): Best {
  const merged = tf.tidy(() => {
    const flags = improved.flatMap((flag) => new Array<number>(folds).fill(flag ? 1 : 0));
    const choose = (later: Tensor, before: Tensor): Tensor => {
      if (!flags.includes(0)) return tf.clone(later);
      const mask = tf.tensor(flags, [flags.length, ...later.shape.slice(1).map(() => 1)]);
      return tf.where(tf.greater(tf.mul(mask, tf.onesLike(later)), 0), later, before);
    };
    return {
      parameters: choose(now.parameters, best.parameters),
      outputs: choose(now.outputs, best.outputs),
    };
  });
  tf.dispose([best.parameters, best.outputs]);
  return merged;
}

/** Drops the padding: [folds, rows, outputs] to the validation rows of fold after fold. */
function packOutputs(padded: ArrayLike<number>, { validationRows, validation, outputs }: DeviceData): Float32Array {
  const total = validationRows.reduce((sum, { length }) => sum + length, 0);
  const packed = new Float32Array(total * outputs);
  let at = 0;
  validationRows.forEach(({ length }, fold) => {
    const from = fold * validation.rows * outputs;
    for (let i = 0; i < length * outputs; i++) packed[at++] = padded[from + i] ?? 0;
  });
  return packed;
}
