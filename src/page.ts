/** Where an entry stands in a list that is sorted by time and, within a millisecond, by id. */
export interface Place {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly id: string;
}

/** A part of a list that is sorted newest first. */
export interface Page {
  /** At most this many, at least 1. */
  readonly limit: number;
  /** Only what is older than this entry: the last one of the page before. */
  readonly before?: Place | undefined;
}
