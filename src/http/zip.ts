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
  const stream = ended(zip);
  stream.once('close', () => void finished().catch(() => undefined));
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}

/** Old, and the same wherever it is said. */
const NO_TIME = new Date(1980, 0, 1);

/** Files by their names as a zip; the same files are the same bytes. */
export function zipFiles(files: Readonly<Record<string, string | Uint8Array>>): ReadableStream<Uint8Array> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name, { mtime: NO_TIME });
  return Readable.toWeb(ended(zip)) as ReadableStream<Uint8Array>;
}

/** What comes of a zip to which nothing more is added. */
function ended(zip: yazl.ZipFile): Readable {
  zip.end();
  const stream = Readable.from(zip.outputStream);
  zip.on('error', (error) => stream.destroy(error instanceof Error ? error : new Error(String(error))));
  return stream;
}
