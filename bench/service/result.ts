/** Milliseconds of each request of one load, in the order of their ends, and the seconds that all took. */
export interface LoadTimes {
  readonly times: readonly number[];
  readonly failed: number;
  readonly elapsed: number;
}

/** What one load found. Times in milliseconds. */
export interface LoadResult {
  readonly requests: number;
  readonly failed: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

export interface ServiceResult {
  /** `createRecommendation` of a profile: as fast as it goes, and at 200 a second. */
  readonly advice: readonly {
    readonly store: string;
    readonly workspaces: number;
    readonly most: LoadResult;
    readonly steady: LoadResult;
  }[];
  /** Batches of a thousand profiles one after the other, and `GET /health/live` meanwhile. */
  readonly batch: { readonly profilesPerSecond: number; readonly health: LoadResult };
  /** `GET /health/live` while two probes run in the same server. */
  readonly probing: LoadResult;
  /** From the start of the program to the first good answer of `GET /health/ready`, milliseconds, each time. */
  readonly ready: readonly number[];
  readonly streams: { readonly clients: number; readonly complete: number; readonly events: number };
}
