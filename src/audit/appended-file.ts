import { fstatSync } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How long a file stays open. Who moves it away finds lines in the new one after that. */
const KEPT_MS = 1000;

interface Kept {
  readonly file: FileHandle;
  /** After our last line; where the file has grown since, another process wrote to it. */
  size: number;
  isBusy: boolean;
  isOld: boolean;
}

/**
 * Adds lines to a file, each call's in one write to a file opened for appending, so that processes that write at once do not mix
 * their lines. One call after the other. Folder and file are made where they are not there. Rejects when the lines cannot be written whole.
 */
export function appendedFile(path: string): (lines: string) => Promise<void> {
  let kept: Kept | undefined;
  const close = async (one: Kept): Promise<void> => {
    if (kept === one) kept = undefined;
    await one.file.close();
  };
  const keep = async (): Promise<Kept> => {
    const one: Kept = { file: await openToAppend(path), size: -1, isBusy: true, isOld: false };
    const age = (): void => {
      one.isOld = true;
      // What was written is written: that it cannot be closed is nobody's failure.
      if (!one.isBusy) close(one).catch(() => undefined);
    };
    setTimeout(age, KEPT_MS).unref();
    kept = one;
    return one;
  };
  return async (lines) => {
    const one = kept ?? (await keep());
    one.isBusy = true;
    try {
      one.size = await write(one, lines);
    } catch (error) {
      one.isOld = true;
      throw error;
    } finally {
      one.isBusy = false;
      if (one.isOld) await close(one);
    }
  };
}

/** Gives the file's size after the lines. It is asked for at once, which reads no disk: a thread that does so costs more than the lines themselves. */
async function write({ file, size: expected }: Kept, lines: string): Promise<number> {
  const { size } = fstatSync(file.fd);
  const isWhole = size === expected || (await endsInLine(file, size));
  const bytes = Buffer.from(isWhole ? lines : `\n${lines}`, 'utf8');
  const { bytesWritten } = await file.write(bytes);
  if (bytesWritten < bytes.length) throw new Error(`${bytesWritten} of ${bytes.length} bytes were written`);
  return size + bytesWritten;
}

async function openToAppend(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'a+');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, 'a+');
  }
}

/** A process that died in the middle of a line must not take the next line with it. */
async function endsInLine(file: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() === '\n';
}
