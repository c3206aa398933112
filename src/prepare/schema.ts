/** One train/validation split. Row numbers index the prepared table. */
export interface Fold {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  /** Which repetition of the partition the fold belongs to, from 0. */
  readonly repeat: number;
}

/** Numbers of one column, fitted on training rows alone. Plain JSON: it is saved with the model. */
export type ColumnEncoder = NumericEncoder | BooleanEncoder | OneHotEncoder | EmbeddedEncoder;

export interface NumericEncoder {
  readonly kind: 'numeric';
  readonly name: string;
  /** Replaces a missing value that no filling knows: the median of the training rows. */
  readonly fill: number;
  readonly centre: number;
  readonly scale: number;
  /** x / sqrt(1 + (x / 3)^2) after scaling, so that outliers end within (-3, 3). */
  readonly smoothClip: boolean;
  /** Training quantiles at equal steps, for the map to normal scores. */
  readonly quantiles?: readonly number[];
  /** Whether another input tells that the value was missing. */
  readonly indicator: boolean;
  /** Edges of bins, ascending, one more than there are bins: each bin has an input that tells how much of it lies below the value. */
  readonly bins?: readonly number[];
}

/** False, true and missing become -1, 1 and 0. */
export interface BooleanEncoder {
  readonly kind: 'boolean';
  readonly name: string;
}

export interface OneHotEncoder {
  readonly kind: 'oneHot';
  readonly name: string;
  /** The input of each level of the table's column; merged rare ones have one in common. */
  readonly inputOfLevel: readonly number[];
  readonly inputs: number;
  /** Input of merged rare levels, if any. */
  readonly otherInput: number | null;
  /** Levels seen in the training rows of the fold; any other level is all zeros, as a missing value is. */
  readonly seen: readonly boolean[];
}

/** One input, the code of a level, for a network that learns a vector for each. */
export interface EmbeddedEncoder {
  readonly kind: 'embedded';
  readonly name: string;
  /** Code of each level of the table's column, from 1; 0, as of a missing value, for merged rare levels and for those that the training rows did not have. */
  readonly codeOfLevel: readonly number[];
  /** Codes that there may be, 0 included. */
  readonly codes: number;
}

/** A numeric column that gaps are filled from. Its values count as far as the bounds, by their mean and deviation there. */
export interface FillingColumn {
  /** In the table. */
  readonly place: number;
  readonly low: number;
  readonly high: number;
  readonly centre: number;
  readonly spread: number;
}

/** How numbers that a row lacks follow from its other ones. */
export interface Filling {
  readonly columns: readonly FillingColumn[];
  /** Of each column with gaps, by its place in `columns`: its own deviations where the others have their means, and per deviation of each column. */
  readonly gaps: readonly {
    readonly column: number;
    readonly intercept: number;
    readonly weights: readonly number[];
  }[];
}

/** Inputs in the order of the columns, but codes come last, after all numbers. */
export interface FeatureEncoder {
  readonly columns: readonly ColumnEncoder[];
  /** Absent: a number that is missing is the median of its column. */
  readonly filling?: Filling;
  readonly inputs: number;
}

export type TargetEncoder =
  | {
      readonly kind: 'classes';
      readonly labels: readonly string[];
      /** Whether an output asks for each step between neighbours, in the order of the labels, and none for each label. */
      readonly steps?: true;
    }
  | {
      readonly kind: 'number';
      readonly log1p: boolean;
      readonly centre: number;
      readonly scale: number;
      /** Training quantiles at equal steps, where the target is trained on as its normal score. */
      readonly quantiles?: readonly number[];
      /** Least and greatest training target in its own unit. */
      readonly seen: readonly [number, number];
    };

export interface FoldMatrices {
  readonly fold: Fold;
  readonly encoder: FeatureEncoder;
  readonly target: TargetEncoder;
  /** [rows, inputs], row-major; all rows of the table, encoded with the statistics of the fold's training rows. */
  readonly x: Float32Array;
  /** [rows, outputs]: class indicators (one column 0/1 when binary; whether the class lies above each step), or the transformed target. */
  readonly y: Float32Array;
  /** Weight of each row in the training loss, mean 1 over the fold's training rows. */
  readonly rowWeights: Float32Array;
}

/** What a probe trains on. */
export interface Matrices {
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
  /** How much each row counts in a loss, without its class; absent: all alike. */
  readonly weights?: Float64Array;
  readonly folds: readonly FoldMatrices[];
}
