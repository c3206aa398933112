import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileStore, type FileStore } from '../src/file-store.js';

let folder = '';
let files: FileStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sextant-files-'));
  files = createFileStore(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const incoming = (): string[] => (existsSync(join(folder, 'incoming')) ? readdirSync(join(folder, 'incoming')) : []);
const from = (...parts: readonly string[]) => Readable.from(parts.map((part) => Buffer.from(part)));

describe('a file store', () => {
  it('keeps a file by its content, for each workspace its own', async () => {
    const received = await files.receive(from('a,b\n', '1,2\n'), 100);
    const hash = createHash('sha256').update('a,b\n1,2\n').digest('hex');
    expect(received).toMatchObject({ hash, bytes: 8 });
    expect(incoming()).toHaveLength(1);
    await received.keep('wsp_1');
    expect(readFileSync(files.pathOf('wsp_1', hash), 'utf8')).toBe('a,b\n1,2\n');
    expect(existsSync(files.pathOf('wsp_2', hash))).toBe(false);
    const again = await files.receive(from('a,b\n1,2\n'), 100);
    await again.keep('wsp_1');
    await again.discard();
    expect(incoming()).toEqual([]);
    await files.remove('wsp_1', hash);
    await files.remove('wsp_1', hash);
    expect(existsSync(files.pathOf('wsp_1', hash))).toBe(false);
  });

  it.each([
    ['is too large', () => from('x'.repeat(60), 'x'.repeat(60)), 'file_too_large'],
    ['is empty', () => from(), 'file_empty'],
    [
      'breaks off',
      () =>
        Readable.from(
          (async function* () {
            yield Buffer.from('half');
            await Promise.resolve();
            throw new Error('the connection was closed');
          })(),
        ),
      'upload_broken',
    ],
  ])('leaves nothing of a file that %s', async (_what, source, code) => {
    await expect(files.receive(source(), 100)).rejects.toMatchObject({ code });
    expect(incoming()).toEqual([]);
  });
});
