import { z } from 'zod';
import { ALGORITHM_ED25519, decodeBase64, isKeyName, keyIdOf, type NoteKey, publicKeyFrom } from './signed-note.js';

const KEY_BYTES = 32;

/** A key of `keys.json`; times are milliseconds since the epoch. */
const keyRecordSchema = z.object({
  name: z.string().refine(isKeyName),
  /** Base64 of 32 bytes. */
  publicKey: z.string().refine((text) => decodeBase64(text)?.length === KEY_BYTES),
  validFrom: z.int().min(0),
  /** `null`: the key still signs. */
  validUntil: z.int().min(0).nullable(),
});
export type KeyRecord = Readonly<z.infer<typeof keyRecordSchema>>;

/** `keys.json`: every key that ever signed, the oldest first. */
export const keyRecordsSchema = z.array(keyRecordSchema);

/** Whether a record from a database is of a key at all: one that is not signs nothing. */
export const isKeyRecord = (record: KeyRecord): boolean => keyRecordSchema.safeParse(record).success;

/** A key whose signatures count, for entries up to a time. */
export interface TrustedKey extends NoteKey {
  readonly validUntil: number | null;
}

export function trust({ name, publicKey, validUntil }: KeyRecord): TrustedKey {
  const bytes = Buffer.from(publicKey, 'base64');
  return { name, bytes, publicKey: publicKeyFrom(bytes), validUntil };
}

/**
 * A key as one person tells it to another: base64 of its 32 bytes, or `<name>+<key id>+<base64>`, the verifier key of
 * https://c2sp.org/signed-note. Undefined where the text is neither, or its parts are not of one key.
 */
export function parsePublicKey(text: string): TrustedKey | undefined {
  const plain = keyOf(null, decodeBase64(text));
  if (plain !== undefined) return plain;
  const [, name, id, encoded = ''] = /^([!-*,-~]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const decoded = decodeBase64(encoded);
  if (name === undefined || decoded?.[0] !== ALGORITHM_ED25519) return undefined;
  const key = keyOf(name, decoded.subarray(1));
  return key !== undefined && keyIdOf(name, key.bytes).toString('hex') === id ? key : undefined;
}

const keyOf = (name: string | null, bytes: Buffer | undefined): TrustedKey | undefined =>
  bytes?.length === KEY_BYTES ? { name, bytes, publicKey: publicKeyFrom(bytes), validUntil: null } : undefined;

/** The keys after another one took over: those that still signed end at that time. */
export const rotateKeys = (
  keys: readonly KeyRecord[],
  next: Pick<KeyRecord, 'name' | 'publicKey'>,
  at: number,
): KeyRecord[] => [
  ...keys.map((key) => (key.validUntil === null ? { ...key, validUntil: at } : key)),
  { ...next, validFrom: at, validUntil: null },
];
