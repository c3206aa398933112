import { type FileHandle, open } from 'node:fs/promises';
import { folderError } from './format.js';
import { fileError } from './messages.js';

/**
 * Opens a file for reading. What a pipe gives is gone once it is read, so that whoever opens it reads it through this handle alone.
 * @param file as the caller calls it, for messages
 * @throws file_not_found, not_a_table for a folder
 */
export async function openFile(path: string, file = path): Promise<FileHandle> {
  const handle = await open(path).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (!(await handle.stat()).isDirectory()) return handle;
  await handle.close();
  throw folderError(file);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  ENOTDIR: 'there is no such file.',
  EACCES: 'it may not be read: permission denied.',
  EPERM: 'it may not be read: permission denied.',
  ENXIO: 'it is a socket, which cannot be read by its name.',
};

function unreadable(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = reasons[code];
  if (!reason) return error;
  return fileError('file_not_found', file, reason, { hint: 'Check the path and its permissions.', cause: error });
}
