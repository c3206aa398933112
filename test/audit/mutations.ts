import type { AuditEntry } from '../../src/audit/check-entries.js';
import { createRandom, type Random } from '../../src/random.js';
import { chain, seal } from './trails.js';

/** Something done to the lines of entries.ndjson, at a line that a note vouches for. */
type Mutation = (lines: readonly string[], at: number, random: Random) => readonly string[];

const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random() * items.length)] as T;
const entryAt = (lines: readonly string[], at: number): AuditEntry => JSON.parse(lines[at] ?? '') as AuditEntry;
const replaced = (lines: readonly string[], at: number, ...by: readonly string[]): string[] => [
  ...lines.slice(0, at),
  ...by,
  ...lines.slice(at + 1),
];
const other = (lines: readonly string[], at: number, random: Random): number =>
  (at + 1 + Math.floor(random() * (lines.length - 1))) % lines.length;

const digits = '0123456789abcdef';
function flipHash(hash: string, random: Random): string {
  const place = Math.floor(random() * hash.length);
  const digit = digits[(digits.indexOf(hash.charAt(place)) + 1 + Math.floor(random() * 15)) % 16];
  return hash.slice(0, place) + digit + hash.slice(place + 1);
}

/** Members that can be changed each in its own way. */
const changes: readonly ((entry: AuditEntry, random: Random) => AuditEntry)[] = [
  (entry) => ({ ...entry, chainId: `${entry.chainId}x` }),
  (entry, random) => ({ ...entry, seq: entry.seq + 1 + Math.floor(random() * 5) }),
  (entry, random) => ({
    ...entry,
    seq: Math.max(1, entry.seq - 1 - Math.floor(random() * 5)) + (entry.seq === 1 ? 1 : 0),
  }),
  (entry) => ({ ...entry, entryId: entry.entryId.replace('_', '-') }),
  (entry) => ({ ...entry, kind: `${entry.kind}\u0000` }),
  (entry) => ({ ...entry, schemaVersion: entry.schemaVersion + 1 }),
  (entry, random) => ({ ...entry, occurredAt: entry.occurredAt + 1 + Math.floor(random() * 1e6) }),
  (entry) => ({ ...entry, payload: (entry.payload ?? '').replace('because', 'becausé') }),
  (entry) => ({ ...entry, payload: `${entry.payload} ` }),
  (entry) => ({ ...entry, payload: null }),
  (entry, random) => ({ ...entry, payloadHash: flipHash(entry.payloadHash, random) }),
  (entry, random) => ({ ...entry, prevHash: flipHash(entry.prevHash, random) }),
  (entry, random) => ({ ...entry, entryHash: flipHash(entry.entryHash, random) }),
];
const changedAt = (lines: readonly string[], at: number, random: Random): AuditEntry =>
  pick(changes, random)(entryAt(lines, at), random);

const mutations: readonly Mutation[] = [
  (lines, at, random) => replaced(lines, at, JSON.stringify(changedAt(lines, at, random))),
  (lines, at, random) => replaced(lines, at, JSON.stringify(changedAt(lines, at, random))),
  // Own hashes made to fit.
  (lines, at, random) => replaced(lines, at, JSON.stringify(seal(changedAt(lines, at, random)))),
  // All hashes from there on made to fit.
  (lines, at, random) => {
    const rest = lines.map((_, index) => entryAt(lines, index)).slice(at + 1);
    const { payload, ...head } = entryAt(lines, at);
    const changed = { ...head, payload: `${payload}${Math.floor(random() * 10)}` };
    return [...lines.slice(0, at), ...chain([changed, ...rest]).map((entry) => JSON.stringify(entry))];
  },
  (lines, at) => replaced(lines, at),
  (lines, at, random) => lines.filter((_, index) => index < at || index > at + Math.floor(random() * 4)),
  (lines, at) => replaced(lines, at, lines[at] ?? '', lines[at] ?? ''),
  (lines, at, random) => replaced(lines, at, lines[other(lines, at, random)] ?? ''),
  (lines, at, random) => {
    const to = other(lines, at, random);
    return lines.map((line, index) => (index === at ? lines[to] : index === to ? lines[at] : line) ?? '');
  },
  // One character of the line, whichever it is.
  (lines, at, random) => {
    const line = lines[at] ?? '';
    const place = Math.floor(random() * line.length);
    const character = String.fromCharCode(32 + Math.floor(random() * 95));
    return replaced(lines, at, line.slice(0, place) + character + line.slice(place + 1));
  },
  (lines, at, random) => {
    const line = lines[at] ?? '';
    return replaced(lines, at, line.slice(0, Math.floor(random() * line.length)));
  },
  (lines, at) => replaced(lines, at, 'null', lines[at] ?? ''),
];

const saysTheSame = (line: string, as: string): boolean => {
  try {
    return JSON.stringify(JSON.parse(line)) === JSON.stringify(JSON.parse(as));
  } catch {
    return false;
  }
};

/** The lines with a random mutation among the first `witnessed`; never lines that say the same. */
export function mutate(lines: readonly string[], witnessed: number, seed: number): readonly string[] {
  const random = createRandom(seed, 'mutation');
  for (;;) {
    const next = pick(mutations, random)(lines, Math.floor(random() * witnessed), random);
    if (next.length !== lines.length || next.some((line, index) => !saysTheSame(line, lines[index] ?? ''))) return next;
  }
}
