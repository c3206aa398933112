import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NoteFile } from '../audit/check-notes.js';
import { chainOfNote } from '../audit/checkpoint.js';
import { noteFiles } from '../audit/take-checkpoint.js';
import { serviceChain } from '../audit/trail-events.js';
import { keptNotes } from '../audit/verify-bundle.js';
import { chainsWithNotes } from '../store/audit-checkpoints.js';
import { chainEnds } from '../store/audit-entries.js';
import type { Database } from '../store/database.js';
import { listWorkspaces } from '../store/keys.js';
import { type VerifiedTrail, type VerifyRequest, verifyChain } from './audit.js';
import type { Context } from './context.js';

/** A chain, and what was found of it. */
export interface VerifiedChain extends VerifiedTrail {
  /** Name of its workspace; `null` for that of the service, and where there is no such workspace. */
  readonly workspace: string | null;
}

export interface VerifiedChains {
  /** No damage was found in any of them. */
  readonly intact: boolean;
  /** Whether they are all of which anything is known here, or that of one workspace alone, which is what a server shows. */
  readonly scope: 'all' | 'workspace';
  readonly keys: VerifiedTrail['keys'];
  readonly chains: readonly VerifiedChain[];
}

/**
 * Verifies every chain of which anything is known here: those that have entries, of workspaces, of the service, and those of which nothing is left but notes.
 * @throws what `verifyAudit` throws
 */
export const verifyChains = (context: Context, request: VerifyRequest = {}): Promise<VerifiedChains> =>
  context.store(async ({ db }) => {
    const { notes, keys, signal } = request;
    const kept = notes === undefined ? new Map<string, NoteFile[]>() : keptByChain(notes, context.workspaceId);
    const workspaces = new Map((await listWorkspaces(db)).map(({ id, name }) => [id, name]));
    const chainIds = [...workspaces.keys(), ...(await knownChains(db, context.notary.folder)), ...kept.keys()];
    const chains: VerifiedChain[] = [];
    for (const chainId of new Set([...chainIds, serviceChain])) {
      const place = { chainId, folder: context.notary.folder };
      const found = await verifyChain(db, place, { keys, signal, notes: kept.get(chainId) });
      chains.push({ ...found, workspace: workspaces.get(chainId) ?? null });
    }
    const intact = chains.every((chain) => chain.intact);
    return { intact, scope: 'all', keys: keys === undefined ? 'store' : 'given', chains };
  });

/** Chains that have entries, or notes in the database or in the folder of notes. */
async function knownChains(db: Database, folder: string): Promise<string[]> {
  const ends = await chainEnds(db);
  const named = foldersIn(folder).filter((name) => noteFiles(folder, name).length > 0);
  return [...ends.map(({ chainId }) => chainId), ...(await chainsWithNotes(db)), ...named];
}

/**
 * Notes that somebody kept, by the chain that they name: those in the folder, and those in folders in it, as the data folder has them.
 * Those that name none are of the folder that they lie in, else of the chain that is told.
 */
function keptByChain(folder: string, unnamed: string): Map<string, NoteFile[]> {
  const kept = new Map<string, NoteFile[]>();
  const add = (note: NoteFile, otherwise: string): void => {
    const chainId = chainOfNote(note.text) ?? otherwise;
    kept.set(chainId, [...(kept.get(chainId) ?? []), note]);
  };
  for (const note of keptNotes(folder)) add(note, unnamed);
  for (const name of foldersIn(folder)) for (const note of keptNotes(join(folder, name))) add(note, name);
  return kept;
}

/** Names of the folders in one; none where it is not there. */
function foldersIn(folder: string): string[] {
  try {
    const found = readdirSync(folder, { withFileTypes: true });
    return found.filter((one) => one.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}
