/** How long it took, and what of the processors, in milliseconds. */
export interface Cost {
  readonly elapsed: number;
  readonly processor: number;
}

/** One round: the service and DuckDB one after the other on the same file. */
export interface UploadRound {
  readonly upload: Cost;
  readonly profile: Cost;
  readonly summarize: Cost;
  /** MB of the server, before its first request and at the most since. */
  readonly idleMb: number;
  readonly peakMb: number;
}

export interface UploadResult {
  readonly rows: number;
  readonly fileMb: number;
  readonly rounds: readonly UploadRound[];
}
