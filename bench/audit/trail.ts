import { readFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import type { AuditEntry } from '../../dist/audit/check-entries.js';
import { checkpointText, keyNameOf, originOf } from '../../dist/audit/checkpoint.js';
import { entryHash, genesisHash, payloadHash } from '../../dist/audit/entry-hash.js';
import { append, emptyRange, rootOf } from '../../dist/audit/merkle.js';
import { publicBytesOf, signNote } from '../../dist/audit/signed-note.js';
import { canonicalize } from '../../dist/canonical-json.js';

export const chainId = 'wsp_00000000-0000-7000-8000-000000000001';
/** Entries from one note to the next. */
const NOTE_EVERY = 256;
/** Bytes of a payload: what a decision over 120 rules may have. */
export const PAYLOAD_BYTES = 8192;

const began = Date.UTC(2026, 0, 1);
const facts: unknown = JSON.parse(readFileSync(new URL('../../docs/profiles/credit-g.json', import.meta.url), 'utf8'));
/** What decisions of the trail are found by, beside their ids. */
const found = {
  parentId: null,
  recommendationId: null,
  kind: 'recommendation',
  schemaVersion: 1,
  occurredAt: began,
  actor: null,
  requestId: null,
};
export const ruleSetHash = '0'.repeat(64);
const filled = canonicalize({
  ...found,
  facts,
  id: 'dec_0',
  ruleSet: { hash: ruleSetHash, name: 'bench', version: '1' },
  slots: Array.from({ length: 60 }, (_, slot) => ({
    slot: `slot${slot}`,
    value: slot / 7,
    ruleId: `rule.${slot}`,
    losers: [],
  })),
  trace: '',
});
/** A payload as decisions have them: names, numbers, and a trace that is one text. */
const payloadOf = (seq: number): string =>
  filled
    .replace('"trace":""', `"trace":"${'+-?.'.repeat((PAYLOAD_BYTES - filled.length - 20) >> 2)}${seq}"`)
    .replace('"id":"dec_0"', `"id":"dec_${seq}"`);

/** The row by which the decision of an entry is found. */
export const columnsOf = ({ seq }: Pick<AuditEntry, 'seq'>) => ({
  ...found,
  id: `dec_${seq}`,
  workspaceId: chainId,
  ruleSetHash,
  seq,
});

export interface Drawn {
  readonly entry: AuditEntry;
  /** The note that was signed after this entry. */
  readonly note: { readonly name: string; readonly text: string } | undefined;
}

const { privateKey } = generateKeyPairSync('ed25519');
export const keys = [
  {
    name: keyNameOf('bench'),
    publicKey: publicBytesOf(privateKey).toString('base64'),
    validFrom: began,
    validUntil: null,
  },
];

/** A chain as the service writes it, one entry after the other; nothing of it is kept. */
export function* drawTrail(count: number): Generator<Drawn> {
  let prevHash = genesisHash;
  let tree = emptyRange;
  for (let seq = 1; seq <= count; seq++) {
    const payload = payloadOf(seq);
    const head = {
      chainId,
      seq,
      entryId: `dec_${seq}`,
      kind: 'recommendation',
      schemaVersion: 1,
      occurredAt: began + seq,
      prevHash,
      payloadHash: payloadHash(payload),
    };
    const entry = { ...head, payload, entryHash: entryHash(head) };
    prevHash = entry.entryHash;
    tree = append(tree, Buffer.from(prevHash, 'hex'));
    const isNoted = seq % NOTE_EVERY === 0;
    yield { entry, note: isNoted ? noteOn(seq, rootOf(tree).toString('hex'), prevHash) : undefined };
  }
}

const noteOn = (size: number, root: string, lastEntryHash: string) => ({
  name: `${String(size).padStart(12, '0')}.note`,
  text: signNote(
    checkpointText({ origin: originOf('bench', chainId), size, root, lastEntryHash }),
    keyNameOf('bench'),
    privateKey,
  ),
});
