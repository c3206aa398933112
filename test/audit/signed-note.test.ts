import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Checkpoint, checkpointText, isOriginOf, parseCheckpoint } from '../../src/audit/checkpoint.js';
import { keyIdOf, parseNote, publicBytesOf, signersOf, signNote } from '../../src/audit/signed-note.js';
import { keyRecordsSchema, parsePublicKey, rotateKeys, trust, type TrustedKey } from '../../src/audit/trusted-keys.js';

/** Notes and keys that other programs made: the specification's example, and the one of Go's package `note`. */
const foreign: readonly [key: string, note: string][] = [
  [
    'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
    'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
  ],
  [
    'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
  ],
];

const { privateKey } = generateKeyPairSync('ed25519');
const publicKey = publicBytesOf(privateKey).toString('base64');
const key = trust({ name: 'sextant/a', publicKey, validFrom: 0, validUntil: null });
const other = generateKeyPairSync('ed25519').privateKey;

const signersIn = (note: string, keys: readonly TrustedKey[] = [key]): number => {
  const parsed = parseNote(note);
  return parsed === undefined ? -1 : signersOf(parsed, keys).length;
};

describe('signed notes', () => {
  it.each(foreign)('of other programs are good by the key %s', (text, note) => {
    const known = parsePublicKey(text);
    expect(known).toBeDefined();
    expect(signersIn(note, known && [known])).toBe(1);
    expect(signersIn(note.replace('you', 'we').replace('an example', 'another'), known && [known])).toBe(0);
  });

  it('are good by the key that signed, and by no other', () => {
    const note = signNote('a text\nof two lines\n', 'sextant/a', privateKey);
    expect(parseNote(note)?.text).toBe('a text\nof two lines\n');
    expect(signersIn(note)).toBe(1);
    expect(signersIn(note.replace('two', 'ten'))).toBe(0);
    expect(signersIn(signNote('a text\n', 'sextant/b', privateKey))).toBe(0);
    expect(signersIn(signNote('a text\n', 'sextant/a', other))).toBe(0);
    expect(signersIn(note, [{ ...key, name: null }])).toBe(1);
  });

  it('may have signatures by keys that are not known, but none by a known key that is not good', () => {
    const note = signNote('a text\n', 'sextant/a', privateKey);
    const [, witness = ''] = signNote('a text\n', 'witness', other).split('\n\n');
    expect(signersIn(`${note}${witness}`)).toBe(1);
    const forged = Buffer.concat([keyIdOf('sextant/a', key.bytes), randomBytes(64)]).toString('base64');
    expect(signersIn(`${note}— sextant/a ${forged}\n`)).toBe(0);
    expect(signersIn(`a text\n\n— sextant/a ${forged.slice(0, 40)}\n`)).toBe(0);
  });

  it.each([
    ['no empty line', 'a text\n— sextant/a AAAAAAAA\n'],
    ['no signature', 'a text\n\n'],
    ['no line end', 'a text\n\n— sextant/a AAAAAAAA'],
    ['a hyphen', 'a text\n\n- sextant/a AAAAAAAA\n'],
    ['base64 in another spelling', 'a text\n\n— sextant/a AAAAAAB=\n'],
    ['too many signatures', `a text\n\n${'— sextant/a AAAAAAAA\n'.repeat(17)}`],
    ['too many bytes', `${'a'.repeat(65_536)}\n\n— sextant/a AAAAAAAA\n`],
  ])('are not notes with %s', (_what, note) => {
    expect(parseNote(note)).toBeUndefined();
  });

  it('are not made of a text that could be read in two ways', () => {
    expect(() => signNote('no line end', 'sextant/a', privateKey)).toThrow(TypeError);
    expect(() => signNote('a\n\nb\n', 'sextant/a', privateKey)).toThrow(TypeError);
    expect(() => signNote('a\n', 'two words', privateKey)).toThrow(TypeError);
  });
});

describe('checkpoints', () => {
  const checkpoint: Checkpoint = {
    origin: 'sextant/a/wsp_1',
    size: 256,
    root: 'ab'.repeat(32),
    lastEntryHash: '0f'.repeat(32),
  };
  const text = checkpointText(checkpoint);

  it('are four lines', () => {
    expect(text.split('\n').map((line) => line.length)).toEqual([15, 3, 44, 64, 0]);
    expect(parseCheckpoint(text)).toEqual(checkpoint);
  });

  it.each([
    ['leading zeros', text.replace('256', '0256')],
    ['a size that is no exact number', text.replace('256', '9007199254740992')],
    ['a shorter root', text.replace(/^q.*\n/m, 'q6s=\n')],
    ['hexadecimal in upper case', text.replaceAll('0f', '0F')],
    ['a further line', `${text}more\n`],
    ['no line end', text.trimEnd()],
  ])('are not read with %s', (_what, changed) => {
    expect(changed).not.toBe(text);
    expect(parseCheckpoint(changed)).toBeUndefined();
  });

  it('belong to one chain', () => {
    expect(isOriginOf('wsp_1', 'sextant/a/wsp_1')).toBe(true);
    for (const origin of ['sextant/a/wsp_2', 'sextant//wsp_1', 'sextant/a/b/wsp_1', 'other/a/wsp_1', 'sextant/wsp_1'])
      expect(isOriginOf('wsp_1', origin), origin).toBe(false);
  });
});

describe('public keys', () => {
  it('are read as base64, too', () => {
    expect(parsePublicKey(publicKey)?.bytes).toEqual(key.bytes);
  });

  it.each(['', 'AAAA', `${publicKey}=`, foreign[0]?.[0].replace('530d903a', '530d903b') ?? ''])(
    'are not read as %s',
    (text) => {
      expect(parsePublicKey(text)).toBeUndefined();
    },
  );

  it('take turns: the one before ends when the next begins', () => {
    const first = rotateKeys([], { name: 'sextant/a', publicKey }, 10);
    const second = publicBytesOf(other).toString('base64');
    const records = rotateKeys(first, { name: 'sextant/a', publicKey: second }, 20);
    expect(keyRecordsSchema.parse(records).map(({ validFrom, validUntil }) => [validFrom, validUntil])).toEqual([
      [10, 20],
      [20, null],
    ]);
    expect(rotateKeys(records, { name: 'sextant/a', publicKey }, 30)[0]?.validUntil).toBe(20);
  });
});
