export interface BudgetResult {
  /** Numeric columns of the table. */
  readonly columns: number;
  readonly runs: readonly {
    readonly rows: number;
    readonly budgetSeconds: number;
    /** From the end of reading until the model, its scores and the predictions of as many rows as it read are written; one a repeat. */
    readonly seconds: readonly number[];
    /** Rows that the probe trained on, and its trials: in the last repeat. */
    readonly trainedRows: number;
    readonly trials: number;
    /** Warnings that say what was cut. */
    readonly told: readonly string[];
  }[];
}

/** A budget may be exceeded by 5 % or by a second, whichever is more. */
export const allowed = (budgetSeconds: number): number => Math.max(1.05 * budgetSeconds, budgetSeconds + 1);
