/** One round: the service and DuckDB one after the other on the same file. Milliseconds and MB. */
export interface UploadRound {
  readonly upload: number;
  readonly profile: number;
  readonly summarize: number;
  /** Of the server, before its first request and at the most since. */
  readonly idleMb: number;
  readonly peakMb: number;
}

export interface UploadResult {
  readonly rows: number;
  readonly fileMb: number;
  readonly rounds: readonly UploadRound[];
}
