import type { LearningRateSchedule, Settings } from '../settings/slots.js';

export type BackendName = 'native' | 'wasm' | 'cpu';

/** One fold as a trainer sees it. Plain data: it crosses a process boundary. */
export interface TrainingFold {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  /** [rows, inputs] and [rows, outputs], row-major. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Weight of each row in the training loss, mean 1 over the training rows. */
  readonly rowWeights: Float32Array;
}

export interface TrainingData {
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
  /** How much each row counts where losses are evaluated; absent: all alike. */
  readonly weights?: Float64Array;
  readonly folds: readonly TrainingFold[];
}

/** Losses with a gradient written for them. `categoricalCrossentropy` serves integer labels too: they arrive as indicators. */
export type LossName =
  | 'meanSquaredError'
  | 'meanAbsoluteError'
  | 'huber'
  | 'poisson'
  | 'binaryCrossentropy'
  | 'categoricalCrossentropy'
  | 'binaryFocal'
  | 'categoricalFocal'
  | 'ordinalCrossentropy';

export type ActivationName = NonNullable<Settings['hiddenActivation']>;
export type OptimizerName = NonNullable<Settings['optimizer']>;

export interface Network {
  readonly inputs: number;
  readonly outputs: number;
  /** Units of each hidden layer, input side first; empty for a linear model. */
  readonly hidden: readonly number[];
  readonly activation: ActivationName;
  /** Each hidden unit learns which share of its input passes the activation; the rest goes by: z + s (f(z) - z). */
  readonly parametric?: boolean;
  /** Hidden units are normalised before their activation: over the units of a row, or over the rows of a batch. */
  readonly normalization?: 'layer' | 'batch';
  /** A hidden layer as wide as the one before it adds to what that gave. */
  readonly residual?: boolean;
  /** A learned factor for each input of the first layer. */
  readonly inputScale?: boolean;
  readonly embedding?: PeriodicEmbedding;
  readonly categories?: CategoryEmbedding;
}

/** The last inputs are codes of categories, one a column; each becomes `size` learned numbers in its place. */
export interface CategoryEmbedding {
  /** Codes of each column, 0 included: the rows of its table. */
  readonly levels: readonly number[];
  readonly size: number;
}

/** Which inputs gain `size` values of their own, mixed from so many cosines whose frequencies start with deviation `sigma`. */
export interface PeriodicEmbedding {
  readonly inputs: readonly number[];
  readonly frequencies: number;
  readonly size: number;
  readonly sigma: number;
}

export interface Optimizer {
  readonly name: OptimizerName;
  readonly momentum: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly rho: number;
  readonly epsilon: number;
}

/** A shallower network and what its members hold, [members, parameters]. */
export interface Grown {
  readonly network: Network;
  readonly weights: Float32Array;
}

/** What may differ between the members of a population. */
export interface Configuration {
  readonly id: string;
  readonly learningRate: number;
  readonly dropout: number;
  readonly weightDecay: number;
  readonly labelSmoothing: number;
  /** Standard deviation of normal noise added to every input. */
  readonly inputNoise: number;
  /** Both parameters of the beta distribution that mixes pairs of rows; 0: no mixing. */
  readonly mixup: number;
  /** Numbers in which its optimizer differs from the population's. */
  readonly optimizer?: Partial<Omit<Optimizer, 'name'>>;
  /** Start of its initial weights; absent: the population's, with which all configurations start alike. */
  readonly seed?: number;
}

export type Initializer = NonNullable<Settings['initializer']>;

/** Configurations that share everything but per-member numbers, trained in one tensor program: members = configurations x folds. */
export interface Population {
  readonly network: Network;
  readonly loss: LossName;
  readonly huberDelta: number;
  readonly focalGamma: number;
  readonly focalAlpha: number;
  readonly optimizer: Optimizer;
  readonly initializer: Initializer;
  /** Initial bias of each output unit, for each fold: [folds][outputs]. */
  readonly outputBias: readonly (readonly number[])[];
  readonly schedule: LearningRateSchedule;
  readonly dropoutSchedule: 'constant' | 'flatCosine';
  readonly weightDecaySchedule: 'constant' | 'flatCosine';
  readonly gradientClipNorm: number | null;
  /** Whether a running mean of the parameters is evaluated and kept, in place of what the last step left. */
  readonly weightAveraging: boolean;
  readonly batchSize: number;
  readonly epochs: number;
  readonly earlyStopping: { readonly patience: number; readonly patienceGrowth: number; readonly minDelta: number };
  readonly configurations: readonly Configuration[];
  /** Drop the worse half of the configurations at a third of the run, and of the rest at three fifths. */
  readonly halving: boolean;
  /** Id of a configuration that halving never drops: the others are compared with it in the end. */
  readonly spared?: string;
  readonly seed: number;
  /** One layer less, one member a fold: members start as these, with a layer that changes nothing yet. Absent: they are drawn. */
  readonly grownFrom?: Grown;
  /** Keeps the weights of the last step, not of the best evaluation: where no rows are held out. */
  readonly keepsLast?: boolean;
  /** Wall-clock bound. When it comes before the last epoch, schedules run by the clock, so that they end with it. */
  readonly secondsLimit?: number;
}

export interface Curve {
  /** Epochs at which the losses were taken; fractions where an epoch is long. */
  readonly epochs: readonly number[];
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

export interface ConfigurationResult {
  readonly id: string;
  readonly diverged: boolean;
  /** Whether it ended on the way, neither at the last epoch nor out of patience: halving dropped it, the time was over, or it was stopped. */
  readonly isShort: boolean;
  /** Means over folds. */
  readonly curve: Curve;
  /** Validation loss of each fold at each of the curve's epochs. */
  readonly foldCurve: readonly (readonly number[])[];
  /** Where the mean validation loss was least, by more than `minDelta`; the last one where the population keeps that. */
  readonly chosenEpoch: number;
  /** Validation loss of each fold at the chosen epoch. */
  readonly foldLosses: readonly number[];
  /** Network outputs (before softmax, sigmoid or exponential) of the validation rows at the chosen epoch, fold after fold: [sum of rows, outputs]. */
  readonly outOfFold: Float32Array;
  /** [folds, parameters] at the chosen epoch. */
  readonly weights: Float32Array;
  readonly clippedShare: number;
  /** 90th percentile of the gradient's norm over the folds' first steps after evaluations; NaN where none was looked at. */
  readonly gradientNormNinetieth: number;
  readonly deadUnitShare: number;
  /** Gradient norm of the first layer's weights / the last's, of the chosen epoch's weights on the last batch that was trained; 1 without hidden layers. */
  readonly gradientNormRatio: number;
}

export interface PopulationResult {
  readonly configurations: readonly ConfigurationResult[];
  readonly epochs: number;
  readonly epochsPlanned: number;
  /** Whether the time limit, or who stopped it, ended it, and not its last epoch or its patience. */
  readonly isCut: boolean;
  readonly seconds: number;
  readonly secondsPerEpoch: number;
}

export interface EpochProgress {
  readonly epoch: number;
  readonly epochs: number;
  /** Least mean validation loss so far over the configurations. */
  readonly validationLoss: number | null;
  /** Where halving has just dropped configurations: how many, and how many go on. */
  readonly rung?: { readonly dropped: number; readonly left: number };
}

/** Forward pass of trained members over encoded rows. */
export interface PredictionJob {
  readonly network: Network;
  /** [members, parameters] */
  readonly weights: Float32Array;
  /** One [rows, inputs] matrix a member. */
  readonly x: readonly Float32Array[];
  readonly rows: number;
}
