import { once } from 'node:events';
import { createWriteStream, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { SextantError } from '../../errors.js';
import type { AuditEntry } from '../check-entries.js';
import type { NoteFile } from '../check-notes.js';
import type { KeyRecord } from '../trusted-keys.js';
import type { TrailRange } from '../verify-trail.js';
import { entryLine, fileNames, json, noteFile, rangeText, ruleSetFile } from './format.js';

export interface BundleContent {
  readonly range: TrailRange;
  readonly entries: AsyncIterable<AuditEntry>;
  readonly notes: Iterable<NoteFile>;
  readonly keys: readonly KeyRecord[];
  /** Canonical JSON, with its hash. */
  readonly ruleSets: Iterable<{ readonly hash: string; readonly body: string }>;
}

/**
 * Writes a chain into a folder, which is made; entries go through one at a time. Throws `usage_invalid` where something is
 * in the folder already.
 */
export async function writeBundle(folder: string, content: BundleContent): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) {
    throw new SextantError('usage_invalid', 'The folder for the trail is not empty.', { hint: 'Name a new folder.' });
  }
  const { range, entries, notes, keys, ruleSets } = content;
  writeFiles(
    join(folder, fileNames.notes),
    notes,
    ({ name, text }) => [name, text],
    (name) => noteFile.test(name) && /^[\w.-]+$/.test(name),
  );
  writeFiles(
    join(folder, fileNames.ruleSets),
    ruleSets,
    ({ hash, body }) => [`${hash}.json`, body],
    (name) => ruleSetFile.test(name),
  );
  writeFileSync(join(folder, fileNames.keys), json(keys));
  await writeEntries(join(folder, fileNames.entries), entries);
  writeFileSync(join(folder, fileNames.range), rangeText(range));
}

/** Takes away what `writeBundle` has written. */
export function emptyBundle(folder: string): void {
  for (const name of Object.values(fileNames)) rmSync(join(folder, name), { recursive: true, force: true });
}

function writeFiles<T>(
  folder: string,
  items: Iterable<T>,
  toFile: (item: T) => readonly [name: string, text: string],
  isName: (name: string) => boolean,
): void {
  mkdirSync(folder);
  for (const item of items) {
    const [name, text] = toFile(item);
    if (!isName(name)) throw new TypeError(`no file of a bundle has the name ${JSON.stringify(name)}`);
    writeFileSync(join(folder, name), text, { flag: 'wx' });
  }
}

async function writeEntries(path: string, entries: AsyncIterable<AuditEntry>): Promise<void> {
  const file = createWriteStream(path, { flags: 'wx', highWaterMark: 2 ** 20 });
  const written = finished(file);
  // Awaited below; until then a failure must not count as unhandled.
  written.catch(() => undefined);
  try {
    for await (const entry of entries)
      if (!file.write(entryLine(entry))) await Promise.race([once(file, 'drain'), written]);
  } finally {
    file.end();
  }
  await written;
}
