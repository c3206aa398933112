import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Readable } from 'node:stream';
import yazl from 'yazl';

/** A folder as a zip, read while it is sent; `finished` is called once, also where the reader goes away. */
export function zipFolder(folder: string, finished: () => Promise<void>): ReadableStream<Uint8Array> {
  const zip = new yazl.ZipFile();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .toSorted();
  for (const name of names) zip.addFile(join(folder, name), name.split(sep).join('/'));
  zip.end();
  const stream = Readable.from(zip.outputStream);
  stream.once('close', () => void finished().catch(() => undefined));
  zip.on('error', (error) => stream.destroy(error instanceof Error ? error : new Error(String(error))));
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}
