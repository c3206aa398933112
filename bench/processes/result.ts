/** How the cores are used. */
export interface Layout {
  readonly name: string;
  readonly processes: number;
  /** Worker threads in a process, each with a program of its own; 0: the program is the process. */
  readonly workers: number;
  /** Threads of TensorFlow in a process. */
  readonly threads: number;
}

/** The product's own comes first. */
export const layouts: readonly Layout[] = [
  { name: '2 processes, 1 thread each', processes: 2, workers: 0, threads: 1 },
  { name: '1 process, 2 threads', processes: 1, workers: 0, threads: 2 },
  { name: '1 process, 1 thread', processes: 1, workers: 0, threads: 1 },
  { name: '1 process, 2 worker threads, 1 thread', processes: 1, workers: 2, threads: 1 },
];

export interface ProcessesResult {
  readonly members: number;
  readonly rounds: number;
  readonly rows: readonly {
    readonly width: number;
    readonly batch: number;
    /** Steps of one model a second, median over the rounds that ended, for each layout; null where none did. */
    readonly stepsPerSecond: readonly (number | null)[];
    /** Rounds in which a program was ended by a signal, such as SIGSEGV, for each layout. */
    readonly lost: readonly number[];
  }[];
}
