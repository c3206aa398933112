export interface MemoryResult {
  readonly rows: number;
  readonly columns: number;
  readonly runs: readonly {
    /** Options of the command. */
    readonly options: string;
    /** Megabytes of resident memory at the most. */
    readonly processes: readonly { readonly role: string; readonly megabytes: number }[];
  }[];
}
