/** What verification can find, and whether it is damage. In the order in which an entry is judged, then notes, then rule sets. */
export const findingSeverities = {
  /** Two entries at one place, so on one predecessor. */
  fork: 'damage',
  /** Entries are missing: also those that are said to have been pruned, where no good note vouches for them. */
  gap: 'damage',
  /** Payload or entry hash does not recompute; a payload is gone and no erasure says so; the line holds no entry. */
  content_edited: 'damage',
  /** The previous hash is not that of the predecessor. */
  link_broken: 'damage',
  /** The copy for queries is not the payload. */
  copy_differs: 'damage',
  /** Earlier than its predecessor: a clock was set back. */
  time_order: 'warning',
  /** The payload was erased, and a later entry says so. */
  erased: 'note',
  /** The note is none, is of another chain, or is not signed by a key that is trusted for its time. */
  signature_bad: 'damage',
  /** There are fewer entries than were witnessed or promised. */
  truncated: 'damage',
  /** The entries have not the root that was witnessed: the chain was rebuilt. */
  mismatch: 'damage',
  /** The content of a rule set has not the hash that is its name. */
  rule_set_differs: 'damage',
} as const;

export type FindingCode = keyof typeof findingSeverities;

export interface Finding {
  readonly code: FindingCode;
  readonly severity: (typeof findingSeverities)[FindingCode];
  /** Entries, missing entries, notes or rule sets, as the code says. */
  readonly count: number;
  /** Least and greatest place (`seq`) of an entry, size of a note; `null` where none is known. */
  readonly first: number | null;
  readonly last: number | null;
  /** Name of the file, the first by name, where the finding is about a note or a rule set. */
  readonly file: string | null;
}

export interface FindingPlace {
  readonly first?: number | undefined;
  readonly last?: number | undefined;
  readonly file?: string | undefined;
  readonly count?: number;
}

/** Collects findings, one for each code, however many places have it. */
export interface Findings {
  readonly add: (code: FindingCode, place: FindingPlace) => void;
  readonly list: () => Finding[];
}

const codes = Object.keys(findingSeverities) as FindingCode[];

const least = <T extends number | string>(a: T | null, b: T | undefined): T | null =>
  a === null || (b !== undefined && b < a) ? (b ?? null) : a;

const greatest = (a: number | null, b: number | undefined): number | null =>
  a === null || (b !== undefined && b > a) ? (b ?? null) : a;

export function createFindings(): Findings {
  const found = new Map<FindingCode, Finding>();
  return {
    add: (code, { first, last = first, file, count = 1 }) => {
      const before = found.get(code) ?? { count: 0, first: null, last: null, file: null };
      found.set(code, {
        code,
        severity: findingSeverities[code],
        count: before.count + count,
        first: least(before.first, first),
        last: greatest(before.last, last),
        file: least(before.file, file),
      });
    },
    list: () => codes.flatMap((code) => found.get(code) ?? []),
  };
}
