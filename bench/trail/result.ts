/** What a record and its entry cost, and how large they are. */
export interface TrailResult {
  /** Callers at once. */
  readonly callers: number;
  /** One for each round: quantiles of the time of an answer in milliseconds, with and without a record and an entry. */
  readonly rounds: readonly { readonly whole: Times; readonly without: Times }[];
  readonly sizes: readonly Size[];
}

export interface Times {
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
}

/** Bytes of the payloads of decisions about random profiles. */
export interface Size {
  readonly rules: number;
  readonly decisions: number;
  readonly median: number;
  readonly most: number;
}
