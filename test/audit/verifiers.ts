import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { writeBundle } from '../../src/audit/bundle/write.js';
import { parsePublicKey, type TrustedKey } from '../../src/audit/trusted-keys.js';
import { type BundleToVerify, readTrustedKeys, verifyBundle } from '../../src/audit/verify-bundle.js';
import { SextantError } from '../../src/errors.js';
import { hasPython, isPythonThere } from '../export/python.js';
import { streamOf, type Trail } from './trails.js';

const program = (name: string): string =>
  fileURLToPath(new URL(`../../examples/verify-bundle/${name}`, import.meta.url));

/** A folder for bundles, removed after the tests of the file. */
export function createShelf() {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-bundles-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;
  const next = (): string => join(folder, String(++count));
  return {
    folder,
    /** Writes the trail as a bundle and returns its folder. */
    put: async ({ range, entries, notes, keys }: Trail): Promise<string> => {
      const place = next();
      await writeBundle(place, { range, entries: streamOf(entries), notes, keys, ruleSets: [] });
      return place;
    },
    empty: (): string => {
      const place = next();
      mkdirSync(place);
      return place;
    },
  };
}

/** What one verifier says of a bundle: its report, or that there is none to read. */
export type Said = Readonly<Record<string, unknown>>;

async function own(bundle: BundleToVerify): Promise<Said> {
  try {
    return { ...(await verifyBundle(bundle)) };
  } catch (error) {
    if (error instanceof SextantError) return { error: error.code, file: error.fields['file'] };
    throw error;
  }
}

function foreign(command: string, words: readonly string[]): Said[] {
  const { stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (stderr !== '') throw new Error(stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Said);
}

export const verifierNames = ['Sextant', 'verify.mjs', ...(isPythonThere(hasPython, process.env) ? ['verify.py'] : [])];

/** What a reader has of their own. */
export interface Kept {
  /** Path of a file like keys.json. */
  readonly keys?: string;
  readonly publicKey?: string;
  /** Folder of notes. */
  readonly checkpoints?: string;
}

function trusted({ keys, publicKey }: Kept): TrustedKey[] | undefined {
  if (keys === undefined && publicKey === undefined) return undefined;
  return [parsePublicKey(publicKey ?? '') ?? [], keys === undefined ? [] : readTrustedKeys(keys)].flat();
}

/** What each verifier says of each bundle, in the order of `verifierNames`. */
export async function askAll(folders: readonly string[], kept: Kept = {}): Promise<Said[][]> {
  const said: Said[] = [];
  for (const folder of folders) said.push(await own({ folder, keys: trusted(kept), notes: kept.checkpoints }));
  const words = Object.entries({
    '--keys': kept.keys,
    '--public-key': kept.publicKey,
    '--checkpoints': kept.checkpoints,
  });
  const options = words.flatMap(([option, value]) => (value === undefined ? [] : [option, value]));
  const others = [
    [process.execPath, program('verify.mjs')],
    ['python3', program('verify.py')],
  ].slice(0, verifierNames.length - 1);
  return [said, ...others.map(([command = '', path = '']) => foreign(command, [path, ...options, ...folders]))];
}
