import { rename, writeFile } from 'node:fs/promises';

/** Writes a file beside its place first, so that a reader never sees half of it. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const partial = `${path}.${process.pid}.part`;
  await writeFile(partial, content);
  await rename(partial, path);
}
