import { lstat, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { SextantError } from './errors.js';

/**
 * Writes a file beside its place first, so that a reader never sees half of it; where that fails, what was there stays. Links are
 * followed, and what is no regular file, as a pipe or a device, is written to as it stands.
 * @throws SextantError `usage_invalid` when it cannot be written
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  try {
    const place = await realpath(path).catch(() => path);
    // A link that leads nowhere yet is no regular file: what it names is made through it.
    const there = await lstat(place).catch(() => undefined);
    await (there === undefined || there.isFile() ? replace(place, content) : writeFile(place, content));
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

async function replace(path: string, content: string | Uint8Array): Promise<void> {
  const partial = `${path}.${process.pid}.part`;
  try {
    await writeFile(partial, content);
    await rename(partial, path);
  } catch (error) {
    // Where nothing could be made there is nothing to remove.
    await rm(partial, { force: true }).catch(() => undefined);
    throw error;
  }
}

export function cannotWrite(path: string, cause: unknown): SextantError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new SextantError('usage_invalid', `${path} cannot be written: ${why}`, {
    hint: 'Name a place that you may write to, on a disk with room.',
    cause,
  });
}
