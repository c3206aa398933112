import { lockWorkspace } from '../store/lock-workspace.js';
import { isModelUsed } from '../store/probes.js';
import type { Context } from './context.js';

/** Removes the files of models that no probe of the workspace has. */
export async function removeUnusedModels(
  { store: useStore, files, workspaceId }: Context,
  hashes: readonly string[],
): Promise<void> {
  for (const hash of hashes)
    await useStore(({ db }) =>
      db.transaction(async (tx) => {
        await lockWorkspace(tx, workspaceId, 'datasets');
        if (!(await isModelUsed(tx, workspaceId, hash))) await files.remove(workspaceId, hash);
      }),
    );
}
