import type { Clock } from '../clock.js';
import { clustersOf } from '../prepare/clusters.js';
import { halveTraining, partition } from '../prepare/folds.js';
import { checkWeights, hasWeight } from '../prepare/row-weights.js';
import type { Fold, Matrices } from '../prepare/schema.js';
import { stepsOf } from '../probe/batches.js';
import type { Pool } from '../probe/pool.js';
import type { ConfigurationResult, EpochProgress, PopulationResult } from '../probe/schema.js';
import type { Table } from '../profile/table.js';
import { ensembleLoss, lossPerRow, mean } from '../refine/out-of-fold.js';
import type { Partition } from '../refine/select.js';
import type { PopulationPlan } from '../settings/recommendation.js';
import type { Settings } from '../settings/slots.js';
import { isShorter } from '../settings/trial-length.js';
import {
  criticalWork,
  type Group,
  groupTrials,
  planOf,
  shareSeconds,
  withEpochs,
  withPasses,
  workCarriedOut,
} from './groups.js';
import { trainDespiteLosses } from './lost.js';
import { configurationOf, meanTrainRows, sharedOf, workOf } from './population.js';
import { type Baseline, constantBaseline, PreparedData } from './prepared.js';
import {
  chosenEpochs,
  isSuccessful,
  type PlannedTrial,
  type SuccessfulTrial,
  type TrainedTrial,
  type TrialResult,
  trainedSettings,
} from './trial.js';

export interface TrainRequest {
  readonly purpose: string;
  readonly trials: readonly PlannedTrial[];
  /** Wall-clock bound of the whole call; absent: none. */
  readonly secondsLimit?: number;
  /** Drop the worse half on the way, and of the rest once more; the first trial stays to the end. */
  readonly halving?: boolean;
}

export interface RunnerOptions {
  readonly table: Table;
  readonly settings: Settings;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly seed: number;
  /** Repeats of the partition on which trials are compared; the others serve the final model alone. Absent: all. */
  readonly searchRepeats?: number;
  readonly signal?: AbortSignal;
  readonly onPlan?: (plan: PopulationPlan) => void;
  readonly onEpoch?: (purpose: string, progress: EpochProgress) => void;
}

/** Trains trials on one partition of one table, and knows how long that takes. */
export class Runner {
  readonly table: Table;
  readonly partition: Partition;
  readonly constant: Baseline;
  readonly #planOf = new Map<Group, PopulationPlan>();
  /** Of what was cut, the share of its epochs that was carried out. */
  readonly #shareOf = new Map<Group, number>();
  /** Trials whose process was lost, also at a further try. */
  lostTrials = 0;
  readonly #options: RunnerOptions;
  readonly #data: PreparedData;
  readonly #rest: readonly Fold[];
  readonly #searchFolds: number;
  readonly #begun = new Set<Group>();
  #workDone = 0;
  #secondsSpent = 0;

