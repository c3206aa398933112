import { SextantError } from '../errors.js';
import { checkpointOn, firstCheckpointOn } from '../store/audit-checkpoints.js';
import { entryHashes } from '../store/audit-entries.js';
import type { Database } from '../store/database.js';
import { type Checkpoint, parseCheckpoint } from './checkpoint.js';
import { append, type CompactRange, emptyRange, readRange, rootOf, sizeOf } from './merkle.js';
import { beginning } from './pruned-range.js';
import { parseNote, publicKeyFrom, signersOf } from './signed-note.js';
import type { SigningKey } from './signing-key.js';

/** What a chain was when its newest note was signed, told by the note and not by the database. */

/** A note in the folder, which who writes the database cannot write. */
export interface NoteInFile extends Checkpoint {
  /** Of the file. */
  readonly name: string;
}

/** A tree, and the hash of the entry that is its last leaf. */
export interface Grown {
  readonly tree: CompactRange;
  readonly lastEntryHash: string;
}

/** Trees that this process saw agree with notes, and roots that it saw contradicted. */
interface Known {
  readonly trees: Map<string, CompactRange>;
  readonly contradicted: Set<string>;
}
const knownBy = new WeakMap<object, Known>();

function knownOf(owner: object): Known {
  const known = knownBy.get(owner) ?? { trees: new Map<string, CompactRange>(), contradicted: new Set<string>() };
  knownBy.set(owner, known);
  return known;
}

/** Of a chain on which a note was just signed. */
export const remember = (owner: object, chainId: string, tree: CompactRange): void => {
  knownOf(owner).trees.set(chainId, tree);
};

interface Before {
  readonly chainId: string;
  readonly newest: NoteInFile | undefined;
  /** Whose notes these are. */
  readonly owner: { readonly openKey: () => SigningKey };
}

/**
 * The tree from which the next note goes on: that of the newest one, or where there is none the beginning of the chain. Of the database it
 * takes what has the note's root: a tree that is kept there, or else the entries themselves.
 * @throws SextantError `trail_contradicted` where they have another
 */
export async function noteBefore(db: Database, { chainId, newest, owner }: Before): Promise<CompactRange> {
  const start = await beginning(db, chainId);
  const pruned = start.pruned ?? emptyRange;
  if (newest === undefined) return pruned;
  const isPruned = start.from > newest.size + 1;
  const since = isPruned ? await signedSince(db, { chainId, newest, owner }, start.from - 1) : undefined;
  const { root, size, lastEntryHash } = since ?? newest;
  const known = knownOf(owner);
  const isEnd =
    start.from === size + 1
      ? start.prevHash === lastEntryHash
      : await endsAs(db, { chainId, upTo: size }, lastEntryHash);
  if (known.contradicted.has(root) || !isEnd) throw contradicts(newest);
  const isIt = (tree: CompactRange | undefined): tree is CompactRange =>
    tree !== undefined && sizeOf(tree) === size && rootOf(tree).toString('hex') === root;
  const candidates = [
    () => Promise.resolve(known.trees.get(chainId)),
    () => keptTree(db, chainId, size),
    () => Promise.resolve(pruned),
    async () => (await grown(db, { chainId, upTo: size }, pruned))?.tree,
  ];
  for (const candidate of candidates) {
    const tree = await candidate();
    if (!isIt(tree)) continue;
    known.trees.set(chainId, tree);
    return tree;
  }
  // Entries that are no longer read again and again, until the note is another.
  known.contradicted.add(root);
  throw contradicts(newest);
}

/**
 * The note from which to go on where a server with a folder of its own pruned what the newest one here vouches for: the first in the database that vouches
 * for the last entry that went, which is at a place after it. It has a signature by this key, so that who writes the database did not make it.
 */
async function signedSince(
  db: Database,
  { chainId, newest, owner }: Before & { readonly newest: NoteInFile },
  prunedUpTo: number,
): Promise<Checkpoint | undefined> {
  const row = await firstCheckpointOn(db, chainId, prunedUpTo);
  const note = parseNote(row?.note ?? '');
  const { publicKey: bytes } = owner.openKey();
  const isSigned = note && signersOf(note, [{ name: null, bytes, publicKey: publicKeyFrom(bytes) }]).length > 0;
  const told = isSigned ? parseCheckpoint(note.text) : undefined;
  return told?.origin === newest.origin ? told : undefined;
}

interface Part {
  readonly chainId: string;
  readonly upTo: number;
}

/** Whether the last entry of a part is the one of the note: its hash stands for all before it. Where more was pruned nobody can tell. */
async function endsAs(db: Database, { chainId, upTo }: Part, lastEntryHash: string): Promise<boolean> {
  for await (const hash of entryHashes(db, { chainId, after: upTo - 1, upTo })) return hash === lastEntryHash;
  return false;
}

async function keptTree(db: Database, chainId: string, size: number): Promise<CompactRange | undefined> {
  const row = await checkpointOn(db, chainId, size);
  return row && readRange(row.tree);
}

export const contradictedHint =
  'Nothing more of it is signed, and nothing of it taken away. Verify it to see what was changed: `sextant audit verify`, or POST /v1/audit/verify; and keep the notes.';

const contradicts = ({ name, size }: NoteInFile): SextantError =>
  new SextantError(
    'trail_contradicted',
    `The trail is not the one that the note on its first ${size} entries vouches for.`,
    { hint: contradictedHint, fields: { note: name } },
  );

/** The tree with the entries up to a place; `undefined` where it has them all. */
export async function grown(db: Database, { chainId, upTo }: Part, from: CompactRange): Promise<Grown | undefined> {
  let tree = from;
  let lastEntryHash: string | undefined;
  for await (const hash of entryHashes(db, { chainId, after: sizeOf(from), upTo })) {
    tree = append(tree, Buffer.from(hash, 'hex'));
    lastEntryHash = hash;
  }
  return lastEntryHash === undefined ? undefined : { tree, lastEntryHash };
}
