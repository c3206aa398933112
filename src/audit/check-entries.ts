import { canonicalize } from '../canonical-json.js';
import { isDeeperThan } from '../json-depth.js';
import { entryHash, type EntryHead, payloadHash } from './entry-hash.js';
import type { FindingCode, Findings } from './findings.js';

/** An entry as it is stored and exported. */
export interface AuditEntry extends EntryHead {
  /** Canonical JSON; `null` where it was erased. */
  readonly payload: string | null;
  readonly entryHash: string;
  /** The copy that serves queries, where it shall be compared. */
  readonly copy?: unknown;
}

/** An entry to be judged. */
export interface EntryToCheck extends AuditEntry {
  /** Whether what the entry is found by says what the payload says, where the entry is of a store that is asked by such. */
  readonly isFound?: () => boolean;
}

/** Lists and objects of JSON within one another; verifiers in other languages have no more room. */
export const MOST_DEPTH = 200;

/** Where a chain begins, for a verifier that has nothing of what was before. */
export interface ChainStart {
  readonly chainId: string;
  readonly seq: number;
  /** Entry hash of the predecessor; `genesisHash` before the first entry. */
  readonly prevHash: string;
}

/** The entry before the one that is looked at; what is not known of it cannot be compared. */
interface Predecessor {
  readonly seq: number;
  readonly hash: string | undefined;
  readonly occurredAt: number | undefined;
}

interface Erasure {
  readonly payloadHash: string;
  /** What the entry is found to be when an erasure names it. */
  readonly verdict: FindingCode;
}

export interface EntryChecker {
  /** Judges the next entry; `null`: there is something in its place that is no entry. Whether it takes a new place in the chain. */
  readonly check: (entry: EntryToCheck | null) => boolean;
  /** Judges what could only be known at the end. */
  readonly finish: () => void;
  /** Place of the last entry. */
  readonly lastSeq: () => number;
}

/** Judges the entries of a chain one after the other; of those behind it keeps nothing but payloads that are gone. */
export function createEntryChecker({ chainId, seq, prevHash }: ChainStart, findings: Findings): EntryChecker {
  let before: Predecessor = { seq: seq - 1, hash: prevHash, occurredAt: undefined };
  const erasures = new Map<number, Erasure>();

  const judge = (entry: EntryToCheck): FindingCode | undefined => {
    if (entry.seq > before.seq + 1) return 'gap';
    if (entry.chainId !== chainId || !recomputes(entry)) return 'content_edited';
    const verdict = compare(entry, before);
    if (entry.payload !== null) return verdict;
    erasures.set(entry.seq, { payloadHash: entry.payloadHash, verdict: verdict ?? 'erased' });
    return undefined;
  };

  const resolve = (entry: AuditEntry): void => {
    const named = entry.kind === 'erasure' ? erasedBy(entry) : undefined;
    const erasure = named && erasures.get(named.seq);
    if (erasure === undefined || erasure.payloadHash !== named?.payloadHash) return;
    erasures.delete(named.seq);
    findings.add(erasure.verdict, { first: named.seq });
  };

  return {
    check: (entry) => {
      if (entry === null) {
        before = { seq: before.seq + 1, hash: undefined, occurredAt: undefined };
        findings.add('content_edited', { first: before.seq });
        return true;
      }
      if (entry.seq <= before.seq) {
        findings.add('fork', { first: entry.seq });
        return false;
      }
      const verdict = judge(entry);
      if (verdict === 'gap') {
        const [first, last] = [before.seq + 1, entry.seq - 1];
        findings.add(verdict, { first, last, count: last - first + 1 });
      } else if (verdict !== undefined) findings.add(verdict, { first: entry.seq });
      if (verdict === undefined || verdict === 'time_order') resolve(entry);
      before = { seq: entry.seq, hash: entry.entryHash, occurredAt: entry.occurredAt };
      return true;
    },
    finish: () => {
      for (const place of erasures.keys()) findings.add('content_edited', { first: place });
      erasures.clear();
    },
    lastSeq: () => before.seq,
  };
}

const recomputes = (entry: AuditEntry): boolean =>
  (entry.payload === null || payloadHash(entry.payload) === entry.payloadHash) && entryHash(entry) === entry.entryHash;

function compare(entry: EntryToCheck, before: Predecessor): FindingCode | undefined {
  if (before.hash !== undefined && entry.prevHash !== before.hash) return 'link_broken';
  if (entry.isFound?.() === false) return 'copy_differs';
  if (entry.copy !== undefined && !isCopy(entry.copy, entry.payload)) return 'copy_differs';
  // A warning is the verdict only where no damage is.
  return before.occurredAt !== undefined && entry.occurredAt < before.occurredAt ? 'time_order' : undefined;
}

/** A copy that has no canonical text, or is nested too deep to be written, is none. */
function isCopy(copy: unknown, payload: string | null): boolean {
  if (payload === null) return copy === null;
  try {
    return canonicalize(copy) === payload;
  } catch {
    return false;
  }
}

/** The entry whose payload an erasure took away. */
function erasedBy({ payload }: AuditEntry): { seq: number; payloadHash: string } | undefined {
  const { seq, payloadHash: hash } = asObject(payload ?? 'null');
  return typeof seq === 'number' && typeof hash === 'string' ? { seq, payloadHash: hash } : undefined;
}

function asObject(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    const isRead = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isRead && !isDeeperThan(MOST_DEPTH, value) ? { ...value } : {};
  } catch {
    return {};
  }
}
