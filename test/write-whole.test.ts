import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeWhole } from '../src/write-whole.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-write-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);
const namesLike = (name: string): string[] => readdirSync(folder).filter((one) => one.startsWith(name));

describe('writeWhole', () => {
  it('puts a file in the place of the one before, and nothing beside it', async () => {
    for (const text of ['first', 'second']) await writeWhole(at('plain'), text);
    expect(readFileSync(at('plain'), 'utf8')).toBe('second');
    expect(namesLike('plain')).toEqual(['plain']);
  });

  it('follows links, and leaves them as they are', async () => {
    writeFileSync(at('target'), 'before');
    for (const [link, target] of [
      ['link', 'target'],
      ['leads nowhere', 'made by it'],
    ] as const) {
      symlinkSync(at(target), at(link));
      await writeWhole(at(link), 'after');
      expect(lstatSync(at(link)).isSymbolicLink()).toBe(true);
      expect(readFileSync(at(target), 'utf8')).toBe('after');
    }
  });

  it('writes into a pipe, and leaves it one', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const [got] = await Promise.all([readFile(at('pipe'), 'utf8'), writeWhole(at('pipe'), 'through it')]);
    expect(got).toBe('through it');
    expect(lstatSync(at('pipe')).isFIFO()).toBe(true);
    expect(namesLike('pipe')).toEqual(['pipe']);
  });

  it('goes on in the file to which the output is redirected', () => {
    const source = JSON.stringify(new URL('../src/write-whole.ts', import.meta.url).href);
    const code = `import { writeWhole } from ${source};
      process.stdout.write('first, ');
      await writeWhole('/dev/stdout', 'second, ');
      process.stdout.write('third');`;
    writeFileSync(at('code.mjs'), code);
    writeFileSync(at('output'), 'before, ');
    const run = `"${process.execPath}" --import tsx "${at('code.mjs')}"`;
    execFileSync('sh', ['-c', `${run} >> "${at('output')}"`]);
    expect(readFileSync(at('output'), 'utf8')).toBe('before, first, second, third');
    execFileSync('sh', ['-c', `${run} > "${at('output')}"`]);
    expect(readFileSync(at('output'), 'utf8')).toBe('first, second, third');
    expect(namesLike('output')).toEqual(['output']);
  });

  it('says what cannot be written, and leaves nothing behind', async () => {
    mkdirSync(at('a-folder'));
    for (const place of [at('a-folder'), join(at('absent'), 'file')])
      await expect(writeWhole(place, '')).rejects.toMatchObject({
        code: 'usage_invalid',
        message: expect.stringContaining(`${place} cannot be written: `),
      });
    // As on a disk without room.
    symlinkSync('/dev/full', at(`full.${process.pid}.part`));
    await expect(writeWhole(at('full'), 'text')).rejects.toMatchObject({
      code: 'usage_invalid',
      message: expect.stringContaining('ENOSPC'),
    });
    expect(namesLike('full')).toEqual([]);
  });
});
