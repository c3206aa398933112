import type { Task } from '../../dist/settings/tasks.js';
import type { VariantName } from './variants.js';

/** What `run-variant.ts` is to train and to predict. */
export interface Job {
  readonly train: string;
  readonly rows: string;
  readonly task: Task;
  readonly budget: number;
  readonly seed: number;
  /** Folder of the record. */
  readonly home: string;
  /** The variant to train, and file by file what is done to its model before it predicts. */
  readonly variant: VariantName;
  readonly predictions: readonly { readonly model: VariantName; readonly file: string }[];
}
