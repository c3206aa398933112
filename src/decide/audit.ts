import type { NoteFile } from '../audit/check-notes.js';
import { payloadHash } from '../audit/entry-hash.js';
import { describeFinding } from '../audit/describe-finding.js';
import type { Finding } from '../audit/findings.js';
import { emptyBundle, writeBundle } from '../audit/bundle/write.js';
import { storedTrail, type TrailSource } from '../audit/stored-trail.js';
import { takeCheckpoint, takeCheckpointIfSound } from '../audit/take-checkpoint.js';
import { serviceChain } from '../audit/trail-events.js';
import { isKeyRecord, type TrustedKey } from '../audit/trusted-keys.js';
import { keptNotes } from '../audit/verify-bundle.js';
import { type TrailReport, verifyTrail, withAltered } from '../audit/verify-trail.js';
import { listAuditKeys, listCheckpoints as listNotes } from '../store/audit-checkpoints.js';
import { chainEnds, listEntries } from '../store/audit-entries.js';
import { lastUpkeep } from '../store/audit-upkeep.js';
import type { Database } from '../store/database.js';
import { ruleSetsOf } from '../store/rule-sets.js';
import type { AuditCheckpointRow, AuditEntryRow } from '../store/schema.js';
import { SextantError } from '../errors.js';
import type { Context } from './context.js';
import { eachChain } from './each-chain.js';

/** The same, of the trail of the service itself: its starts and stops, and its keys. Of one workspace's nobody may see it who has only a key of that. */
export const ofService = (context: Context): Context => ({ ...context, workspaceId: serviceChain });

/** A page of what is ordered by a place in the chain. */
export interface PlacePage {
  /** Only what is before. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Entries of the workspace's chain, the newest first, as they are stored. */
export const listAuditEntries = (context: Context, page: PlacePage): Promise<AuditEntryRow[]> =>
  context.store(({ db }) => listEntries(db, { ...page, chainId: context.workspaceId }));

/** Signed notes on the workspace's chain, the newest first. */
export const listCheckpoints = (context: Context, page: PlacePage): Promise<AuditCheckpointRow[]> =>
  context.store(({ db }) => listNotes(db, { ...page, chainId: context.workspaceId }));

export interface VerifiedTrail extends TrailReport {
  readonly findings: readonly (Finding & { readonly message: string })[];
  /** Whose keys were believed: the store's own prove nothing by themselves. */
  readonly keys: 'given' | 'store';
}

export interface VerifyRequest {
  readonly keys?: readonly TrustedKey[] | undefined;
  /** Folder of notes that the reader kept, beside those that are here. */
  readonly notes?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Recomputes the workspace's chain from its first entry on, and compares it with the notes on it and with what decisions are found by; and the rule sets that decided.
 * @throws SextantError `store_unavailable` where it is erased from or pruned again and again meanwhile
 */
export const verifyAudit = (context: Context, request: VerifyRequest = {}): Promise<VerifiedTrail> =>
  context.store(({ db }) => {
    const { notes, ...rest } = request;
    const place = { chainId: context.workspaceId, folder: context.notary.folder };
    return verifyChain(db, place, { ...rest, notes: notes === undefined ? [] : keptNotes(notes) });
  });

interface ChainRequest extends Omit<VerifyRequest, 'notes'> {
  /** Notes that the reader kept. */
  readonly notes?: Iterable<NoteFile> | undefined;
}

/** The same of any chain, in a store that is open; `folder` has the notes of this machine. */
export async function verifyChain(
  db: Database,
  { chainId, folder }: Pick<TrailSource, 'chainId' | 'folder'>,
  { keys, notes = [], signal }: ChainRequest,
): Promise<VerifiedTrail> {
  const kept = [...notes];
  const found = await inPeace(db, chainId, async () => {
    const trail = await storedTrail(db, { chainId, folder, keys });
    return verifyTrail({ ...trail, notes: [...trail.notes, ...kept], entries: until(trail.entries, signal) });
  });
  const altered = (await ruleSetsOf(db, chainId)).filter(({ hash, body }) => payloadHash(body) !== hash);
  const report = withAltered(
    found,
    altered.map(({ hash }) => `${hash}.json`),
  );
  const findings = report.findings.map((finding) => ({ ...finding, message: describeFinding(finding) }));
  return { ...report, findings, keys: keys === undefined ? 'store' : 'given' };
}

/** So often is a trail read anew from which something was taken away meanwhile. */
const TRIES = 5;

/**
 * Reads a trail as it is at one time, or else again: what is erased or pruned while pages of it are read would look like damage, since the entry that tells of it comes
 * after the end that was there before.
 */
async function inPeace<T>(db: Database, chainId: string, read: () => Promise<T>): Promise<T> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const before = await lastUpkeep(db, chainId);
    const found = await read();
    if ((await lastUpkeep(db, chainId)) === before) return found;
  }
  throw new SextantError(
    'store_unavailable',
    'Entries were erased or pruned again and again while the trail was read.',
    {
      hint: 'Ask again when that has ended.',
    },
  );
}

/**
 * Signs what is new in every chain; how many notes there are more.
 * @throws after the last chain what kept one from being signed
 */
export const checkpoint = (context: Context): Promise<number> =>
  context.store(async ({ db }) => {
    const taken = await eachChain(await chainEnds(db), ({ chainId, seq }) =>
      takeCheckpoint(db, { chainId, upTo: seq }, context.notary),
    );
    return taken.filter((size) => size !== undefined).length;
  });

/**
 * Writes the workspace's chain into a new folder, after a note on its end; without one where the newest contradicts it.
 * @throws SextantError `usage_invalid` where something is in the folder already, `store_unavailable` as verification
 */
export const exportAudit = (
  context: Context,
  { folder, signal }: { readonly folder: string; readonly signal?: AbortSignal | undefined },
): Promise<{ readonly entries: number }> =>
  context.store(async ({ db }) => {
    const { workspaceId: chainId, notary } = context;
    let isBegun = false;
    return inPeace(db, chainId, async () => {
      if (isBegun) emptyBundle(folder);
      const [last] = await listEntries(db, { chainId, limit: 1 });
      // Who looks into a trail that was damaged wants it as it is.
      if (last) await takeCheckpointIfSound(db, { chainId, upTo: last.seq }, notary);
      const { range, entries, notes } = await storedTrail(db, { chainId, folder: notary.folder });
      const [keys, ruleSets] = [(await listAuditKeys(db)).filter(isKeyRecord), await ruleSetsOf(db, chainId)];
      await writeBundle(folder, { range, entries: until(entries, signal), notes, keys, ruleSets });
      isBegun = true;
      return { entries: range.to - range.from + 1 };
    });
  });

async function* until<T>(items: AsyncIterable<T>, signal: AbortSignal | undefined): AsyncGenerator<T> {
  for await (const item of items) {
    signal?.throwIfAborted();
    yield item;
  }
}
