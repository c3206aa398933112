import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { SextantError } from '../errors.js';
import type { NoteFile } from './check-notes.js';
import { openBundle, readKeys, readNotes } from './bundle/read.js';
import { type TrustedKey, trust } from './trusted-keys.js';
import { type TrailReport, verifyTrail, withAltered } from './verify-trail.js';

export interface BundleToVerify {
  readonly folder: string;
  /** Keys that the reader trusts; without them those of the bundle are taken, which prove nothing by themselves. */
  readonly keys?: readonly TrustedKey[] | undefined;
  /** Folder of notes that the reader kept, beside those in the bundle. */
  readonly notes?: string | undefined;
}

export interface BundleReport extends TrailReport {
  /** Whose keys were believed. */
  readonly keys: 'given' | 'bundle';
}

/** Verifies an exported chain. Throws `bundle_invalid` where the folder is none. */
export async function verifyBundle({ folder, keys, notes: kept }: BundleToVerify): Promise<BundleReport> {
  const bundle = openBundle(folder);
  const report = await verifyTrail({
    range: bundle.range,
    entries: bundle.entries(),
    notes: kept === undefined ? bundle.notes() : chain(bundle.notes(), keptNotes(kept)),
    keys: keys ?? bundle.keys().map(trust),
  });
  return { ...withAltered(report, bundle.alteredRuleSets()), keys: keys === undefined ? 'bundle' : 'given' };
}

function* chain<T>(...lists: readonly Iterable<T>[]): Generator<T> {
  for (const list of lists) yield* list;
}

/** Notes in a folder that a reader kept. Throws `file_not_found`. */
export const keptNotes = (folder: string): Iterable<NoteFile> => readNotes(realPath(folder));

/** The keys of a file that somebody trusts, of the form of a bundle's `keys.json`. Throws `file_not_found`, `bundle_invalid`. */
export function readTrustedKeys(path: string): TrustedKey[] {
  const real = realPath(path);
  return readKeys(dirname(real), basename(real)).map(trust);
}

/** Links are followed where the reader named the place, and a place that is not there is told. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    throw new SextantError('file_not_found', `There is no ${basename(path)}.`, { cause });
  }
}
