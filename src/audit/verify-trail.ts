import { createEntryChecker, type EntryToCheck } from './check-entries.js';
import { createNoteChecker, type NoteCounts, type NoteFile } from './check-notes.js';
import { genesisHash } from './entry-hash.js';
import { createFindings, type Finding } from './findings.js';
import { type CompactRange, emptyRange, sizeOf } from './merkle.js';
import type { TrustedKey } from './trusted-keys.js';

/** The entries that are there, and after pruning what is kept of those before. */
export interface TrailRange {
  readonly chainId: string;
  /** Place of the first entry: 1 unless earlier ones were pruned. */
  readonly from: number;
  /** Place of the last; `from - 1` where there is none. */
  readonly to: number;
  /** Over the entries before `from`. */
  readonly pruned?: CompactRange | undefined;
  /** Hash of the entry before `from`. */
  readonly prevHash?: string | undefined;
}

export interface Trail {
  readonly range: TrailRange;
  /** In order; `null` stands for what is there in place of an entry and is none. */
  readonly entries: AsyncIterable<EntryToCheck | null>;
  readonly notes: Iterable<NoteFile>;
  /** Keys whose signatures count. */
  readonly keys: readonly TrustedKey[];
}

export interface TrailReport {
  readonly chainId: string;
  readonly from: number;
  /** Place of the last entry that is there. */
  readonly to: number;
  readonly entries: number;
  /** No damage was found; a warning is none. */
  readonly intact: boolean;
  readonly findings: readonly Finding[];
  readonly notes: NoteCounts;
  /** Place of the last entry that a good note vouches for; 0 for none. */
  readonly witnessed: number;
  /** Entries after it: what of them was cut off, or made anew from there on, cannot be seen. */
  readonly unwitnessed: number;
}

/**
 * Recomputes everything of a chain and says what is wrong, in one pass that keeps next to nothing. An entry has one
 * verdict at most, the first that applies in the order of `findingSeverities`. Throws `RangeError` where the range
 * contradicts itself.
 */
export async function verifyTrail({ range, entries, notes, keys }: Trail): Promise<TrailReport> {
  const { chainId, from, to, pruned = emptyRange, prevHash = genesisHash } = range;
  if (sizeOf(pruned) !== from - 1) throw new RangeError('what was pruned does not end before the first entry');
  const findings = createFindings();
  const entryChecker = createEntryChecker({ chainId, seq: from, prevHash }, findings);
  const noteChecker = createNoteChecker({ chainId, notes, keys, pruned, prevHash }, findings);
  let count = 0;
  let size = from - 1;
  for await (const entry of entries) {
    count++;
    if (!entryChecker.check(entry) || entry === null || entry.seq !== size + 1) continue;
    noteChecker.add(entry);
    size++;
  }
  entryChecker.finish();
  const lastSeq = entryChecker.lastSeq();
  const result = noteChecker.finish(lastSeq);
  if (lastSeq < to) findings.add('truncated', { first: lastSeq + 1, last: to });
  const list = findings.list();
  return {
    chainId,
    from,
    to: lastSeq,
    entries: count,
    intact: list.every(({ severity }) => severity !== 'damage'),
    findings: list,
    ...result,
    unwitnessed: lastSeq - Math.max(result.witnessed, from - 1),
  };
}

/** The report with the rule sets whose content has another hash than their name. */
export function withAltered(report: TrailReport, files: readonly string[]): TrailReport {
  const findings = createFindings();
  for (const file of files) findings.add('rule_set_differs', { file });
  const altered = findings.list();
  return { ...report, intact: report.intact && altered.length === 0, findings: [...report.findings, ...altered] };
}
