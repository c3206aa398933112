import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { describeOnStores, filesIn, from, keep } from './stores.js';

const text = (path: string): Promise<string> => readFile(path, 'utf8');
const hashOf = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

describeOnStores('files', (place) => {
  const incoming = (): string[] => filesIn(place().folder).filter((path) => path.includes('incoming'));

  it('are kept by their content, for each workspace its own', async () => {
    const { files, kept } = place();
    const received = await files.receive(from('a,b\n', '1,2\n'), 100);
    const { hash } = received;
    expect(received).toMatchObject({ hash: hashOf('a,b\n1,2\n'), bytes: 8 });
    expect(incoming()).toHaveLength(1);
    expect(await kept()).toEqual([]);
    await received.stage('wsp_1');
    await received.keep('wsp_1');
    await received.discard();
    expect(incoming()).toEqual([]);
    expect(await files.use('wsp_1', hash, text)).toBe('a,b\n1,2\n');
    await expect(files.use('wsp_2', hash, text)).rejects.toMatchObject({ code: 'not_found' });
    expect(await kept()).toEqual([expect.stringMatching(new RegExp(`wsp_1/${hash.slice(0, 2)}/${hash}$`))]);
  });

  it('that are the same are one, and go at once', async () => {
    const { files, kept } = place();
    const hash = await keep(files, 'wsp_1', 'same');
    expect(await keep(files, 'wsp_1', 'sa', 'me')).toBe(hash);
    expect(await kept()).toHaveLength(1);
    await files.remove('wsp_1', hash);
    await files.remove('wsp_1', hash);
    expect(await kept()).toEqual([]);
    expect(filesIn(place().folder)).toEqual([]);
    await expect(files.use('wsp_1', hash, text)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('that are discarded leave nothing', async () => {
    const { files, kept } = place();
    const received = await files.receive(from('x'), 100);
    await received.discard();
    await received.discard();
    expect([incoming(), await kept()]).toEqual([[], []]);
  });

  it('are kept also where another has removed what was staged', async () => {
    const { files } = place();
    const received = await files.receive(from('staged'), 100);
    await received.stage('wsp_1');
    await files.remove('wsp_1', received.hash);
    await received.keep('wsp_1');
    expect(await files.use('wsp_1', received.hash, text)).toBe('staged');
  });

  it('of many megabytes come back as they were', async () => {
    const { files, kept } = place();
    const bytes = randomBytes(20 * 1024 * 1024);
    const received = await files.receive(from(bytes.subarray(0, 9e6), bytes.subarray(9e6)), 1e9);
    await received.stage('wsp_1');
    await received.keep('wsp_1');
    expect(await kept()).toHaveLength(1);
    const seen = await files.use('wsp_1', received.hash, (path) => Promise.resolve(hashOf(readFileSync(path))));
    expect(seen).toBe(hashOf(bytes));
  });

  it('are there for as long as they are used, whatever comes of it', async () => {
    const { files } = place();
    const hash = await keep(files, 'wsp_1', 'used');
    const failing = files.use('wsp_1', hash, async (path) => {
      expect(await text(path)).toBe('used');
      throw new Error('read in vain');
    });
    await expect(failing).rejects.toThrow('read in vain');
    expect(await files.use('wsp_1', hash, text)).toBe('used');
    expect(filesIn(place().folder).filter((path) => path.includes('in-use'))).toEqual([]);
  });

  it('that a killed process left half are swept once they are old', async () => {
    const { files, folder } = place();
    mkdirSync(join(folder, 'incoming'), { recursive: true });
    mkdirSync(join(folder, 'in-use', 'use-old'), { recursive: true });
    const [old, young] = ['old', 'young'].map((name) => join(folder, 'incoming', name));
    for (const path of [old, young, join(folder, 'in-use', 'use-old', 'copy')]) writeFileSync(path ?? '', 'half');
    const hash = await keep(files, 'wsp_1', 'whole');
    for (const path of filesIn(folder).filter((found) => found !== young)) utimesSync(path, 1000, 1000);
    utimesSync(join(folder, 'in-use', 'use-old'), 1000, 1000);
    await files.sweep(2000 * 1000);
    expect(incoming()).toEqual([young]);
    expect(existsSync(join(folder, 'in-use', 'use-old'))).toBe(false);
    expect(await files.use('wsp_1', hash, text)).toBe('whole');
  });

  it('are swept where there is no folder yet', async () => {
    await expect(place().files.sweep(0)).resolves.toBeUndefined();
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
  ])('leave nothing of one that %s', async (_what, source, code) => {
    const { files, kept } = place();
    await expect(files.receive(source(), 100)).rejects.toMatchObject({ code });
    expect([incoming(), await kept()]).toEqual([[], []]);
  });
});
