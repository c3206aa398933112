import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOf, isInstalled, readStamp, stampPath, updateStamp } from '../../scripts/setup/stamp.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sextant-stamp-'));
  mkdirSync(join(root, 'src/deep'), { recursive: true });
  writeFileSync(join(root, 'src/a.ts'), 'one');
  writeFileSync(join(root, 'src/deep/b.ts'), 'two');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('hash of the sources', () => {
  const hash = () => hashOf(root, ['src', 'absent']);

  it('is the same for the same files', () => expect(hash()).toBe(hash()));

  it.each([
    ['the content of a file deep inside', () => writeFileSync(join(root, 'src/deep/b.ts'), 'three')],
    ['a new file', () => writeFileSync(join(root, 'src/c.ts'), '')],
    ['a file that went', () => rmSync(join(root, 'src/a.ts'))],
    [
      'content that moved from one file to the next',
      () => {
        writeFileSync(join(root, 'src/a.ts'), 'onet');
        writeFileSync(join(root, 'src/deep/b.ts'), 'wo');
      },
    ],
  ])('changes with %s', (_, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });
});

describe('stamp', () => {
  it('keeps the other keys when one is updated', () => {
    updateStamp(root, { lockHash: 'l' });
    updateStamp(root, { build: { sourceHash: 's', seconds: 1, builtAt: '2026-01-01T00:00:00.000Z' } });
    expect(readStamp(root)).toMatchObject({ lockHash: 'l', build: { sourceHash: 's' } });
  });

  it('that cannot be read counts as none, so that every step is done again', () => {
    updateStamp(root, { lockHash: 'l' });
    writeFileSync(stampPath(root), '{ "lockHash": ');
    expect(readStamp(root)).toEqual({});
  });
});

describe('packages are installed', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/mac': { version: '2.0.0', optional: true },
    },
  };

  it('when all that must be there is, without those of other platforms', () =>
    expect(isInstalled(lock, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true));

  it.each([
    ['one is missing', {}],
    ['one has another version', { 'node_modules/a': { version: '1.0.1' } }],
    [
      'an optional one has another version',
      { 'node_modules/a': { version: '1.0.0' }, 'node_modules/mac': { version: '1.9.0' } },
    ],
  ])('not when %s', (_, packages) => expect(isInstalled(lock, { packages })).toBe(false));
});
