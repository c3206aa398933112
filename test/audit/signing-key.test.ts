import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultKeyPath, openSigningKey } from '../../src/audit/signing-key.js';
import { publicKeyFrom } from '../../src/audit/signed-note.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sextant-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the signing key', () => {
  it('is made at the first use, for its owner alone, and found again', () => {
    const path = join(folder, 'config', 'audit-key.pem');
    const made = openSigningKey(path, join(folder, 'data'));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'config')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(folder, 'config'))).toEqual(['audit-key.pem']);
    const text = readFileSync(path, 'utf8');
    const found = openSigningKey(path, join(folder, 'data'));
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(found.publicKey).toEqual(made.publicKey);
    const signature = sign(null, Buffer.from('text'), found.privateKey);
    expect(verify(null, Buffer.from('text'), publicKeyFrom(made.publicKey), signature)).toBe(true);
  });

  it('does not lie in the data folder', () => {
    for (const path of ['data/key.pem', 'data/a/../key.pem', 'data']) {
      expect(() => openSigningKey(join(folder, path), join(folder, 'data'))).toThrow(
        expect.objectContaining({ code: 'config_invalid' }),
      );
    }
    expect(readdirSync(folder)).toEqual([]);
    openSigningKey(join(folder, 'data-key.pem'), join(folder, 'data'));
  });

  it('is not made anew where a file is that is no such key', () => {
    const path = join(folder, 'key.pem');
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    for (const text of ['', 'not a key', rsa.export({ type: 'pkcs8', format: 'pem' }).toString()]) {
      writeFileSync(path, text);
      chmodSync(path, 0o600);
      expect(() => openSigningKey(path, join(folder, 'data'))).toThrow(
        expect.objectContaining({ code: 'config_invalid' }),
      );
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
  });

  it.each([
    [{ env: {}, home: '/home/ada', platform: 'linux' }, '/home/ada/.config/sextant/audit-key.pem'],
    [{ env: { XDG_CONFIG_HOME: '/etc/ada' }, home: '/home/ada', platform: 'linux' }, '/etc/ada/sextant/audit-key.pem'],
    [
      { env: {}, home: '/Users/ada', platform: 'darwin' },
      '/Users/ada/Library/Application Support/sextant/audit-key.pem',
    ],
  ])('lies in the folder of configuration of %j', (user, path) => {
    expect(defaultKeyPath(user)).toBe(path);
  });
});
