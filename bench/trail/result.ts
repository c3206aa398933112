import type { LoadPlan } from '../service/load.js';
import type { LoadResult } from '../service/result.js';

export type Load = LoadPlan['load'];

/** The same load on a server as it is, and on one without record and entry. */
export interface Round {
  readonly whole: LoadResult;
  readonly without: LoadResult;
}

/** What a record and its entry cost, and how large they are. */
export interface TrailResult {
  readonly races: readonly { readonly load: Load; readonly rounds: readonly Round[] }[];
  readonly sizes: readonly Size[];
}

/** Bytes of the payloads of decisions about random profiles. */
export interface Size {
  readonly rules: number;
  readonly decisions: number;
  readonly median: number;
  readonly most: number;
}
