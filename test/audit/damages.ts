import type { AuditEntry } from '../../src/audit/check-entries.js';
import { keyNameOf } from '../../src/audit/checkpoint.js';
import type { FindingCode } from '../../src/audit/findings.js';
import { canonicalize } from '../../src/canonical-json.js';
import {
  chain,
  changed,
  drawEntries,
  drawEntry,
  erase,
  keyRecord,
  noteOn,
  pruned,
  seal,
  signer,
  stranger,
  type Trail,
  trailOf,
} from './trails.js';

/** What can be done to a trail, and what verification must say of it, code by code with the first place. */
export interface Damage {
  readonly what: string;
  readonly trail: Trail;
  readonly found: readonly (readonly [code: FindingCode, first: number | null])[];
  /** Entries that no good note has seen. */
  readonly unwitnessed: number;
}

const entries = drawEntries(40);
const sound = trailOf(entries, [8, 16, 24, 32]);
const at = (seq: number): AuditEntry => entries[seq - 1] ?? drawEntry(seq, 1);
const withEntries = (next: readonly AuditEntry[], over: Partial<Trail> = {}): Trail => ({
  ...sound,
  range: { ...sound.range, to: next.at(-1)?.seq ?? 0 },
  entries: next,
  ...over,
});
/** Entries at their new places, with their own hashes but the old links. */
const renumber = (next: readonly AuditEntry[]): AuditEntry[] =>
  next.map((entry, index) => (entry.seq === index + 1 ? entry : seal({ ...entry, seq: index + 1 })));
const edited = (entry: AuditEntry): AuditEntry => ({ ...entry, payload: canonicalize({ rows: 1 }) });
const without = (seq: number): AuditEntry[] => entries.filter((entry) => entry.seq !== seq);
const forged = (seq: number): AuditEntry =>
  seal({ ...edited(at(seq)), prevHash: at(seq - 1).entryHash, entryId: 'dec_f' });
const rebuiltFrom = (seq: number): AuditEntry[] => chain(changed(entries, seq, edited));

