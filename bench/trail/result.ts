import type { LoadPlan } from '../service/load.js';
import type { LoadResult } from '../service/result.js';

export type Load = LoadPlan['load'];

/** A server as it is, one without record and entry, and one that has no line in the decision log either. */
export const variants = ['whole', 'withoutRecord', 'withoutLine'] as const;
export type Variant = (typeof variants)[number];

/** The same load on each of them. */
export type Round = Readonly<Record<Variant, LoadResult>>;

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
  /** How many of them are of 8,192 bytes at most. */
  readonly within: number;
}
