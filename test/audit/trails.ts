import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { AuditEntry } from '../../src/audit/check-entries.js';
import type { NoteFile } from '../../src/audit/check-notes.js';
import { checkpointText, keyNameOf, originOf } from '../../src/audit/checkpoint.js';
import { entryHash, genesisHash, payloadHash } from '../../src/audit/entry-hash.js';
import { append, type CompactRange, emptyRange, rootOf } from '../../src/audit/merkle.js';
import { publicBytesOf, signNote } from '../../src/audit/signed-note.js';
import type { KeyRecord } from '../../src/audit/trusted-keys.js';
import type { TrailRange } from '../../src/audit/verify-trail.js';
import { canonicalize } from '../../src/canonical-json.js';
import { createRandom } from '../../src/random.js';

export const chainId = 'wsp_00000000-0000-7000-8000-000000000001';
export const installation = 'inst-1';
const began = 1_767_225_600_000;

/** A chain with what belongs to it. */
export interface Trail {
  readonly range: TrailRange;
  readonly entries: readonly AuditEntry[];
  readonly notes: readonly NoteFile[];
  readonly keys: readonly KeyRecord[];
}

export const signer: KeyObject = generateKeyPairSync('ed25519').privateKey;
export const stranger: KeyObject = generateKeyPairSync('ed25519').privateKey;

export const keyRecord = (key: KeyObject, over: Partial<KeyRecord> = {}): KeyRecord => ({
  name: keyNameOf(installation),
  publicKey: publicBytesOf(key).toString('base64'),
  validFrom: began,
  validUntil: null,
  ...over,
});

/** The entry with its own hashes computed anew, and nothing else. */
export function seal(entry: AuditEntry): AuditEntry {
  const hashed = { ...entry, payloadHash: entry.payload === null ? entry.payloadHash : payloadHash(entry.payload) };
  return { ...hashed, entryHash: entryHash(hashed) };
}

/** Entries sealed and linked one to the other, as a forger who may write everything would. */
export function chain(entries: readonly AuditEntry[]): AuditEntry[] {
  let prevHash = entries[0]?.prevHash ?? genesisHash;
  return entries.map((entry) => {
    const sealed = seal({ ...entry, prevHash });
    prevHash = sealed.entryHash;
    return sealed;
  });
}

const kinds = ['recommendation', 'refinement', 'verdicts', 'override'];

/** Draws an entry; payloads have what is awkward in JSON: numbers in all spellings, characters beyond the BMP, escapes. */
export function drawEntry(seq: number, seed: number): AuditEntry {
  const random = createRandom(seed, `entry ${seq}`);
  const payload = canonicalize({
    rows: Math.floor(random() * 1e6),
    shares: [random(), -random() * 1e-9, random() * 1e25, 0.1 + 0.2, 1e21, 123456789012345680000, 1e-6, 1e-7],
    because: 'größer als 1\u{1F600}\u2028 "quoted" \\ \u007f\n',
    '\u{1F600}': null,
    '\uFB33': random() < 0.5,
  });
  return {
    chainId,
    seq,
    entryId: `dec_${seq}`,
    kind: kinds[seq % kinds.length] ?? '',
    schemaVersion: 1,
    occurredAt: began + seq * 1000 + Math.floor(random() * 1000),
    payload,
    payloadHash: '',
    prevHash: genesisHash,
    entryHash: '',
  };
}

export const drawEntries = (count: number, seed = 1): AuditEntry[] =>
  chain(Array.from({ length: count }, (_, index) => drawEntry(index + 1, seed)));

/** The tree over the entries, and what was pruned before them. */
export const treeOf = (entries: readonly AuditEntry[], pruned: CompactRange = emptyRange): CompactRange =>
  entries.reduce((range, entry) => append(range, Buffer.from(entry.entryHash, 'hex')), pruned);

export interface NoteOptions {
  readonly key?: KeyObject;
  readonly origin?: string;
}

/** A note on the first entries of a chain. */
export function noteOn(entries: readonly AuditEntry[], { key = signer, origin }: NoteOptions = {}): NoteFile {
  const text = checkpointText({
    origin: origin ?? originOf(installation, chainId),
    size: entries.length,
    root: rootOf(treeOf(entries)).toString('hex'),
    lastEntryHash: entries.at(-1)?.entryHash ?? genesisHash,
  });
  return {
    name: `${String(entries.length).padStart(12, '0')}.note`,
    text: signNote(text, keyNameOf(installation), key),
  };
}

/** A trail as the service writes it, with notes on its first entries. */
export function trailOf(entries: readonly AuditEntry[], sizes: readonly number[]): Trail {
  return {
    range: { chainId, from: 1, to: entries.length },
    entries,
    notes: [...new Set(sizes)].map((size) => noteOn(entries.slice(0, size))),
    keys: [keyRecord(signer)],
  };
}

/** The same without its first entries, and with what is kept of them. */
export function pruned(trail: Trail, count: number): Trail {
  const before = trail.entries.slice(0, count);
  const range = { ...trail.range, from: count + 1, pruned: treeOf(before), prevHash: before.at(-1)?.entryHash };
  return { ...trail, range, entries: trail.entries.slice(count) };
}

export async function* streamOf<T>(items: Iterable<T>): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

/** The entries with one changed. */
export const changed = (
  entries: readonly AuditEntry[],
  seq: number,
  change: (entry: AuditEntry) => AuditEntry,
): AuditEntry[] => entries.map((entry) => (entry.seq === seq ? change(entry) : entry));

/** One entry erased by right, and an entry at the end that says so. */
export function erase(trail: Trail, seq: number, said: Partial<{ seq: number; payloadHash: string }> = {}): Trail {
  const { entries } = trail;
  const payload = canonicalize({
    seq,
    payloadHash: entries.find((entry) => entry.seq === seq)?.payloadHash,
    by: 'ada',
    why: 'asked for',
    ...said,
  });
  const last = entries.at(-1);
  const erasure = seal({
    ...drawEntry((last?.seq ?? 0) + 1, 1),
    kind: 'erasure',
    payload,
    prevHash: last?.entryHash ?? genesisHash,
  });
  const after = [...changed(entries, seq, (entry) => ({ ...entry, payload: null })), erasure];
  return { ...trail, range: { ...trail.range, to: erasure.seq }, entries: after };
}
