import { writeFile as writeFileTo } from 'node:fs';
import { lstat, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { SextantError } from './errors.js';

/**
 * Writes a file beside its place first, so that a reader never sees half of it; where that fails, what was there stays. Links are
 * followed, and what is no regular file, as a pipe or a device, is written to as it stands.
 * @throws SextantError `usage_invalid` when it cannot be written
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  try {
    const descriptor = await fileDescriptor(path);
    if (descriptor !== undefined) return await writeTo(descriptor, content);
    const place = await realpath(path).catch(() => path);
    // A link that leads nowhere yet is no regular file: what it names is made through it.
    const there = await lstat(place).catch(() => undefined);
    await (there === undefined || there.isFile() ? replace(place, content) : writeFile(place, content));
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

const writeTo = promisify(writeFileTo);

/**
 * `/dev/stdout` and its like where they lead to a file, as the shell opened it: replaced, it would lose what is in it and what comes
 * after. A pipe or a terminal is opened by its path.
 */
async function fileDescriptor(path: string): Promise<number | undefined> {
  const [, number] = /^\/(?:dev\/fd|proc\/self\/fd)\/(\d+)$/.exec(path) ?? [];
  const descriptor = number === undefined ? standard.get(path) : Number(number);
  if (descriptor === undefined) return undefined;
  return (await stat(path)).isFile() ? descriptor : undefined;
}

const standard: ReadonlyMap<string, number> = new Map([
  ['/dev/stdout', 1],
  ['/dev/stderr', 2],
]);

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
