import { copyFile, link, mkdir, mkdtemp, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SextantError } from '../errors.js';
import { temporaryPath } from './receive.js';
import { isGone, unlessGone } from './sweep.js';

export interface CacheOptions {
  readonly folder: string;
  /** What files may take that nobody uses. */
  readonly mostBytes: number;
  /** `now`: milliseconds since the epoch. */
  readonly clock: { now(): number };
}

/** Copies of files that are kept elsewhere, each under its name. Processes may share the folder. */
export interface FileCache {
  /** Gives the path of a copy, until what `read` returns has settled; `fetch` writes one where there is none. */
  readonly use: <T>(
    name: string,
    fetch: (path: string) => Promise<void>,
    read: (path: string) => Promise<T>,
  ) => Promise<T>;
  /** Takes over the file at `path`. */
  readonly put: (name: string, path: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
}

/** Another process may evict a copy before it is lent; a third time that is no coincidence. */
const mostFetches = 3;

/**
 * In a folder: `cache/<name>`, and `in-use/<number>/` with a second link to a copy for each use. So whoever evicts a copy,
 * its users keep it, and a copy with one link alone is in nobody's use, in whichever process.
 */
export function createFileCache({ folder, mostBytes, clock }: CacheOptions): FileCache {
  const kept = join(folder, 'cache');
  const lent = join(folder, 'in-use');
  const fetches = new Map<string, Promise<void>>();

  const place = async (name: string, path: string): Promise<void> => {
    const target = join(kept, name);
    await mkdir(dirname(target), { recursive: true });
    await rename(path, target);
  };

  const bring = async (name: string, fetch: (path: string) => Promise<void>): Promise<void> => {
    const path = await temporaryPath(folder);
    try {
      await fetch(path);
      await place(name, path);
    } finally {
      await rm(path, { force: true });
    }
  };

  const bringOnce = (name: string, fetch: (path: string) => Promise<void>): Promise<void> => {
    const running = fetches.get(name) ?? bring(name, fetch).finally(() => fetches.delete(name));
    fetches.set(name, running);
    return running;
  };

  return {
    async use(name, fetch, read) {
      await mkdir(lent, { recursive: true });
      const own = await mkdtemp(join(lent, 'use-'));
      const path = join(own, basename(name));
      let fetched = 0;
      try {
        while (!(await lend(join(kept, name), path, clock.now()))) {
          if (fetched++ === mostFetches) throw evicted();
          await bringOnce(name, fetch);
        }
        if (fetched > 0) await evict(kept, mostBytes);
        return await read(path);
      } finally {
        await rm(own, { recursive: true, force: true });
        if (fetched > 0) await evict(kept, mostBytes);
      }
    },
    async put(name, path) {
      await place(name, path);
      await evict(kept, mostBytes);
    },
    async remove(name) {
      await fetches.get(name)?.catch(() => undefined);
      await rm(join(kept, name), { force: true });
    },
  };
}

/** Whether there was a copy to lend. Where a disk knows no links a user has a copy of their own. */
async function lend(copy: string, path: string, at: number): Promise<boolean> {
  try {
    await link(copy, path).catch((error: unknown) => {
      if (isGone(error)) throw error;
      return copyFile(copy, path);
    });
    // The time of the last use: the copy that was used longest ago is evicted first.
    await unlessGone(utimes(copy, at / 1000, at / 1000), undefined);
    return true;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/** Removes copies that nobody uses, until the rest is no more than `mostBytes`. */
async function evict(folder: string, mostBytes: number): Promise<void> {
  const entries = await unlessGone(readdir(folder, { recursive: true, withFileTypes: true }), []);
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const looks = await Promise.all(
    paths.map(async (path) => {
      const found = await unlessGone(stat(path), undefined);
      return found && { path, bytes: found.size, usedAt: found.mtimeMs, isUsed: found.nlink > 1 };
    }),
  );
  const copies = looks.filter((copy) => copy !== undefined);
  let bytes = copies.reduce((sum, copy) => sum + copy.bytes, 0);
  for (const copy of copies.filter(({ isUsed }) => !isUsed).toSorted((a, b) => a.usedAt - b.usedAt)) {
    if (bytes <= mostBytes) return;
    await rm(copy.path, { force: true });
    bytes -= copy.bytes;
  }
}

const evicted = (): SextantError =>
  new SextantError('files_unavailable', 'The file is evicted from the cache before it can be read.', {
    hint: 'Give the cache more room.',
  });
