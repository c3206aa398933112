import type { KeyObject } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keyIdOf } from '../../src/audit/signed-note.js';
import { isPythonThere } from '../export/python.js';
import { damages } from './damages.js';
import { hostile } from './hostile.js';
import { mutate } from './mutations.js';
import { drawEntries, erase, keyRecord, noteOn, pruned, signer, stranger, type Trail, trailOf } from './trails.js';
import { askAll, createShelf, type Said, verifierNames } from './verifiers.js';

/** Sextant and two programs that share no line with it, each on real folders. */

const shelf = createShelf();

const expectAgreement = (answers: readonly (readonly Said[])[], names: readonly string[]): void => {
  const [first = [], ...others] = answers;
  for (const [index, said] of first.entries()) {
    for (const [which, other] of others.entries())
      expect(other[index], `${verifierNames[which + 1]}: ${names[index]}`).toEqual(said);
  }
};

interface Found {
  readonly code: string;
  readonly first: number | null;
}
const findingsOf = (said: Said | undefined): readonly Found[] => (said?.['findings'] ?? []) as readonly Found[];

describe('the verifier in Python', () => {
  it('is left out where there is no Python, but in CI', () => {
    expect([isPythonThere(true, { CI: 'true' }), isPythonThere(false, {}), isPythonThere(false, { CI: '' })]).toEqual([
      true,
      false,
      false,
    ]);
    expect(() => isPythonThere(false, { CI: 'true' })).toThrow('there is no python3');
  });
});

describe('three verifiers', () => {
  it('say of every damage what the table says', async () => {
    const folders: string[] = [];
    for (const { trail } of damages) folders.push(await shelf.put(trail));
    const answers = await askAll(folders);
    expect(answers).toHaveLength(verifierNames.length);
    for (const answer of answers) {
      const found = answer.map((said) => findingsOf(said).map(({ code, first }) => [code, first]));
      expect(found).toEqual(damages.map((damage) => damage.found));
      expect(answer.map(({ unwitnessed }) => unwitnessed)).toEqual(damages.map((damage) => damage.unwitnessed));
    }
    expectAgreement(
      answers,
      damages.map(({ what }) => what),
    );
  });

  it('find each of 200 random mutations of witnessed entries, and say the same of it', async () => {
    const sound = await shelf.put(trailOf(drawEntries(24), [6, 12, 20]));
    const lines = readFileSync(join(sound, 'entries.ndjson'), 'utf8').trimEnd().split('\n');
    const folders = Array.from({ length: 200 }, (_, seed) => {
      const folder = shelf.empty();
      cpSync(sound, folder, { recursive: true });
      writeFileSync(join(folder, 'entries.ndjson'), `${mutate(lines, 20, seed).join('\n')}\n`);
      return folder;
    });
    const answers = await askAll([sound, ...folders]);
    for (const [which, [untouched, ...mutated]] of answers.entries()) {
      expect(untouched).toMatchObject({ intact: true, findings: [] });
      const missed = mutated.flatMap(({ intact }, seed) => (intact === false ? [] : [seed]));
      expect(missed, verifierNames[which]).toEqual([]);
    }
    expectAgreement(answers, ['untouched', ...folders.map((_, seed) => `mutation ${seed}`)]);
  }, 180_000);

  it('never alarm at a trail that nobody touched', async () => {
    const folders: string[] = [];
    for (let seed = 1; seed <= 40; seed++) folders.push(await shelf.put(soundTrail(seed)));
    const answers = await askAll(folders);
    for (const said of answers.flat()) expect(said).toMatchObject({ intact: true });
    expectAgreement(answers, folders);
  });

  it('say the same of hostile bundles', async () => {
    const names = Object.keys(hostile);
    const folders: string[] = [];
    for (const name of names) {
      const folder = await shelf.put(trailOf(drawEntries(6), [3, 6]));
      hostile[name]?.(folder);
      folders.push(folder);
    }
    const answers = await askAll(folders);
    for (const [index, said] of (answers[0] ?? []).entries()) expect(said['intact'], names[index]).not.toBe(true);
    expectAgreement(answers, names);
  });

  it('believe the keys and the notes that a reader kept, and not a bundle that was made anew with its keys', async () => {
    const sound = trailOf(drawEntries(20), [8, 16]);
    const anew = drawEntries(20, 2);
    const forged = {
      ...trailOf(anew, []),
      notes: [noteOn(anew, { key: stranger })],
      keys: [keyRecord(stranger)],
    };
    const folders = [await shelf.put(sound), await shelf.put(forged)];
    const codes = (answers: readonly (readonly Said[])[]): unknown[] =>
      answers.map((answer) => answer.map((said) => findingsOf(said).map(({ code }) => code)));
    const alike = (expected: unknown): unknown[] => verifierNames.map(() => expected);

    const byBundle = await askAll(folders);
    expect(codes(byBundle)).toEqual(alike([[], []]));
    expect(byBundle.flat().map(({ keys }) => keys)).toEqual(byBundle.flat().map(() => 'bundle'));

    const keys = join(folders[0] ?? '', 'keys.json');
    const { publicKey } = keyRecord(signer);
    for (const kept of [{ keys }, { publicKey }, { publicKey: verifierKey(signer) }]) {
      const answers = await askAll(folders, kept);
      expect(codes(answers)).toEqual(alike([[], ['signature_bad']]));
      expectAgreement(answers, folders);
    }

    const checkpoints = join(folders[0] ?? '', 'checkpoints');
    const cut = await shelf.put({
      ...sound,
      range: { ...sound.range, to: 12 },
      entries: sound.entries.slice(0, 12),
      notes: [],
    });
    const answers = await askAll([cut, ...folders], { keys, checkpoints });
    expect(codes(answers)).toEqual(alike([['truncated'], [], ['signature_bad', 'mismatch']]));
    expectAgreement(answers, ['cut', ...folders]);
  });
});

/** As https://c2sp.org/signed-note writes a key. */
function verifierKey(key: KeyObject): string {
  const { name, publicKey } = keyRecord(key);
  const bytes = Buffer.from(publicKey, 'base64');
  const encoded = Buffer.concat([Buffer.of(1), bytes]).toString('base64');
  return `${name}+${keyIdOf(name, bytes).toString('hex')}+${encoded}`;
}

/** A trail drawn at random, with copies, erasures and pruning. */
function soundTrail(seed: number): Trail {
  const size = 3 + (seed % 17);
  let trail = trailOf(drawEntries(size, seed), [1, size >> 1, size]);
  // An erased payload has no copy to be compared with.
  if (seed % 2 === 0 && seed % 3 !== 0)
    trail = { ...trail, entries: trail.entries.map((entry) => ({ ...entry, copy: copyOf(entry) })) };
  if (seed % 3 === 0) trail = erase(trail, 2);
  if (seed % 4 === 0) trail = pruned(trail, seed % 3 === 0 ? 1 : size >> 1);
  return trail;
}

const copyOf = ({ payload }: { payload: string | null }): unknown => JSON.parse(payload ?? 'null');
