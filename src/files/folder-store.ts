import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SextantError } from '../errors.js';
import { type FileStore, nameOf } from './file-store.js';
import { receive } from './receive.js';
import { sweep } from './sweep.js';
import { unavailable } from './unavailable.js';

/** In a folder: `incoming/<number>` while they come in, then `<workspace>/<first two digits>/<hash>`. */
export function createFolderStore(folder: string): FileStore {
  const pathOf = (workspaceId: string, hash: string): string => join(folder, nameOf(workspaceId, hash));
  return {
    async receive(source, mostBytes) {
      const { hash, bytes, path, discard } = await receive(folder, source, mostBytes);
      const keep = async (workspaceId: string): Promise<void> => {
        const place = pathOf(workspaceId, hash);
        try {
          await mkdir(dirname(place), { recursive: true });
          await rename(path, place);
        } catch (cause) {
          throw unavailable(cause);
        }
      };
      return { hash, bytes, stage: () => Promise.resolve(), keep, discard };
    },
    find: () => Promise.reject(nothingToFind()),
    async use(workspaceId, hash, read) {
      const path = pathOf(workspaceId, hash);
      await access(path).catch((cause: unknown) => {
        throw notThere(cause);
      });
      return read(path);
    },
    remove: (workspaceId, hash) => rm(pathOf(workspaceId, hash), { force: true }),
    sweep: (before) => sweep(folder, before),
  };
}

export const nothingToFind = (): SextantError =>
  new SextantError('not_found', 'This service takes in no files that lie in a storage.', {
    hint: 'Upload the file, or ask who runs the service to set SEXTANT_S3_BUCKET and SEXTANT_S3_IMPORT_PREFIX.',
    fields: { pointers: ['/object'] },
  });

/** A dataset is deleted while somebody reads it, or its file was lost. */
export const notThere = (cause?: unknown): SextantError =>
  new SextantError('not_found', 'The file is not there any more.', { hint: 'Upload it again.', cause });
