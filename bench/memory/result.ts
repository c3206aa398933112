export interface MemoryResult {
  readonly rows: number;
  readonly columns: number;
  /** Megabytes of resident memory at the most. */
  readonly processes: readonly { readonly role: string; readonly megabytes: number }[];
}