  constructor(options: RunnerOptions) {
    const { table, settings, seed, pool } = options;
    this.#options = options;
    this.table = table;
    const folds = partition(table, settings, seed);
    checkWeights(table, folds);
    const repeats = options.searchRepeats ?? Number.POSITIVE_INFINITY;
    const search = folds.filter(({ repeat }) => repeat < repeats);
    this.#rest = folds.filter(({ repeat }) => repeat >= repeats);
    this.partition = partitionFacts(search, clustersOf(table, settings.foldKind));
    const { clusters } = this.partition;
    this.#data = new PreparedData({
      table,
      folds: {
        search,
        rest: this.#rest,
        refit: [wholeOf(table.rows)],
        // Seldom asked for, and slow on many rows.
        get half() {
          return halveTraining(search, { codes: table.target.codes, clusters, seed });
        },
      },
      pool,
    });
    this.#searchFolds = search.length;
    this.constant = constantBaseline(this.#data.of(settings));
  }

  /** What was carried out, in the order in which it was begun, whichever process ended first. */
  get plans(): PopulationPlan[] {
    return [...this.#begun].flatMap((group) => this.#planOf.get(group) ?? []);
  }

  /** Prepared matrices that a trial was trained on. */
  matrices(dataId: string): Matrices {
    return this.#data.withId(dataId).matrices;
  }

  /** Seconds that the trials would take, at the rate measured so far, if their patience ended them where it ended `like`. */
  estimateSeconds(trials: readonly PlannedTrial[], like: SuccessfulTrial): number {
    if (this.#workDone === 0) return 0;
    return criticalWork(this.#groups(trials)) * (this.#secondsSpent / this.#workDone) * shareBeforePatience(like);
  }

  /** Trains all trials, in the order of the request; one that diverged or lost its process has no result, and one for which there was no time is left out. */
  async train(request: TrainRequest): Promise<TrainedTrial[]> {
    const secondsLeft = this.#countdown(request.secondsLimit);
    const groups = this.#groups(request.trials);
    const left = secondsLeft();
    const limits = left === undefined ? [] : shareSeconds(groups, left);
    const trained = await Promise.all(groups.map((group, i) => this.#trainGroup(group, request, limits[i])));
    const byId = new Map(trained.flat().map((trial) => [trial.id, trial]));
    return request.trials.flatMap((trial) => byId.get(trial.id) ?? []);
  }

  /** Loss of a trial's members averaged over the repeats that it was trained on. */
  ensembleLoss({ result }: SuccessfulTrial): number {
    return ensembleLoss(this.#data.withId(result.dataId).scheme, result.outOfFold);
  }

  /** Seconds that the final model takes once a trial is selected: those of `replicate`, or of `refit`. */
  estimateFinal(trial: SuccessfulTrial): number {
    if (this.isRefitted) return this.estimateFull(trial, this.table.rows, this.#refitEpochs(trial));
    return trial.grownFrom ? 0 : (this.estimateSeconds([trial], trial) * this.#rest.length) / this.#searchFolds;
  }

  /** Seconds in which one model with the trial's settings would pass `epochs` times over so many rows, at the rate measured so far. */
  estimateFull({ settings, result }: SuccessfulTrial, rows: number, epochs: number): number {
    if (this.#workDone === 0) return 0;
    const shared = { ...sharedOf(settings, this.matrices(result.dataId), 0), epochs };
    return (workOf(shared, { members: 1, rows }) * this.#secondsSpent) / this.#workDone;
  }

  /** Whether the final model is one that is trained on all rows. */
  get isRefitted(): boolean {
    return this.#options.settings.finalModel === 'refit';
  }

  /** Whether the search left out repeats of which the final model is to have members; a trial that grew has none there to grow out of. */
  isReplicable(trial: SuccessfulTrial): boolean {
    return this.#rest.length > 0 && !this.isRefitted && !trial.grownFrom;
  }

  /**
   * Trains a trial on the repeats that the search left out, for as many epochs as it had, and joins both results:
   * more members for the final model. Returns the trial itself when there are none, or they could not be trained to their end.
   */
  async replicate(trial: SuccessfulTrial, secondsLimit?: number): Promise<SuccessfulTrial> {
    if (!this.isReplicable(trial)) return trial;
    const secondsLeft = this.#countdown(secondsLimit);
    const prepared = this.#data.of(trial.settings, 'rest');
    // Without its result: where training fails it must not stand for that of the other repeats.
    const { result: _, ...planned } = trial;
    const [group] = groupTrials([planned], { prepare: () => prepared, seed: this.#options.seed + 1 });
    if (!group) return trial;
    const [trained] = await this.#trainGroup(
      group,
      { purpose: 'more members for the final model', trials: [planned] },
      secondsLeft(),
    );
    return trained && isSuccessful(trained) && this.#isWhole(group) ? this.#joined(trial, trained) : trial;
  }

  /**
   * One model with a trial's settings on all rows, for the steps after which its folds were best on average; schedules end there.
   * What was grown is trained from a fresh start, for the steps of all it grew out of too.
   * The result's losses are of rows that it was trained on. Absent when it could not be trained to its end.
   */
  async refit(trial: SuccessfulTrial, secondsLimit?: number): Promise<SuccessfulTrial | undefined> {
    const prepared = this.#data.of(trial.settings, 'refit');
    const { result: _, epochsShare: __, grownFrom: ___, ...planned } = trial;
    const [group] = groupTrials([planned], { prepare: () => prepared, seed: this.#options.seed + 2 });
    if (!group) return undefined;
    const whole = withEpochs(group, this.#refitEpochs(trial));
    const [trained] = await this.#trainGroup(
      whole,
      { purpose: 'the final model on all rows', trials: [planned] },
      secondsLimit,
    );
    return trained && isSuccessful(trained) && this.#isWhole(whole) ? trained : undefined;
  }

  /** Whether half of the rows tell something: what a trial grew out of has seen the other half, and rows may be without weight. */
  isHalvable(trial: SuccessfulTrial): boolean {
    if (trial.grownFrom) return false;
    const { folds } = this.#data.of(trial.settings, 'half').matrices;
    return folds.every(({ fold }) => hasWeight(this.table, fold));
  }

  /**
   * A trial as it is with half of the training rows: the same start, steps and validation rows. Absent when it is not halvable, or
   * could not be trained to its end.
   */
  async halved(trial: SuccessfulTrial, secondsLimit?: number): Promise<SuccessfulTrial | undefined> {
    if (!this.isHalvable(trial)) return undefined;
    const prepared = this.#data.of(trial.settings, 'half');
    const { result: _, ...planned } = trial;
    const [group] = groupTrials([planned], { prepare: () => prepared, seed: this.#options.seed });
    if (!group) return undefined;
    const stepsPerEpoch = (dataId: string): number =>
      stepsOf(group.shared.batchSize, meanTrainRows(this.matrices(dataId))).stepsPerEpoch;
    const stretched = withPasses(group, stepsPerEpoch(trial.result.dataId) / stepsPerEpoch(prepared.id));
    const [trained] = await this.#trainGroup(
      stretched,
      { purpose: 'half of the rows, to see what more would bring', trials: [planned] },
      secondsLimit,
    );
    const isWhole = this.#planOf.get(stretched)?.epochsPlanned === undefined;
    return trained && isWhole && isSuccessful(trained) ? trained : undefined;
  }

  /** Passes over all rows that make the steps after which the trial's folds were best on average; one step at least. */
  #refitEpochs(trial: SuccessfulTrial): number {
    const { settings, result } = trial;
    const { batchSize } = sharedOf(settings, this.matrices(result.dataId), 0);
    const ofFolds = stepsOf(batchSize, meanTrainRows(this.matrices(result.dataId)));
    const steps = Math.max(1, chosenEpochs(trial) * ofFolds.stepsPerEpoch);
    return steps / stepsOf(batchSize, this.table.rows).stepsPerEpoch;
  }

  #joined(search: SuccessfulTrial, rest: SuccessfulTrial): SuccessfulTrial {
    const { id, scheme } = this.#data.of(search.settings, 'all');
    const outOfFold = concatenate(search.result.outOfFold, rest.result.outOfFold);
    const losses = lossPerRow(scheme, outOfFold);
    const weights = concatenate(search.result.weights, rest.result.weights);
    const foldLosses = [...search.result.foldLosses, ...rest.result.foldLosses];
    return {
      ...search,
      result: { ...search.result, outOfFold, weights, losses, foldLosses, loss: mean(losses), dataId: id },
    };
  }

  /** Seconds left of a limit from now on: encoding rows for a trial counts too. */
  #countdown(secondsLimit: number | undefined): () => number | undefined {
    const started = this.#options.clock.elapsed();
    return () =>
      secondsLimit === undefined
        ? undefined
        : Math.max(0, secondsLimit - (this.#options.clock.elapsed() - started) / 1000);
  }

  #groups(trials: readonly PlannedTrial[]): Group[] {
    return groupTrials(trials, { prepare: ({ settings }) => this.#data.of(settings), seed: this.#options.seed });
  }

  async #trainGroup(group: Group, request: TrainRequest, secondsLimit: number | undefined): Promise<TrainedTrial[]> {
    const { trained, lostTrials } = await trainDespiteLosses(group, {
      train: (part, seconds) => this.#trainOnce(part, request, seconds),
      secondsLeft: this.#countdown(secondsLimit),
      isStopped: () => this.#options.signal?.aborted === true,
    });
    this.lostTrials += lostTrials;
    return trained;
  }

  async #trainOnce(group: Group, request: TrainRequest, secondsLimit: number | undefined): Promise<TrainedTrial[]> {
    const { prepared, shared, trials, grownFrom } = group;
    this.#begun.add(group);
    const [spared] = request.halving ? request.trials : [];
    const { pool, signal, onEpoch } = this.#options;
    const result = await pool.train({
      dataId: prepared.id,
      population: {
        ...shared,
        ...(grownFrom && { grownFrom: { network: grownFrom.network, weights: grownFrom.weights } }),
        configurations: trials.map((trial) => configurationOf(trial.id, trial.settings)),
        halving: request.halving === true && trials.length > 1,
        ...(spared && { spared: spared.id }),
        ...(secondsLimit !== undefined && { secondsLimit }),
      },
      onEpoch: (progress) => onEpoch?.(request.purpose, progress),
      ...(signal && { signal }),
    });
    this.#account(group, request, result);
    return trials.flatMap((trial) => this.#trainedTrial(trial, group, result) ?? []);
  }

  /** Whether a group had its epochs, or nearly. */
  #isWhole(group: Group): boolean {
    return !isShorter({ epochsShare: this.#shareOf.get(group) }, {});
  }

  #account(group: Group, { purpose }: TrainRequest, result: PopulationResult): void {
    this.#secondsSpent += result.seconds;
    this.#workDone += workCarriedOut(group, result);
    if (result.isCut) this.#shareOf.set(group, result.epochs / result.epochsPlanned);
    const plan = planOf(group, purpose, result);
    this.#planOf.set(group, plan);
    this.#options.onPlan?.(plan);
  }

  /** `undefined`: the time was over, or it was stopped, before it was looked at once. */
  #trainedTrial(trial: PlannedTrial, group: Group, population: PopulationResult): TrainedTrial | undefined {
    const result = population.configurations.find(({ id }) => id === trial.id);
    if (!result || result.diverged) return { ...trial, kept: false };
    const ended = result.curve.epochs.at(-1) ?? 0;
    if (result.isShort && ended === 0) return undefined;
    const epochsShare = result.isShort ? ended / (trial.settings.epochs ?? 1) : trial.epochsShare;
    const trained = { ...trial, kept: false, result: this.#trialResult(trial, group, { population, result }) };
    return epochsShare === undefined ? trained : { ...trained, epochsShare };
  }

  #trialResult(
    { settings }: PlannedTrial,
    { prepared, shared }: Group,
    { population, result }: { readonly population: PopulationResult; readonly result: ConfigurationResult },
  ): TrialResult {
    const losses = lossPerRow(prepared.scheme, result.outOfFold);
    const { id: _, diverged: __, isShort: ___, outOfFold, weights, foldCurve, ...seen } = result;
    return {
      network: shared.network,
      losses,
      foldLosses: result.foldLosses,
      foldCurve,
      loss: mean(losses),
      complexity: complexityOf(settings),
      outOfFold,
      weights,
      dataId: prepared.id,
      observation: { ...seen, secondsPerEpoch: population.secondsPerEpoch, constantLoss: this.constant.loss },
    };
  }
}

/** A trial may train a little longer than the one it is compared with. */
const LONGER = 1.2;

/** Share of its epochs that a trial trained before its patience ended it. */
const shareBeforePatience = (trial: SuccessfulTrial): number =>
  Math.min(1, (LONGER * (trial.result.observation.curve.epochs.at(-1) ?? 0)) / (trainedSettings(trial).epochs ?? 1));

function concatenate(a: Float32Array, b: Float32Array): Float32Array {
  const joined = new Float32Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

/** Rows of which the trained model's outputs are read while nothing is held out: for its curve alone. */
const SEEN_ROWS = 1000;

/** A fold that trains on all rows. */
function wholeOf(rows: number): Fold {
  const train = Int32Array.from({ length: rows }, (_, row) => row);
  return { train, validation: train.subarray(0, SEEN_ROWS), repeat: 0 };
}

function partitionFacts(folds: readonly Fold[], clusters: Int32Array | undefined): Partition {
  const testShare = mean(folds.map(({ validation, train }) => validation.length / train.length));
  return { testShare, ...(clusters && { clusters }) };
}

const regularisers = ['dropout', 'weightDecay', 'labelSmoothing', 'inputNoise', 'mixup'] as const;

/** Fewer layers, then fewer units, then fewer regularisers. */
const complexityOf = (settings: Settings): number[] => [
  settings.hiddenLayers ?? 0,
  settings.hiddenLayers ? (settings.hiddenUnits ?? 0) : 0,
  regularisers.filter((slot) => (settings[slot] ?? 0) > 0).length,
];
