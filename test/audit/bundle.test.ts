import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readLines } from '../../src/audit/bundle/lines.js';
import { openBundle } from '../../src/audit/bundle/read.js';
import { writeBundle } from '../../src/audit/bundle/write.js';
import type { AuditEntry } from '../../src/audit/check-entries.js';
import { payloadHash } from '../../src/audit/entry-hash.js';
import { verifyBundle } from '../../src/audit/verify-bundle.js';
import { drawEntries, pruned, streamOf, trailOf } from './trails.js';

const shelf = mkdtempSync(join(tmpdir(), 'sextant-bundle-'));
afterAll(() => rmSync(shelf, { recursive: true, force: true }));

const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
};

const body = '{"name":"rules"}';
const ruleSets = [{ hash: payloadHash(body), body }];

describe('a bundle', () => {
  it('is written as the format says, and read back as it was', async () => {
    const { range, entries, notes, keys } = pruned(trailOf(drawEntries(20), [5, 12, 20]), 5);
    const folder = join(shelf, 'whole', 'inner');
    await writeBundle(folder, { range, entries: streamOf(entries), notes, keys, ruleSets });
    expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()).toEqual([
      'checkpoints',
      'checkpoints/000000000005.note',
      'checkpoints/000000000012.note',
      'checkpoints/000000000020.note',
      'entries.ndjson',
      'keys.json',
      'range.json',
      'rule-sets',
      `rule-sets/${payloadHash(body)}.json`,
    ]);
    const [line = ''] = readFileSync(join(folder, 'entries.ndjson'), 'utf8').split('\n');
    expect(Object.keys(JSON.parse(line))).toEqual(
      'chainId seq entryId kind schemaVersion occurredAt payload payloadHash prevHash entryHash'.split(' '),
    );
    expect(JSON.parse(readFileSync(join(folder, 'range.json'), 'utf8'))).toEqual({
      chainId: range.chainId,
      from: 6,
      to: 20,
      compactRange: range.pruned?.subtrees.map(({ size, hash }) => ({ size, hash: hash.toString('hex') })),
      lastEntryHash: range.prevHash,
    });
    const bundle = openBundle(folder);
    expect(bundle.range).toEqual(range);
    expect(bundle.keys()).toEqual(keys);
    expect([...bundle.notes()].toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual(notes);
    expect(await all(bundle.entries())).toEqual(entries);
    expect(bundle.alteredRuleSets()).toEqual([]);
    expect((await verifyBundle({ folder })).intact).toBe(true);
  });

  it('tells of a rule set that was changed', async () => {
    const { range, entries, notes, keys } = trailOf(drawEntries(3), [3]);
    const folder = join(shelf, 'rules');
    await writeBundle(folder, { range, entries: streamOf(entries), notes, keys, ruleSets });
    writeFileSync(join(folder, 'rule-sets', `${payloadHash(body)}.json`), `${body} `);
    writeFileSync(join(folder, 'rule-sets', 'readme.txt'), 'not looked at');
    expect(await verifyBundle({ folder })).toMatchObject({
      intact: false,
      findings: [{ code: 'rule_set_differs', count: 1, first: null, file: `${payloadHash(body)}.json` }],
    });
  });

  it('is not written over anything, nor out of its folder', async () => {
    const { range, entries, notes, keys } = trailOf(drawEntries(3), [3]);
    const content = { range, entries: streamOf(entries), notes, keys, ruleSets: [] };
    const full = join(shelf, 'full');
    mkdirSync(full);
    writeFileSync(join(full, 'mine.txt'), '');
    await expect(writeBundle(full, content)).rejects.toMatchObject({ code: 'usage_invalid' });
    const [note = { name: '', text: '' }] = notes;
    for (const name of ['../out.note', 'a/b.note', '/out.note', 'note', '.note\n.note']) {
      await expect(writeBundle(join(shelf, 'out'), { ...content, notes: [{ ...note, name }] })).rejects.toThrow(
        TypeError,
      );
      rmSync(join(shelf, 'out'), { recursive: true });
    }
    const outside = [{ hash: '../../out', body }];
    await expect(writeBundle(join(shelf, 'out'), { ...content, ruleSets: outside })).rejects.toThrow(TypeError);
    expect(readdirSync(shelf)).not.toContain('out.note');
  });

  it('passes on what its source of entries throws', async () => {
    const { range, notes, keys } = trailOf(drawEntries(3), [3]);
    async function* broken(): AsyncGenerator<AuditEntry> {
      yield* drawEntries(2);
      await Promise.reject(new Error('the store is gone'));
    }
    const written = writeBundle(join(shelf, 'broken'), { range, entries: broken(), notes, keys, ruleSets: [] });
    await expect(written).rejects.toThrow('the store is gone');
    // Without its range it is no bundle: half of a trail is not taken for a trail.
    expect(() => openBundle(join(shelf, 'broken'))).toThrow(expect.objectContaining({ code: 'bundle_invalid' }));
  });
});

describe('lines', () => {
  const text = 'first\n\nthird line\r\nfour\u20ac\nlast';
  const expected = text.split('\n');

  it.each([1, 2, 3, 7, 100])('are found wherever a stream is cut, in pieces of %d', async (size) => {
    const bytes = Buffer.from(text);
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    );
    const lines = await all(readLines(streamOf(pieces), 20));
    expect(lines.map(String)).toEqual(expected);
    const short = await all(readLines(streamOf(pieces), 6));
    expect(short.map((line) => line?.toString())).toEqual(
      expected.map((line) => (Buffer.byteLength(line) > 6 ? undefined : line)),
    );
  });

  it('that are too long are not kept in memory', async () => {
    const megabyte = 2 ** 20;
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    async function* endless() {
      for (let i = 0; i < 500; i++) {
        yield await Promise.resolve(Buffer.alloc(megabyte, 'x'));
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      }
    }
    expect(await all(readLines(endless(), megabyte))).toEqual([undefined]);
    expect(most).toBeLessThan(300 * megabyte);
  });

  it('have none after the last line end', async () => {
    expect((await all(readLines(streamOf([Buffer.from('a\n')]), 20))).map(String)).toEqual(['a']);
    expect(await all(readLines(streamOf([]), 20))).toEqual([]);
  });
});
