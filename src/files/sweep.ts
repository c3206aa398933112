import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders whose entries live no longer than one upload, download or use. */
const passing = ['incoming', 'in-use'];

/** Removes what is older than `before` and was to live for a moment only: who made it was killed. */
export async function sweep(folder: string, before: number): Promise<void> {
  for (const place of passing.map((name) => join(folder, name))) {
    for (const entry of await unlessGone(readdir(place), [])) {
      const path = join(place, entry);
      const { mtimeMs } = await unlessGone(stat(path), { mtimeMs: before });
      if (mtimeMs < before) await rm(path, { recursive: true, force: true });
    }
  }
}

/** What a look at a path gives, or `otherwise` where another process has removed it. */
export const unlessGone = <T, Otherwise>(look: Promise<T>, otherwise: Otherwise): Promise<T | Otherwise> =>
  look.catch((error: unknown) => {
    if (isGone(error)) return otherwise;
    throw error;
  });

export const isGone = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
