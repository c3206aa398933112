import { type Checkpoint, isOriginOf, parseCheckpoint } from './checkpoint.js';
import type { Findings } from './findings.js';
import { append, type CompactRange, rootOf, sizeOf } from './merkle.js';
import { parseNote, signersOf } from './signed-note.js';
import type { TrustedKey } from './trusted-keys.js';

/** A signed note and what it is called. */
export interface NoteFile {
  readonly name: string;
  readonly text: string;
}

/** A note whose signature is good. */
interface Witness extends Pick<Checkpoint, 'size' | 'root' | 'lastEntryHash'> {
  readonly file: string;
  /** Time after which none of its keys is trusted. */
  readonly validUntil: number;
}

export interface NoteCounts {
  readonly count: number;
  readonly verified: number;
  readonly signatureBad: number;
  readonly truncated: number;
  readonly mismatch: number;
  /** Of a time before the entries that are there, or of entries of which some are missing. */
  readonly notChecked: number;
}

/** The entry that makes the tree as large as it is. */
interface Leaf {
  readonly entryHash: string;
  /** Undefined where it was pruned. */
  readonly occurredAt: number | undefined;
}

export interface NoteChecker {
  /** The next entry, which follows the one before without a gap. */
  readonly add: (entry: { readonly entryHash: string; readonly occurredAt: number }) => void;
  /** `lastSeq`: place of the last entry that is there. How many entries are witnessed, and the counts. */
  readonly finish: (lastSeq: number) => { witnessed: number; notes: NoteCounts };
}

export interface NotesToCheck {
  readonly chainId: string;
  readonly notes: Iterable<NoteFile>;
  readonly keys: readonly TrustedKey[];
  /** The entries before the first that is there. */
  readonly pruned: CompactRange;
  /** Entry hash of the last of them; `genesisHash` for none. */
  readonly prevHash: string;
}

/** Compares the notes of a chain with the tree over its entries, as it grows. */
export function createNoteChecker(toCheck: NotesToCheck, findings: Findings): NoteChecker {
  const witnesses = readWitnesses(toCheck, findings);
  const { count } = witnesses;
  const totals = { verified: 0, signatureBad: count - witnesses.good.length, truncated: 0, mismatch: 0, notChecked: 0 };
  let tree = toCheck.pruned;
  let size = sizeOf(tree);
  let next = witnesses.good.findIndex((witness) => witness.size >= size);
  if (next < 0) next = witnesses.good.length;
  totals.notChecked = next;
  // A pruning ends at a note, and that one or a newer one is kept: of what else is gone nothing says that it was pruned.
  if (size > 0 && next === witnesses.good.length) findings.add('gap', { first: 1, last: size, count: size });
  let witnessed = 0;

  const judge = ({ size: first, root, lastEntryHash, file, validUntil }: Witness, leaf: Leaf): void => {
    if (leaf.occurredAt !== undefined && leaf.occurredAt > validUntil) {
      totals.signatureBad++;
      findings.add('signature_bad', { first, file });
    } else if (rootOf(tree).toString('hex') !== root || leaf.entryHash !== lastEntryHash) {
      totals.mismatch++;
      findings.add('mismatch', { first, file });
    } else {
      totals.verified++;
      witnessed = first;
    }
  };
  const judgeAll = (leaf: Leaf): void => {
    for (let one = witnesses.good[next]; one?.size === size; one = witnesses.good[++next]) judge(one, leaf);
  };

  judgeAll({ entryHash: toCheck.prevHash, occurredAt: undefined });
  return {
    add: (entry) => {
      tree = append(tree, Buffer.from(entry.entryHash, 'hex'));
      size++;
      judgeAll(entry);
    },
    finish: (lastSeq) => {
      for (const { size: witnessedSize, file } of witnesses.good.slice(next)) {
        if (witnessedSize > lastSeq) {
          totals.truncated++;
          findings.add('truncated', { first: lastSeq + 1, last: witnessedSize, file });
        } else totals.notChecked++;
      }
      return { witnessed, notes: { count, ...totals } };
    },
  };
}

/** The notes whose signatures are good, from the smallest size on, and how many there are at all. */
function readWitnesses({ chainId, notes, keys }: NotesToCheck, findings: Findings) {
  const good: Witness[] = [];
  let count = 0;
  for (const { name: file, text } of notes) {
    count++;
    const note = parseNote(text);
    const checkpoint = note && parseCheckpoint(note.text);
    const signers = note && checkpoint && isOriginOf(chainId, checkpoint.origin) ? signersOf(note, keys) : [];
    if (checkpoint === undefined || signers.length === 0) {
      findings.add('signature_bad', { first: checkpoint?.size, file });
      continue;
    }
    const { size, root, lastEntryHash } = checkpoint;
    const validUntil = Math.max(...signers.map((key) => key.validUntil ?? Number.POSITIVE_INFINITY));
    good.push({ size, root, lastEntryHash, file, validUntil });
  }
  return { count, good: good.toSorted((a, b) => a.size - b.size) };
}
