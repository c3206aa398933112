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

/** A dataset is deleted while somebody reads it, or its file was lost. */
export const notThere = (cause?: unknown): SextantError =>
  new SextantError('not_found', 'The file is not there any more.', { hint: 'Upload it again.', cause });
