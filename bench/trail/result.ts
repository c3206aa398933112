import type { LoadPlan } from '../service/load.js';

export type Load = LoadPlan['load'];

/** A server as it is, one without record and entry, and one that has no line in the decision log either. */
export const variants = ['whole', 'withoutRecord', 'withoutLine'] as const;
export type Variant = (typeof variants)[number];

/** Milliseconds of each request of a round, under the same load on each of them. */
export type Round = Readonly<Record<Variant, readonly number[]>>;

/** Of all requests of all rounds: a time, and which share of it the server as it is would be spared. */
export interface Cost {
  /** Milliseconds. */
  readonly time: number;
  readonly share: number;
  /** 95 of a hundred resamples of the rounds have a share in it. */
  readonly interval: readonly [number, number];
}

export interface Race {
  readonly load: Load;
  readonly rounds: number;
  /** Requests of all rounds to the server as it is. */
  readonly requests: number;
  readonly p50: Readonly<Record<Variant, Cost>>;
  readonly p99: Readonly<Record<Variant, Cost>>;
}

/** What a record and its entry cost, and how large they are. */
export interface TrailResult {
  readonly races: readonly Race[];
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
