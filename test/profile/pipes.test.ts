import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { describeDataset } from '../../src/profile/read.js';
import { csvOf, failureOf, read, scattered } from './files.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-pipes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let pipes = 0;
function makePipe(): string {
  const path = join(folder, `pipe-${pipes++}`);
  execFileSync('mkfifo', [path]);
  return path;
}

const csv = csvOf(4000, { a: (row) => scattered(row), b: (row) => 'pqr'[row % 3] ?? '', y: (row) => row % 2 });

describe('a pipe', () => {
  it.each<[string, string | Uint8Array]>([
    ['CSV', csv],
    ['gzip', gzipSync(csv)],
    ['JSON', JSON.stringify(Array.from({ length: 40 }, (_, row) => ({ a: scattered(row), y: row % 2 })))],
  ])('of %s is read whole, as a file is', async (_, content) => {
    const file = makePipe();
    const [piped] = await Promise.all([describeDataset({ file, target: ['y'] }), writeFile(file, content)]);
    expect(piped).toEqual(await read(content, { name: 'plain' }));
  });

  it('may begin byte by byte', async () => {
    const file = makePipe();
    const packed = gzipSync(csv);
    const reading = describeDataset({ file, target: ['y'] });
    const end = await open(file, 'w');
    for (let at = 0; at < 20; at++) await end.write(packed, at, 1);
    await end.writeFile(packed.subarray(20));
    await end.close();
    expect(await reading).toEqual(await read(packed, { name: 'plain' }));
  });

  it('that gives nothing is empty, and one that gives more than a table may have is refused', async () => {
    const empty = makePipe();
    const [error] = await Promise.all([
      failureOf(describeDataset({ file: empty, target: ['y'] })),
      writeFile(empty, ''),
    ]);
    expect(error.code).toBe('file_empty');
    const file = makePipe();
    const limits = { unpackedBytes: csv.length - 1 };
    // Whoever writes into it is told that nobody reads on, or was done before.
    const writing = writeFile(file, csv).catch(() => undefined);
    expect((await failureOf(describeDataset({ file, target: ['y'], limits }))).code).toBe('table_too_large');
    await writing;
    expect((await read(csv, { limits })).table.rows).toBe(4000);
  });
});