const rows = (): Damage[] => [
  { what: 'nothing', trail: sound, found: [], unwitnessed: 8 },
  { what: 'nothing, and a note on the last entry', trail: trailOf(entries, [8, 40]), found: [], unwitnessed: 0 },
  { what: 'nothing, in a chain without entries', trail: trailOf([], [0]), found: [], unwitnessed: 0 },
  { what: 'nothing, and no notes', trail: trailOf(entries, []), found: [], unwitnessed: 40 },
  {
    what: 'edit: a payload',
    trail: withEntries(changed(entries, 12, edited)),
    found: [['content_edited', 12]],
    unwitnessed: 8,
  },
  {
    what: 'edit: a time',
    trail: withEntries(changed(entries, 12, (entry) => ({ ...entry, occurredAt: entry.occurredAt + 1 }))),
    found: [['content_edited', 12]],
    unwitnessed: 8,
  },
  {
    what: 'edit: a payload and its own hashes',
    trail: withEntries(changed(entries, 12, (entry) => seal(edited(entry)))),
    found: [
      ['link_broken', 13],
      ['mismatch', 16],
    ],
    unwitnessed: 32,
  },
  {
    what: 'edit: the last witnessed entry and its own hashes, nothing after it',
    trail: withEntries(changed(entries.slice(0, 32), 32, (entry) => seal(edited(entry)))),
    found: [['mismatch', 32]],
    unwitnessed: 8,
  },
  { what: 'delete: one entry', trail: withEntries(without(20)), found: [['gap', 20]], unwitnessed: 24 },
  { what: 'delete: the first entry', trail: withEntries(without(1)), found: [['gap', 1]], unwitnessed: 40 },
  {
    what: 'delete: one entry, and the rest moves up',
    trail: withEntries(renumber(without(20))),
    found: [
      ['link_broken', 20],
      ['mismatch', 24],
    ],
    unwitnessed: 23,
  },
  {
    what: 'insert: an entry on the right predecessor, and the rest moves down',
    trail: withEntries(renumber([...entries.slice(0, 19), forged(20), ...entries.slice(19)])),
    found: [
      ['link_broken', 21],
      ['mismatch', 24],
    ],
    unwitnessed: 25,
  },
  {
    what: 'swap: two entries, with their own hashes',
    trail: withEntries(renumber([...entries.slice(0, 19), at(21), at(20), ...entries.slice(21)])),
    found: [
      ['link_broken', 20],
      ['mismatch', 24],
    ],
    unwitnessed: 24,
  },
  {
    what: 'truncate: witnessed entries',
    trail: withEntries(entries.slice(0, 28)),
    found: [['truncated', 29]],
    unwitnessed: 4,
  },
  {
    what: 'truncate: entries that the range promises',
    trail: { ...sound, entries: entries.slice(0, 38) },
    found: [['truncated', 39]],
    unwitnessed: 6,
  },
  {
    what: 'truncate: a tail that no note has seen',
    trail: withEntries(entries.slice(0, 36)),
    found: [],
    unwitnessed: 4,
  },
  {
    what: 'fork: two entries on one predecessor',
    trail: withEntries([...entries.slice(0, 20), forged(20), ...entries.slice(20)]),
    found: [['fork', 20]],
    unwitnessed: 8,
  },
  {
    what: 're-chain: everything made anew from an edit on',
    trail: withEntries(rebuiltFrom(20)),
    found: [['mismatch', 24]],
    unwitnessed: 24,
  },
  {
    what: 're-sign: the chain made anew, and new notes by another key',
    trail: { ...trailOf(rebuiltFrom(20), []), notes: [noteOn(rebuiltFrom(20).slice(0, 32), { key: stranger })] },
    found: [['signature_bad', 32]],
    unwitnessed: 40,
  },
  {
    what: 'a note of another chain',
    trail: { ...sound, notes: [noteOn(entries.slice(0, 32), { origin: 'sextant/inst-1/wsp_2' })] },
    found: [['signature_bad', 32]],
    unwitnessed: 40,
  },
  {
    what: 'a note that is none',
    trail: { ...sound, notes: [...sound.notes, { name: '1.note', text: 'nothing\n' }] },
    found: [['signature_bad', null]],
    unwitnessed: 8,
  },
  {
    what: 'a note with another last entry hash, signed',
    trail: { ...sound, notes: [noteOn([...entries.slice(0, 31), forged(32)])] },
    found: [['mismatch', 32]],
    unwitnessed: 40,
  },
  {
    what: 'clock: one entry earlier than the one before',
    trail: trailOf(chain(changed(entries, 20, (entry) => ({ ...entry, occurredAt: at(19).occurredAt - 1 }))), [32]),
    found: [['time_order', 20]],
    unwitnessed: 8,
  },
  {
    what: 'copy: it says something else than the payload',
    trail: withEntries(entries.map((entry) => ({ ...entry, copy: entry.seq === 20 ? { rows: 2 } : copyOf(entry) }))),
    found: [['copy_differs', 20]],
    unwitnessed: 8,
  },
  {
    what: 'copy: it says something else than the payload, of an entry earlier than the one before',
    trail: trailOf(
      chain(changed(entries, 20, (entry) => ({ ...entry, occurredAt: at(19).occurredAt - 1 }))).map((entry) => ({
        ...entry,
        copy: entry.seq === 20 ? { rows: 2 } : copyOf(entry),
      })),
      [32],
    ),
    found: [['copy_differs', 20]],
    unwitnessed: 8,
  },
  { what: 'erase: and a later entry says so', trail: erase(sound, 12), found: [['erased', 12]], unwitnessed: 9 },
  {
    what: 'erase: and nothing says so',
    trail: withEntries(changed(entries, 12, (entry) => ({ ...entry, payload: null }))),
    found: [['content_edited', 12]],
    unwitnessed: 8,
  },
  {
    what: 'erase: and the later entry names another payload',
    trail: erase(sound, 12, { payloadHash: at(13).payloadHash }),
    found: [['content_edited', 12]],
    unwitnessed: 9,
  },
  {
    what: 'erase: and the later entry names another place',
    trail: erase(sound, 12, { seq: 13 }),
    found: [['content_edited', 12]],
    unwitnessed: 9,
  },
  {
    what: 'erase: a payload, and its hash is changed',
    trail: withEntries(
      changed(erase(sound, 12).entries, 12, (entry) => ({ ...entry, payloadHash: at(13).payloadHash })),
    ),
    found: [['content_edited', 12]],
    unwitnessed: 9,
  },
  { what: 'prune: up to a note', trail: pruned(sound, 16), found: [], unwitnessed: 8 },
  { what: 'prune: up to no power of two', trail: pruned(sound, 13), found: [], unwitnessed: 8 },
  {
    what: 'prune: with another hash of what was before',
    trail: { ...pruned(sound, 16), range: { ...pruned(sound, 16).range, prevHash: at(15).entryHash } },
    found: [
      ['link_broken', 17],
      ['mismatch', 16],
    ],
    unwitnessed: 8,
  },
  {
    what: 'prune: with another tree of what was before',
    trail: {
      ...pruned(sound, 16),
      range: { ...pruned(sound, 16).range, pruned: pruned(trailOf(rebuiltFrom(3), []), 16).range.pruned },
    },
    found: [['mismatch', 16]],
    unwitnessed: 24,
  },
  { what: 'prune: of every entry, up to a note', trail: pruned(trailOf(entries, [40]), 40), found: [], unwitnessed: 0 },
  {
    what: 'prune: beyond the newest note, and entries that were made up after it',
    trail: { ...pruned(trailOf(drawEntries(46, 2), []), 40), notes: sound.notes },
    found: [['gap', 1]],
    unwitnessed: 6,
  },
  {
    what: 'prune: beyond the newest note, and no entry after it',
    trail: pruned(sound, 40),
    found: [['gap', 1]],
    unwitnessed: 0,
  },
  {
    what: 'prune: and a gap after it, beyond the newest note',
    trail: { ...pruned(sound, 34), entries: entries.slice(35) },
    found: [['gap', 1]],
    unwitnessed: 6,
  },
  { what: 'prune: without a note', trail: pruned(trailOf(entries, []), 16), found: [['gap', 1]], unwitnessed: 24 },
  {
    what: 'prune: without a note and without a key',
    trail: { ...pruned(trailOf(entries, []), 16), keys: [] },
    found: [['gap', 1]],
    unwitnessed: 24,
  },
  {
    what: 'prune: with a note by another key',
    trail: { ...pruned(trailOf(entries, []), 16), notes: [noteOn(entries.slice(0, 16), { key: stranger })] },
    found: [
      ['gap', 1],
      ['signature_bad', 16],
    ],
    unwitnessed: 24,
  },
  {
    what: 'keys: the one that signed was retired before the last entry that it vouches for',
    trail: { ...sound, keys: [keyRecord(signer, { validUntil: at(20).occurredAt })] },
    found: [['signature_bad', 24]],
    unwitnessed: 24,
  },
  {
    what: 'keys: one took over from another',
    trail: {
      ...sound,
      notes: [...sound.notes.slice(0, 2), noteOn(entries.slice(0, 32), { key: stranger })],
      keys: [
        keyRecord(signer, { validUntil: at(20).occurredAt }),
        keyRecord(stranger, { validFrom: at(20).occurredAt, name: keyNameOf('inst-1') }),
      ],
    },
    found: [],
    unwitnessed: 8,
  },
];

const copyOf = ({ payload }: AuditEntry): unknown => JSON.parse(payload ?? 'null');

export const damages = rows();
