import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import {
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { SextantError } from '../../errors.js';
import type { AuditEntry } from '../check-entries.js';
import type { NoteFile } from '../check-notes.js';
import { MOST_NOTE_BYTES } from '../signed-note.js';
import { type KeyRecord, keyRecordsSchema } from '../trusted-keys.js';
import type { TrailRange } from '../verify-trail.js';
import { fileNames, limits, noteFile, parseEntry, parseRange, ruleSetFile } from './format.js';
import { readLines } from './lines.js';

/** A bundle opened for reading. Nothing in it is believed: files are read once each, with bounds, and links are not followed. */
export interface Bundle {
  readonly range: TrailRange;
  /** `keys.json`. Throws `bundle_invalid`. */
  readonly keys: () => readonly KeyRecord[];
  readonly notes: () => Generator<NoteFile>;
  readonly entries: () => AsyncGenerator<AuditEntry | null>;
  /** Names of rule sets whose content has another hash than their name. */
  readonly alteredRuleSets: () => string[];
  /** Canonical JSON of the rule set with a hash, which is checked. Throws `bundle_invalid`. */
  readonly ruleSet: (hash: string) => string;
}

/** Throws `bundle_invalid` where the folder is no bundle. */
export function openBundle(folder: string): Bundle {
  const range = parseRange(readJson(folder, fileNames.range));
  if (range === undefined) throw invalid(fileNames.range, 'does not say which entries are there');
  return {
    range,
    keys: () => readKeys(folder, fileNames.keys),
    notes: () => readNotes(join(folder, fileNames.notes)),
    entries: () => readEntries(folder),
    alteredRuleSets: () => alteredRuleSets(join(folder, fileNames.ruleSets)),
    ruleSet: (expected) => readRuleSet(join(folder, fileNames.ruleSets), expected),
  };
}

/** Records of keys in a file of the form of `keys.json`. */
export function readKeys(folder: string, name: string): readonly KeyRecord[] {
  const { data } = keyRecordsSchema.safeParse(readJson(folder, name));
  if (data === undefined) throw invalid(name, 'is not a list of keys');
  return data;
}

/** Every file that ends in `.note`, in no order; one that is too long or no text has an empty text. */
export function* readNotes(folder: string): Generator<NoteFile> {
  for (const name of namesIn(folder)) {
    if (!noteFile.test(name)) continue;
    const bytes = readWhole(folder, name, MOST_NOTE_BYTES);
    yield { name, text: bytes !== undefined && isUtf8(bytes) ? bytes.toString('utf8') : '' };
  }
}

async function* readEntries(folder: string): AsyncGenerator<AuditEntry | null> {
  const file = openFile(folder, fileNames.entries);
  const stream: AsyncIterable<Buffer> = createReadStream('', { fd: file, highWaterMark: 2 ** 20 });
  for await (const line of readLines(stream, limits.line)) yield parseEntry(line);
}

const alteredRuleSets = (folder: string): string[] =>
  namesIn(folder).filter((name) => {
    const [, expected] = ruleSetFile.exec(name) ?? [];
    if (expected === undefined) return false;
    const bytes = readWhole(folder, name, limits.ruleSet);
    return bytes === undefined || hash('sha256', bytes) !== expected;
  });

function readRuleSet(folder: string, expected: string): string {
  const name = `${expected}.json`;
  const bytes = ruleSetFile.test(name) ? readWhole(folder, name, limits.ruleSet) : undefined;
  if (bytes !== undefined && hash('sha256', bytes) === expected) return bytes.toString('utf8');
  throw invalid(name, 'is not the rule set that a decision names');
}

/** Names of what is in a folder of the bundle; none where there is no such folder. */
function namesIn(folder: string): string[] {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) throw invalid(folder, 'is no folder');
  return readdirSync(folder);
}

function readJson(folder: string, name: string): unknown {
  const bytes = readWhole(folder, name, limits.json);
  try {
    if (bytes !== undefined && isUtf8(bytes)) return JSON.parse(bytes.toString('utf8'));
  } catch {
    // Said below, with what is too long.
  }
  throw invalid(name, 'is not JSON, or too long');
}

/** Undefined where the file has more bytes than that. */
function readWhole(folder: string, name: string, most: number): Buffer | undefined {
  const file = openFile(folder, name);
  try {
    return fstatSync(file).size > most ? undefined : readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** A link could lead out of the bundle, and a pipe or a device has no end. */
function openFile(folder: string, name: string): number {
  let file: number;
  try {
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    file = openSync(join(folder, name), flags);
  } catch (cause) {
    throw invalid(name, 'is missing, may not be read, or is a link', cause);
  }
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw invalid(name, 'is no file');
}

function invalid(path: string, what: string, cause?: unknown): SextantError {
  const name = path.replace(/^.*[/\\]/, '');
  return new SextantError('bundle_invalid', `${name} ${what}.`, {
    hint: 'Give the folder of an exported trail: docs/audit.md says what is in it.',
    fields: { file: name },
    cause,
  });
}
