import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openDatabase, queryRows } from '../../src/profile/duckdb.js';
import { fileOf } from './files.js';

const folder = mkdtempSync(join(tmpdir(), "sextant's-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const outside = fileOf('a\n1\n', 'outside.csv');

const limits = { memoryBytes: 2e8, unpackedBytes: 1e9 };

it('reads in its own folder', async () => {
  writeFileSync(join(folder, 'inside.csv'), 'a\n1\n');
  const { connection, side } = await openDatabase(folder, limits);
  const rows = await queryRows(connection, 'select a::double as a from read_csv($path)', {
    path: join(folder, 'inside.csv'),
  });
  expect(rows).toEqual([{ a: 1 }]);
  // Of 200 MB, in units of 1,024.
  expect(await queryRows(connection, "select current_setting('memory_limit') as most")).toEqual([
    { most: '190.7 MiB' },
  ]);
  side.closeSync();
  connection.closeSync();
});

it.each([
  ['another folder', `select * from read_csv('${outside}')`],
  ['a way out of its folder', `select * from read_csv('${folder.replaceAll("'", "''")}/../etc/passwd')`],
  ['a link out of its folder', `select * from read_text('${folder.replaceAll("'", "''")}/link.csv')`],
  ['writing elsewhere', `copy (select 1) to '${outside}.copy'`],
  ['another database', `attach '${outside}.db'`],
  ['the network', `select * from read_csv('https://example.org/a.csv')`],
  ['unlocking itself', 'set enable_external_access=true'],
  ['more memory', `set memory_limit='100GB'`],
  ['more disk', `set max_temp_directory_size='100GB'`],
])('is denied %s', async (_, sql) => {
  symlinkSync(outside, join(folder, 'link.csv'));
  const { connection, side } = await openDatabase(folder, limits);
  await expect(connection.run(sql)).rejects.toThrow(/disabled|locked|not allowed|Permission|Cannot/i);
  side.closeSync();
  connection.closeSync();
  rmSync(join(folder, 'link.csv'));
  expect(readFileSync(outside, 'utf8')).toBe('a\n1\n');
});
