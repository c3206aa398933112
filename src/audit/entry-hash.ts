import { hash } from 'node:crypto';

/** What the hash of an entry covers: all of it but the payload's text, which `payloadHash` stands for. */
export interface EntryHead {
  readonly chainId: string;
  /** From 1, without gaps. */
  readonly seq: number;
  readonly entryId: string;
  readonly kind: string;
  readonly schemaVersion: number;
  /** Milliseconds since the epoch, integer. */
  readonly occurredAt: number;
  /** Entry hash of the entry before; `genesisHash` for the first. Hashes are hexadecimal in lower case. */
  readonly prevHash: string;
  readonly payloadHash: string;
}

/** What stands before the first entry of a chain. */
export const genesisHash = '0'.repeat(64);

const domain = Buffer.from('sextant/audit/v1\0', 'utf8');

/**
 * SHA-256 over a domain and each member of the head, as UTF-8 (numbers in decimal) after its length in four bytes, the
 * most significant first: no two heads have the same bytes.
 */
export function entryHash(head: EntryHead): string {
  const { chainId, seq, entryId, kind, schemaVersion, occurredAt, prevHash, payloadHash: payload } = head;
  const members = [chainId, String(seq), entryId, kind, String(schemaVersion), String(occurredAt), prevHash, payload];
  const lengths = members.map((member) => Buffer.byteLength(member, 'utf8'));
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + length, domain.length));
  let at = domain.copy(bytes);
  for (const [index, member] of members.entries()) {
    at = bytes.writeUInt32BE(lengths[index] ?? 0, at);
    at += bytes.write(member, at, 'utf8');
  }
  return hash('sha256', bytes);
}

/** SHA-256 of the payload's text, which is canonical JSON, as UTF-8. */
export const payloadHash = (payload: string): string => hash('sha256', payload);
