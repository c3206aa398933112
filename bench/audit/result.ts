/** Seconds for a whole trail, medians over the rounds: of the clock, and of the processor where it was measured. */
interface Timed {
  readonly name: string;
  readonly seconds: number;
  readonly cpuSeconds: number | null;
}

/** A trail in a database. */
export interface Verified extends Timed {
  /** MB of its payloads. */
  readonly megabytes: number;
}

export interface AuditResult {
  readonly entries: number;
  /** MB of `entries.ndjson`. */
  readonly megabytes: number;
  readonly payloadBytes: number;
  readonly rounds: number;
  readonly verifiers: readonly Timed[];
  /** Absent in results from before it was measured. */
  readonly stores?: readonly Verified[];
  /** MB that the process held at most up to so many entries, those that were just made among them. */
  readonly memory: readonly { readonly entries: number; readonly megabytes: number }[];
}

/** At this size of entries, on one core. */
export const marks = { entriesPerSecond: 6000, megabytesPerSecond: 50 };
