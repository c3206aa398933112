import { isUtf8 } from 'node:buffer';
import { toUSVString } from 'node:util';
import { z } from 'zod';
import { type AuditEntry, MOST_DEPTH } from '../check-entries.js';
import { isDeeperThan } from '../../json-depth.js';
import { genesisHash } from '../entry-hash.js';
import { hasSizesOf, readRange, writeRange } from '../merkle.js';
import type { TrailRange } from '../verify-trail.js';

/** One chain as a folder: `docs/audit.md` describes every file. */
export const fileNames = {
  entries: 'entries.ndjson',
  range: 'range.json',
  keys: 'keys.json',
  notes: 'checkpoints',
  ruleSets: 'rule-sets',
} as const;

/** Bytes; a file or a line that has more is not read. */
export const limits = { line: 16 * 2 ** 20, json: 2 ** 20, ruleSet: 64 * 2 ** 20 } as const;

const hexHash = /^[0-9a-f]{64}$/;
export const ruleSetFile = /^([0-9a-f]{64})\.json$/;
export const noteFile = /\.note$/;

const rangeSchema = z
  .object({
    chainId: z.string(),
    from: z.int().min(1),
    to: z.int().min(0),
    /** Roots of the perfect subtrees over what was pruned, from left to right. */
    compactRange: z.array(z.object({ size: z.int().min(1), hash: z.string().regex(hexHash) })).optional(),
    lastEntryHash: z.string().regex(hexHash).optional(),
  })
  .refine(({ from, to }) => to >= from - 1)
  .refine(({ from, compactRange: subtrees = [] }) => hasSizesOf(from - 1, subtrees))
  .refine(({ from, lastEntryHash = genesisHash }) => (lastEntryHash === genesisHash) === (from === 1));

/** What `range.json` says; undefined where it contradicts itself or is something else. */
export function parseRange(value: unknown): TrailRange | undefined {
  const { data } = rangeSchema.safeParse(value);
  if (data === undefined) return undefined;
  const { chainId, from, to, compactRange = [], lastEntryHash } = data;
  return { chainId, from, to, pruned: readRange(compactRange), prevHash: lastEntryHash };
}

export function rangeText({ chainId, from, to, pruned, prevHash }: TrailRange): string {
  const compactRange = pruned && writeRange(pruned);
  return json({ chainId, from, to, ...(from > 1 && { compactRange, lastEntryHash: prevHash }) });
}

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Its members in the order of the format; the copy only where there is one. */
export function entryLine(entry: AuditEntry): string {
  const { chainId, seq, entryId, kind, schemaVersion, occurredAt, payload, payloadHash, prevHash, entryHash } = entry;
  const members = { chainId, seq, entryId, kind, schemaVersion, occurredAt, payload, payloadHash, prevHash, entryHash };
  return `${JSON.stringify({ ...members, ...(entry.copy !== undefined && { copy: entry.copy }) })}\n`;
}

const isText = (value: unknown): boolean => typeof value === 'string' && toUSVString(value) === value;
const isHash = (value: unknown): boolean => typeof value === 'string' && hexHash.test(value);
const isWhole =
  (least: number) =>
  (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= least;

/** Written out because a schema would take longer than all hashes of an entry. */
const memberChecks: { readonly [K in keyof AuditEntry]-?: (value: unknown) => boolean } = {
  chainId: isText,
  seq: isWhole(1),
  entryId: isText,
  kind: isText,
  schemaVersion: isWhole(0),
  occurredAt: isWhole(0),
  payload: (value) => value === null || isText(value),
  payloadHash: isHash,
  prevHash: isHash,
  entryHash: isHash,
  copy: () => true,
};
const members = Object.keys(memberChecks) as (keyof AuditEntry)[];
const needed = members.filter((name) => name !== 'copy');

/** The entry that a line holds; `null` where it holds anything else. */
export function parseEntry(line: Buffer | undefined): AuditEntry | null {
  if (line === undefined || !isUtf8(line)) return null;
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    if (!isEntry(value)) return null;
    return value.copy !== undefined && isDeeperThan(MOST_DEPTH, value.copy) ? null : value;
  } catch {
    return null;
  }
}

function isEntry(value: unknown): value is AuditEntry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Readonly<Record<string, unknown>>;
  const count = needed.length + (Object.hasOwn(entry, 'copy') ? 1 : 0);
  return Object.keys(entry).length === count && needed.every((name) => memberChecks[name](entry[name]));
}
