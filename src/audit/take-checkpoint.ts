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
import { checkpointOf, checkpointText, keyNameOf, originOf } from './checkpoint.js';
import { type CompactRange, rootOf, sizeOf, writeRange } from './merkle.js';
import { grown, type Grown, type NoteInFile, noteBefore, remember } from './note-before.js';
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

interface Signing {
  readonly chainId: string;
  readonly upTo: number;
}

/**
 * Signs what a chain is now: a note in a file, and a copy of it in the database. Goes on from the newest note in a file, which the database
 * must agree with: whoever writes there, without the folder, gets no note on anything else, and no note taken away. Gives back the
 * number of entries that it vouches for; `undefined` where there is nothing new.
 * @throws SextantError `trail_contradicted` where the chain is not the one that the newest note vouches for, `store_failed` where the note cannot be written
 */
export async function takeCheckpoint(
  db: Database,
  { chainId, upTo }: Signing,
  notary: Notary,
): Promise<number | undefined> {
  const installation = await installationId(db, notary.createId);
  const { newest, tree } = await newestBefore(db, { chainId, origin: originOf(installation, chainId) }, notary);
  const isOn = newest === undefined || rootOf(tree).toString('hex') === newest.root;
  const now = await grown(db, { chainId, upTo }, tree);
  if (now === undefined) return undefined;
  const [last, earlier] = await listCheckpoints(db, { chainId, limit: 2 });
  await sign(db, { installation, chainId, grown: now }, notary);
  remember(notary, chainId, now.tree);
  // Where the new note vouches for what the newest did, a database that lies about times takes none away that says more.
  if (isOn && last && earlier && last.createdAt - earlier.createdAt < KEPT_EVERY_MS) {
    await deleteCheckpoint(db, chainId, last.size);
    if (last.size === newest?.size) await rm(join(notary.folder, chainId, newest.name), { force: true });
  }
  return sizeOf(now.tree);
}

/** All that is read is of one moment, whatever others prune meanwhile. */
const asItIsNow = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;

interface OfChain {
  readonly chainId: string;
  readonly origin: string;
}

/** The newest note in a file and its tree. One that was read just before others signed and pruned beyond it is contradicted by what is no more: theirs counts. */
async function newestBefore(
  db: Database,
  of: OfChain,
  notary: Notary,
): Promise<{ readonly newest: NoteInFile | undefined; readonly tree: CompactRange }> {
  for (let newest = newestNote(notary.folder, of); ; ) {
    try {
      const before = { chainId: of.chainId, newest, owner: notary };
      return { newest, tree: await db.transaction((tx) => noteBefore(tx, before), asItIsNow) };
    } catch (error) {
      if (!isContradiction(error)) throw error;
      const since = newestNote(notary.folder, of);
      if (since?.name === newest?.name) throw error;
      newest = since;
    }
  }
}

const isContradiction = (error: unknown): boolean =>
  error instanceof SextantError && error.code === 'trail_contradicted';

/** The same, where what is to be done comes after the note and is to be done without it: a chain that the newest note contradicts gets none. */
export async function takeCheckpointIfSound(...given: Parameters<typeof takeCheckpoint>): Promise<void> {
  try {
    await takeCheckpoint(...given);
  } catch (error) {
    if (!isContradiction(error)) throw error;
  }
}

interface ToSign {
  readonly installation: string;
  readonly chainId: string;
  readonly grown: Grown;
}

async function sign(
  db: Database,
  { installation, chainId, grown: { tree, lastEntryHash } }: ToSign,
  { folder, openKey, clock }: Notary,
): Promise<void> {
  const { privateKey, publicKey } = openKey();
  const name = keyNameOf(installation);
  const now = clock.now();
  const size = sizeOf(tree);
  const root = rootOf(tree).toString('hex');
  const text = checkpointText({ origin: originOf(installation, chainId), size, root, lastEntryHash });
  const note = signNote(text, name, privateKey);
  await writeNote(join(folder, chainId), { size, root }, note);
  // Each of them alone would wait for the disk once, and those who record wait for it too.
  await db.transaction(async (tx) => {
    await saveAuditKey(tx, { name, publicKey: publicKey.toString('base64'), validFrom: now, validUntil: null });
    await saveCheckpoint(tx, { chainId, size, note, tree: writeRange(tree), createdAt: now });
  });
}

/** Of the notes in files that on the most entries. A file that is none says nothing, nor does one of another database that used the folder. */
function newestNote(folder: string, { chainId, origin }: OfChain): NoteInFile | undefined {
  const names = noteNames(folder, chainId).toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
  for (const name of names) {
    const note = checkpointOf(readIfCan(join(folder, chainId, name)));
    if (note?.origin === origin) return { name, ...note };
  }
  return undefined;
}

/** Why there is nothing to read: another process took it away meanwhile, and then a newer one is there. */
const gone: ReadonlySet<unknown> = new Set(['ENOENT', 'ESTALE']);
/** Why what is there is no file, and so no note. */
const noFile: ReadonlySet<unknown> = new Set(['EISDIR', 'ELOOP', 'ENXIO']);

/**
 * Undefined where it is gone, empty where it is no file.
 * @throws SextantError `store_unavailable` for what may pass: it says nothing of the note
 */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (gone.has(code)) return undefined;
    if (noFile.has(code)) return '';
    throw new SextantError('store_unavailable', `A signed note on the trail cannot be read (${String(code)}).`, {
      hint: 'Try again in a while; check that the data folder can be read.',
      cause,
    });
  }
}

/** For whom it is enough to know what can be read. */
function readIfCan(path: string): string {
  try {
    return readIfThere(path) ?? '';
  } catch {
    return '';
  }
}

/** A place that another database has, which used the folder before, is told apart by the root. */
const noteNameIn = (folder: string, { size, root }: Pick<NoteInFile, 'size' | 'root'>): string => {
  const place = String(size).padStart(12, '0');
  return existsSync(join(folder, `${place}.note`)) ? `${place}-${root.slice(0, 8)}.note` : `${place}.note`;
};

/** Appears whole or not at all. */
async function writeNote(folder: string, of: Pick<NoteInFile, 'size' | 'root'>, note: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const name = noteNameIn(folder, of);
    const draft = join(folder, `.${name}.${randomUUID()}`);
    await writeFile(draft, note, { flush: true });
    await rename(draft, join(folder, name));
  } catch (cause) {
    throw new SextantError('store_failed', 'The signed note on the trail cannot be written.', {
      hint: 'Check that the data folder is writable and that its disk is not full.',
      cause,
    });
  }
}

/** The notes on a chain that are in files. */
export const noteFiles = (folder: string, chainId: string): NoteFile[] =>
  noteNames(folder, chainId).flatMap((name) => {
    const text = readIfThere(join(folder, chainId, name));
    return text === undefined ? [] : [{ name, text }];
  });

function noteNames(folder: string, chainId: string): string[] {
  try {
    return readdirSync(join(folder, chainId)).filter((name) => /^\d+(?:-[0-9a-f]{8})?\.note$/.test(name));
  } catch {
    return [];
  }
}
