import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { SextantError } from '../errors.js';
import { publicBytesOf } from './signed-note.js';

export interface SigningKey {
  readonly privateKey: KeyObject;
  /** 32 bytes. */
  readonly publicKey: Buffer;
}

export interface User {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: string;
}

/** Where the key lies unless `SEXTANT_AUDIT_KEY` says another place: in the user's folder of configuration. */
export function defaultKeyPath({ env, home, platform }: User): string {
  const folders: Readonly<Record<string, string | undefined>> = {
    win32: env['APPDATA'] || join(home, 'AppData', 'Roaming'),
    darwin: join(home, 'Library', 'Application Support'),
  };
  return join(folders[platform] ?? (env['XDG_CONFIG_HOME'] || join(home, '.config')), 'sextant', 'audit-key.pem');
}

/**
 * The key that signs checkpoints, from a PEM file (PKCS #8, Ed25519); where there is none, one is made that its owner
 * alone may read. Throws `config_invalid` for another kind of file, and for a place within the data folder: whoever can
 * change the trail must not find the key beside it.
 */
export function openSigningKey(path: string, dataDirectory: string): SigningKey {
  const inside = relative(resolve(dataDirectory), resolve(path));
  if (!inside.startsWith('..') && !isAbsolute(inside)) {
    throw new SextantError('config_invalid', 'The key that signs the trail lies in the data folder.', {
      hint: 'Keep it apart from what it vouches for: set SEXTANT_AUDIT_KEY to a file elsewhere.',
    });
  }
  try {
    const privateKey = createPrivateKey(readPem(path) ?? makePem(path));
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new TypeError(`a key of ${privateKey.asymmetricKeyType}`);
    return { privateKey, publicKey: publicBytesOf(privateKey) };
  } catch (cause) {
    throw new SextantError('config_invalid', 'The key that signs the trail can be neither read nor made.', {
      hint: 'SEXTANT_AUDIT_KEY names a PEM file with a private Ed25519 key that this user may read, or a place where one can be made.',
      cause,
    });
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

function readPem(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

export interface RenewedKey {
  readonly key: SigningKey;
  /** Where the key lies that was there before. */
  readonly retired: string;
}

/** Puts another key in the place of the one that is there, which stays beside it under the name of its id. There is one at every moment. */
export function renewSigningKey(path: string, dataDirectory: string): RenewedKey {
  const before = openSigningKey(path, dataDirectory);
  const id = createHash('sha256').update(before.publicKey).digest('hex').slice(0, 8);
  const retired = `${path}.retired-${id}`;
  const draft = writeDraft(path);
  try {
    linkSync(path, retired);
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw new SextantError('config_invalid', 'The key that signs the trail cannot be replaced.', {
      hint: 'The folder of SEXTANT_AUDIT_KEY must be writable for this user.',
      cause,
    });
  }
  return { key: openSigningKey(path, dataDirectory), retired };
}

/** A new key in a file beside the place of the one that signs. */
function writeDraft(path: string): string {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, privateKey, { mode: 0o600, flag: 'wx', flush: true });
  return draft;
}

/** Appears whole or not at all, and of two processes that make one at once the first keeps it. */
function makePem(path: string): string {
  const draft = writeDraft(path);
  try {
    linkSync(draft, path);
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    return readFileSync(path, 'utf8');
  } finally {
    rmSync(draft, { force: true });
  }
}
