import type {
  BackendName,
  EpochProgress,
  Population,
  PopulationResult,
  PredictionJob,
  TrainingData,
} from './schema.js';

/** What the pool says to a worker. Jobs run one after the other. */
export type Request =
  | { readonly type: 'data'; readonly id: string; readonly data: TrainingData }
  | {
      readonly type: 'train';
      readonly job: number;
      readonly dataId: string;
      readonly population: Population;
      /** When the job left the pool, by `sharedMilliseconds`: the way of its data to the worker counts as its time. */
      readonly sentAt?: number;
    }
  | { readonly type: 'predict'; readonly job: number; readonly prediction: PredictionJob }
  /** Ends the training job with what was known at its last evaluation. */
  | { readonly type: 'stop'; readonly job: number };

/** Milliseconds of a clock that the processes of one machine have in common, and that nobody sets. */
export const sharedMilliseconds = (): number => Number(process.hrtime.bigint()) / 1e6;

/** What a worker answers. */
export type Reply =
  | { readonly type: 'ready'; readonly backend: BackendName; readonly version: string; readonly reason?: string }
  | { readonly type: 'unavailable'; readonly message: string }
  | { readonly type: 'epoch'; readonly job: number; readonly progress: EpochProgress }
  | { readonly type: 'trained'; readonly job: number; readonly result: PopulationResult }
  | { readonly type: 'predicted'; readonly job: number; readonly outputs: readonly Float32Array[] }
  | { readonly type: 'failed'; readonly job: number; readonly message: string };
