import { createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto';

/** Notes as https://c2sp.org/signed-note describes them: a text, an empty line, and lines with signatures by Ed25519. */

export interface NoteSignature {
  /** Of the key. */
  readonly name: string;
  /** Four bytes that tell keys of one name apart. */
  readonly keyId: Buffer;
  readonly signature: Buffer;
}

export interface SignedNote {
  /** Up to and with the last line end before the empty line. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export const ALGORITHM_ED25519 = 0x01;
export const MOST_NOTE_BYTES = 65_536;
const MOST_SIGNATURES = 16;
const signatureLine = /^— ([^ +]+) ([A-Za-z0-9+/=]+)$/;

/** Printable ASCII without space and plus sign. */
export const isKeyName = (name: string): boolean => /^[!-*,-~]+$/.test(name);

export function keyIdOf(name: string, publicKey: Uint8Array): Buffer {
  const bytes = Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Buffer.of(ALGORITHM_ED25519), publicKey]);
  return hash('sha256', bytes, 'buffer').subarray(0, 4);
}

/** The 32 bytes of an Ed25519 key, public or private. */
export function publicBytesOf(key: KeyObject): Buffer {
  const isPublic = key.type === 'public';
  return Buffer.from((isPublic ? key : createPublicKey(key)).export({ format: 'jwk' }).x ?? '', 'base64url');
}

export const publicKeyFrom = (bytes: Uint8Array): KeyObject =>
  createPublicKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(bytes).toString('base64url') },
  });

/** A note on the text, which must end in a line end and have no empty line. */
export function signNote(text: string, name: string, privateKey: KeyObject): string {
  if (!text.endsWith('\n') || text.includes('\n\n')) throw new TypeError('a note needs lines that are not empty');
  if (!isKeyName(name)) throw new TypeError(`a key cannot have the name ${JSON.stringify(name)}`);
  const signature = sign(null, Buffer.from(text, 'utf8'), privateKey);
  const signed = Buffer.concat([keyIdOf(name, publicBytesOf(privateKey)), signature]);
  return `${text}\n— ${name} ${signed.toString('base64')}\n`;
}

/** The parts of a note; undefined where it is none. Nothing is verified. */
export function parseNote(note: string): SignedNote | undefined {
  const end = note.lastIndexOf('\n\n');
  if (Buffer.byteLength(note) > MOST_NOTE_BYTES || end < 0 || !note.endsWith('\n')) return undefined;
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) return undefined;
  const signatures = lines.flatMap((line) => parseSignature(line) ?? []);
  return signatures.length === lines.length ? { text: note.slice(0, end + 1), signatures } : undefined;
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name, encoded] = signatureLine.exec(line) ?? [];
  const bytes = decodeBase64(encoded ?? '');
  if (name === undefined || bytes === undefined || bytes.length < 5) return undefined;
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** Base64 with its padding, in its one spelling; undefined for what is not. */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** A public key, and the name by which it signs; `null`: any name. */
export interface NoteKey {
  readonly name: string | null;
  readonly publicKey: KeyObject;
  readonly bytes: Uint8Array;
}

/**
 * The keys among those known whose signatures a note has; empty where it has none, or where one that claims to be of a
 * known key is not. Signatures by other keys count for nothing.
 */
export function signersOf<Key extends NoteKey>(note: SignedNote, known: readonly Key[]): Key[] {
  const signers: Key[] = [];
  for (const { name, keyId, signature } of note.signatures) {
    const keys = known.filter((key) => (key.name ?? name) === name && keyIdOf(name, key.bytes).equals(keyId));
    const isGood = (key: Key): boolean => verify(null, Buffer.from(note.text, 'utf8'), key.publicKey, signature);
    if (!keys.every(isGood)) return [];
    signers.push(...keys);
  }
  return signers;
}
