import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SextantError } from '../errors.js';
import {
  deleteCheckpoint,
  installationId,
  listCheckpoints,
  saveAuditKey,
  saveCheckpoint,
} from '../store/audit-checkpoints.js';
import type { Database } from '../store/database.js';
import type { NoteFile } from './check-notes.js';
import { checkpointText, keyNameOf, originOf, parseCheckpoint } from './checkpoint.js';
import { rootOf, sizeOf } from './merkle.js';
import { grown, type Grown, type NoteInFile, noteBefore, remember } from './note-before.js';
import { parseNote, signNote } from './signed-note.js';
import type { SigningKey } from './signing-key.js';

/** Where the notes on chains go, outside of the database, and what signs them. */
export interface Notary {
  /** A folder in it for each chain. */
  readonly folder: string;
  readonly openKey: () => SigningKey;
  readonly createId: () => string;
  readonly clock: { now(): number };
}

/** A note that is older than this against the one before it stays; of the others the newest alone. */
const KEPT_EVERY_MS = 3_600_000;

interface Signing {
  readonly chainId: string;
  readonly upTo: number;
}

/**
 * Signs what a chain is now: a note in a file, and a copy of it in the database. Goes on from the newest note in a file, which the database
 * must agree with: whoever writes there, without the folder, gets no note on anything else, and no note taken away. Gives back the
 * number of entries that it vouches for; `undefined` where there is nothing new.
 * @throws SextantError `store_failed` where the chain is not the one that the newest note vouches for, or the note cannot be written
 */
export async function takeCheckpoint(
  db: Database,
  { chainId, upTo }: Signing,
  notary: Notary,
): Promise<number | undefined> {
  const newest = newestNote(notary.folder, chainId);
  const before = await noteBefore(db, { chainId, newest, owner: notary });
  const now = await grown(db, { chainId, upTo }, before);
  if (now === undefined) return undefined;
  const [last, earlier] = await listCheckpoints(db, { chainId, limit: 2 });
  await sign(db, { chainId, grown: now }, notary);
  remember(notary, chainId, now.tree);
  // The new note vouches for what the newest did: a database that lies about times takes none away that says more.
  if (last && earlier && last.createdAt - earlier.createdAt < KEPT_EVERY_MS) {
    await deleteCheckpoint(db, chainId, last.size);
    if (last.size === newest?.size) await rm(join(notary.folder, chainId, newest.name), { force: true });
  }
  return sizeOf(now.tree);
}

async function sign(
  db: Database,
  { chainId, grown: { tree, lastEntryHash } }: { readonly chainId: string; readonly grown: Grown },
  { folder, openKey, createId, clock }: Notary,
): Promise<void> {
  const { privateKey, publicKey } = openKey();
  const installation = await installationId(db, createId);
  const name = keyNameOf(installation);
  const now = clock.now();
  const size = sizeOf(tree);
  const root = rootOf(tree).toString('hex');
  const text = checkpointText({ origin: originOf(installation, chainId), size, root, lastEntryHash });
  const note = signNote(text, name, privateKey);
  await writeNote(join(folder, chainId), size, note);
  const kept = tree.subtrees.map((subtree) => ({ size: subtree.size, hash: subtree.hash.toString('hex') }));
  // Each of them alone would wait for the disk once, and those who record wait for it too.
  await db.transaction(async (tx) => {
    await saveAuditKey(tx, { name, publicKey: publicKey.toString('base64'), validFrom: now, validUntil: null });
    await saveCheckpoint(tx, { chainId, size, note, tree: kept, createdAt: now });
  });
}

/** Of the notes in files that on the most entries. A file that is none says nothing. */
function newestNote(folder: string, chainId: string): NoteInFile | undefined {
  const names = noteNames(folder, chainId).toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
  for (const name of names) {
    const note = parseCheckpoint(parseNote(readFileSync(join(folder, chainId, name), 'utf8'))?.text ?? '');
    if (note) return { name, ...note };
  }
  return undefined;
}

const noteName = (size: number): string => `${String(size).padStart(12, '0')}.note`;

/** Appears whole or not at all. */
async function writeNote(folder: string, size: number, note: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    // What was signed is never signed otherwise.
    if (existsSync(join(folder, noteName(size)))) throw new Error(`${noteName(size)} is there already`);
    const draft = join(folder, `.${noteName(size)}.${randomUUID()}`);
    await writeFile(draft, note, { flush: true });
    await rename(draft, join(folder, noteName(size)));
  } catch (cause) {
    throw new SextantError('store_failed', 'The signed note on the trail cannot be written.', {
      hint: 'Check that the data folder is writable and that its disk is not full.',
      cause,
    });
  }
}

/** The notes on a chain that are in files. */
export const noteFiles = (folder: string, chainId: string): NoteFile[] =>
  noteNames(folder, chainId).map((name) => ({ name, text: readFileSync(join(folder, chainId, name), 'utf8') }));

function noteNames(folder: string, chainId: string): string[] {
  try {
    return readdirSync(join(folder, chainId)).filter((name) => /^\d+\.note$/.test(name));
  } catch {
    return [];
  }
}
