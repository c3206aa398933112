/** A dataset in memory, column by column. What the later stages see of a file. */

export interface NumericColumn {
  readonly name: string;
  /** Booleans are 0 and 1. */
  readonly kind: 'numeric' | 'boolean';
  /** One value a row; NaN is missing. */
  readonly values: Float64Array;
}

export interface CategoricalColumn {
  readonly name: string;
  readonly kind: 'categorical';
  readonly levels: readonly string[];
  /** Index into `levels`, one a row; -1 is missing, or a level that the training file did not have. */
  readonly codes: Int32Array;
}

export type FeatureColumn = NumericColumn | CategoricalColumn;

/** The target of a training or test file. A number target that is read as classes has both forms. */
export interface Target {
  /** The target's column; several for one-hot labels. */
  readonly columns: readonly string[];
  /** Present when every value is a number. */
  readonly values?: Float64Array;
  /** Present when the target can be read as classes: the labels as the file writes them, in sorted order (numbers by value). */
  readonly labels?: readonly string[];
  /** Index into `labels`, one a row; -1 in a test file for a label that the training file did not have. */
  readonly codes?: Int32Array;
}

export interface FeatureTable {
  readonly rows: number;
  readonly columns: readonly FeatureColumn[];
}

export interface Table extends FeatureTable {
  readonly target: Target;
  /** Group of a row when a group column was named; rows of one group share a number. */
  readonly groups?: Int32Array;
  /** How much a row counts in a loss when a column of weights was named: at least 0, of mean 1 over the file. */
  readonly weights?: Float64Array;
  /** Number of a row's distinct feature vector: exact duplicates share it. */
  readonly duplicateOf: Int32Array;
}

/** How the training file was read, so that another file can be read the same way. Plain JSON: it is saved with the model. */
export interface TableSchema {
  readonly features: readonly FeatureSchema[];
  readonly target: TargetSchema;
}

export interface TargetSchema {
  readonly columns: readonly string[];
  readonly labels?: readonly string[];
  /** Of labels that were read as numbers: that of each. Labels without are compared as texts. */
  readonly labelValues?: readonly number[];
}

export type FeatureSchema =
  | { readonly name: string; readonly kind: 'numeric' }
  | { readonly name: string; readonly kind: 'boolean'; readonly falseText: string; readonly trueText: string }
  | { readonly name: string; readonly kind: 'categorical'; readonly levels: readonly string[] };
