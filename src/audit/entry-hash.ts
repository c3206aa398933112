import { createHash } from 'node:crypto';

/** An entry of a chain without its payload, which is here by its hash. */
export interface EntryHead {
  readonly chainId: string;
  /** From 1, without gaps. */
  readonly seq: number;
  readonly entryId: string;
  readonly kind: string;
  readonly schemaVersion: number;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  /** Hash of the entry before. */
  readonly prevHash: string;
  readonly payloadHash: string;
}

/** What the first entry of a chain stands on. */
export const genesisHash = '0'.repeat(64);

/** SHA-256 of the text's UTF-8, lower-case hex. */
export const payloadHash = (payload: string): string => createHash('sha256').update(payload, 'utf8').digest('hex');

/**
 * SHA-256, lower-case hex, of `sextant/audit/v1`, a NUL, and for each member its length in bytes (four bytes, big-endian) and
 * its UTF-8; numbers are decimal. Every column of an entry is covered, and no two entries have the same bytes.
 */
export function entryHash(head: EntryHead): string {
  const { chainId, seq, entryId, kind, schemaVersion, occurredAt, prevHash } = head;
  const hash = createHash('sha256').update('sextant/audit/v1\0');
  for (const member of [chainId, seq, entryId, kind, schemaVersion, occurredAt, prevHash, head.payloadHash]) {
    const bytes = Buffer.from(String(member), 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  }
  return hash.digest('hex');
}
