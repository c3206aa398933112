import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createShelf } from '../../audit/verifiers.js';
import { changed, drawEntries, erase, keyRecord, pruned, signer, stranger, trailOf } from '../../audit/trails.js';
import { createDesk } from '../helpers.js';

const desk = createDesk();
const shelf = createShelf();
const entries = drawEntries(20);
const edited = changed(entries, 12, (entry) => ({ ...entry, payload: '{}' }));
const keys = desk.write('trusted.json', JSON.stringify([keyRecord(signer)]));

describe('sextant audit verify', () => {
  it('says that a trail holds, up to where it was witnessed', async () => {
    const folder = await shelf.put(trailOf(entries, [8, 16]));
    const { code, stdout, stderr } = await desk.sextant(['audit', 'verify', folder, '--keys', 'trusted.json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('entries 1 to 20: no damage was found');
    expect(stdout).toContain('2 are good and vouch for the entries up to 16');
    expect(stdout).toContain('unwitnessed: 4');
    expect(stdout).not.toContain('keys in the bundle');
  });

  it('says that the keys of a bundle alone prove nothing', async () => {
    const folder = await shelf.put(trailOf(entries, [20]));
    const { code, stdout } = await desk.sextant(['audit', 'verify', folder]);
    expect(code).toBe(0);
    expect(stdout).toContain('by the keys in the bundle');
    expect(stdout).toContain('unwitnessed: 0');
  });

  it('says what is damaged, in words and with an exit code of its own', async () => {
    const folder = await shelf.put({ ...trailOf(entries, [8, 16]), entries: edited });
    const { code, stdout } = await desk.sextant(['audit', 'verify', folder, '--keys', keys]);
    expect(code).toBe(3);
    expect(stdout).toContain('damaged');
    expect(stdout).toContain('content_edited: Entry 12 was changed after writing');
  });

  it('says what was erased and pruned, which is no damage', async () => {
    const folder = await shelf.put(pruned(erase(trailOf(entries, [8, 16]), 12), 8));
    const { code, stdout } = await desk.sextant(['audit', 'verify', folder, '--keys', keys]);
    expect(code).toBe(0);
    expect(stdout).toContain('erased: Entry 12 was erased');
    expect(stdout).toContain('Entries before 9 were pruned');
  });

  it('answers as JSON, with a code and a sentence for every finding', async () => {
    const folder = await shelf.put({ ...trailOf(entries, [8, 16]), entries: edited });
    const { code, stdout } = await desk.sextant(['audit', 'verify', folder, '--keys', keys, '--json']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      intact: false,
      keys: 'given',
      witnessed: 16,
      unwitnessed: 4,
      notes: { count: 2, verified: 2 },
      findings: [
        { code: 'content_edited', severity: 'damage', count: 1, first: 12, message: expect.stringContaining('12') },
      ],
    });
  });

  it('answers as Markdown, with what is damaged and what is to know as lists', async () => {
    const trail = pruned(erase(trailOf(entries, [8, 16]), 12), 8);
    const folder = await shelf.put({
      ...trail,
      entries: changed(trail.entries, 14, (entry) => ({ ...entry, payload: '{}' })),
    });
    const { code, stdout } = await desk.sextant(['audit', 'verify', folder, '--keys', keys, '--format', 'md']);
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /: damaged\n\n\*\*Damage\*\*\n\n- content\\_edited: Entry 14 .*\n\n\*\*To know\*\*\n\n- erased: Entry 12 .*\n- Entries before 9 .*\n\nSigned notes: /,
    );
  });

  it('takes a public key, and notes that the reader kept', async () => {
    const whole = await shelf.put(trailOf(entries, [8, 16]));
    const cut = await shelf.put(trailOf(entries.slice(0, 10), []));
    const { publicKey } = keyRecord(signer);
    const verify = ['audit', 'verify', cut, '--public-key', publicKey];
    expect((await desk.sextant(verify)).code).toBe(0);
    const { code, stdout } = await desk.sextant([...verify, '--checkpoints', join(whole, 'checkpoints')]);
    expect(code).toBe(3);
    expect(stdout).toContain('truncated: The end was cut off: entries 11 to 16 are missing');
    const other = ['audit', 'verify', whole, '--public-key', keyRecord(stranger).publicKey];
    expect((await desk.sextant(other)).stdout).toContain('signature_bad');
  });

  it('lets no chain speak to the terminal', async () => {
    const folder = await shelf.put(trailOf(entries, []));
    const range = join(folder, 'range.json');
    writeFileSync(range, readFileSync(range, 'utf8').replace('"wsp_', '"\\u001b]0;owned\\u0007\\nwsp_'));
    expect((await desk.sextant(['audit', 'verify', folder])).stdout.split('\n', 1)[0]).toMatch(/^Chain \]0;owned wsp_/);
  });

  it.each([
    ['a folder that is no bundle', ['.'], /range\.json is missing/],
    ['keys that are not there', ['.', '--keys', 'none.json'], /no none\.json/],
    ['a key that is none', ['.', '--public-key', 'AAAA'], /no Ed25519 public key/],
  ])('says what is wrong with %s', async (_what, words, says) => {
    const { code, stderr } = await desk.sextant(['audit', 'verify', ...words]);
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
  });

  it('says that kept notes are not there', async () => {
    const folder = await shelf.put(trailOf(entries, []));
    const { code, stderr } = await desk.sextant(['audit', 'verify', folder, '--checkpoints', 'none']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/no none/);
  });
});
