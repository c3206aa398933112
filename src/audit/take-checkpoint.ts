import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
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
import { entryHashes } from '../store/audit-entries.js';
import type { Database } from '../store/database.js';
import type { NoteFile } from './check-notes.js';
import { checkpointText, keyNameOf, originOf } from './checkpoint.js';
import { append, type CompactRange, rootOf, sizeOf } from './merkle.js';
import { signNote } from './signed-note.js';
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

/**
 * Signs what a chain is now: a note in a file, and a copy of it in the database. Goes on from the note before. Gives back the
 * number of entries that it vouches for; `undefined` where there is nothing new.
 */
export async function takeCheckpoint(
  db: Database,
  { chainId, upTo }: { readonly chainId: string; readonly upTo: number },
  notary: Notary,
): Promise<number | undefined> {
  const [last, before] = await listCheckpoints(db, { chainId, limit: 2 });
  const range: CompactRange = {
    from: 0,
    subtrees: (last?.tree ?? []).map(({ size, hash }) => ({ size, hash: Buffer.from(hash, 'hex') })),
  };
  const grown = await grow(db, { chainId, upTo }, range);
  if (grown === undefined) return undefined;
  const { privateKey, publicKey } = notary.openKey();
  const installation = await installationId(db, notary.createId);
  const name = keyNameOf(installation);
  const now = notary.clock.now();
  const size = sizeOf(grown.tree);
  const origin = originOf(installation, chainId);
  const text = checkpointText({
    origin,
    size,
    root: rootOf(grown.tree).toString('hex'),
    lastEntryHash: grown.lastEntryHash,
  });
  const note = signNote(text, name, privateKey);
  const folder = join(notary.folder, chainId);
  await writeNote(folder, size, note);
  const tree = grown.tree.subtrees.map((subtree) => ({ size: subtree.size, hash: subtree.hash.toString('hex') }));
  const passed = last && before && last.createdAt - before.createdAt < KEPT_EVERY_MS ? last : undefined;
  // Each of them alone would wait for the disk once, and those who record wait for it too.
  await db.transaction(async (tx) => {
    await saveAuditKey(tx, { name, publicKey: publicKey.toString('base64'), validFrom: now, validUntil: null });
    await saveCheckpoint(tx, { chainId, size, note, tree, createdAt: now });
    if (passed) await deleteCheckpoint(tx, chainId, passed.size);
  });
  if (passed) await rm(join(folder, noteName(passed.size)), { force: true });
  return size;
}

/** The tree with the entries up to a place; `undefined` where it has them all. */
async function grow(
  db: Database,
  { chainId, upTo }: { readonly chainId: string; readonly upTo: number },
  range: CompactRange,
): Promise<{ readonly tree: CompactRange; readonly lastEntryHash: string } | undefined> {
  let tree = range;
  let lastEntryHash: string | undefined;
  for await (const hash of entryHashes(db, { chainId, after: sizeOf(range), upTo })) {
    tree = append(tree, Buffer.from(hash, 'hex'));
    lastEntryHash = hash;
  }
  return lastEntryHash === undefined ? undefined : { tree, lastEntryHash };
}

const noteName = (size: number): string => `${String(size).padStart(12, '0')}.note`;

/** Appears whole or not at all. */
async function writeNote(folder: string, size: number, note: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
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
export function* noteFiles(folder: string, chainId: string): Generator<NoteFile> {
  let names: readonly string[];
  try {
    names = readdirSync(join(folder, chainId));
  } catch {
    return;
  }
  for (const name of names)
    if (/^\d+\.note$/.test(name)) yield { name, text: readFileSync(join(folder, chainId, name), 'utf8') };
}
