import { SextantError } from '../errors.js';
import type { Page } from '../page.js';
import type { Columns } from '../profile/columns.js';
import type { ReadOptions } from '../profile/read.js';
import type { Profile } from '../profile/schema.js';
import type { Warning } from '../settings/slots.js';
import {
  bytesOfDatasets,
  countDatasetsOf,
  deleteDataset as deleteRow,
  getDataset as getRow,
  insertDataset,
  listDatasets as listRows,
} from '../store/datasets.js';
import type { Database } from '../store/database.js';
import { forgetModelsOf, isModelUsed } from '../store/probes.js';
import { lockWorkspace } from '../store/lock-workspace.js';
import type { FoundFile, Incoming } from '../files/file-store.js';
import type { DatasetRow } from '../store/schema.js';
import { answerOnce, type IdempotentRequest, type KeepAnswer } from './answer-once.js';
import type { Context } from './context.js';
import { notFound } from './not-found.js';

/** A file that was uploaded. */
export type Dataset = Omit<DatasetRow, 'workspaceId'>;

export interface UploadRequest {
  /** Name of the file; its ending tells formats apart that could be either. */
  readonly name: string;
  readonly source: AsyncIterable<Uint8Array>;
  /** Of the caller's making: sent again with the same name and bytes, it is the same dataset. */
  readonly idempotencyKey?: string | undefined;
}

/**
 * Takes a file in and keeps it. Nothing is left of one that did not come in whole.
 * @throws SextantError `file_too_large`, `file_empty`, `upload_broken`, `quota_exceeded`, `idempotency_conflict`, `files_unavailable`, and what the store throws
 */
export async function uploadDataset(context: Context, request: UploadRequest): Promise<Dataset> {
  const { name, source, idempotencyKey: key } = request;
  // What reads files takes a tenth of a second to load: it does so while the first of them comes in, since somebody will ask what is in it.
  void reader().catch(() => undefined);
  const incoming = await context.files.receive(source, context.limits.uploadBytes);
  try {
    const { hash } = incoming;
    const once = key === undefined ? undefined : { key, operation: 'uploadDataset', request: { name, hash } };
    return await answerOnce(context, once, (keep) => keepDataset(context, { name, incoming, keep }));
  } finally {
    await incoming.discard();
  }
}

export interface ImportRequest {
  readonly name: string;
  /** Key of an object in the storage, after the prefix of what may be taken in. */
  readonly object: string;
  readonly idempotency?: IdempotentRequest | undefined;
  /** Aborted: nobody waits for it any more. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Takes in a file that lies in the storage already, so that it may be larger than an upload: what the workspace may hold is its limit. It
 * becomes a file of the workspace; the object stays what it is.
 * @throws SextantError as `uploadDataset` does, and `not_found`, also where the service takes in no such files
 */
export const importDataset = (context: Context, request: ImportRequest): Promise<Dataset> =>
  answerOnce(context, request.idempotency, async (keep) => {
    const { name, object, signal } = request;
    const found = await context.files.find(context.workspaceId, object);
    signal?.addEventListener('abort', found.close);
    try {
      if (signal?.aborted === true) found.close();
      return await keepFound(context, found, { name, keep });
    } finally {
      signal?.removeEventListener('abort', found.close);
      found.close();
    }
  });

async function keepFound(context: Context, found: FoundFile, of: Omit<Keeping, 'incoming'>): Promise<Dataset> {
  // Before it is copied: whoever asks for it sends a few bytes, and it may be large.
  await context.store(({ db }) => checkRoom(db, context, found.bytes ?? 0));
  const incoming = await context.files.receive(found.source, context.limits.workspaceBytes);
  try {
    return await keepDataset(context, { ...of, incoming });
  } finally {
    await incoming.discard();
  }
}

const reader = () => import('../profile/read.js');

interface Keeping {
  readonly name: string;
  readonly incoming: Incoming;
  readonly keep: KeepAnswer;
}

async function keepDataset(context: Context, { name, incoming, keep }: Keeping): Promise<Dataset> {
  const { workspaceId } = context;
  const { hash, bytes } = incoming;
  const row: DatasetRow = { id: context.ids('dst'), workspaceId, name, hash, bytes, createdAt: context.clock.now() };
  const dataset = shown(row);
  try {
    await incoming.stage(workspaceId);
    await context.store(({ db }) =>
      db.transaction(async (tx) => {
        await keep(tx, dataset);
        await lockWorkspace(tx, workspaceId, 'datasets');
        await checkRoom(tx, context, bytes);
        await insertDataset(tx, row);
        await incoming.keep(workspaceId);
      }),
    );
  } catch (error) {
    await removeUnused(context, row).catch(() => undefined);
    throw error;
  }
  return dataset;
}

async function checkRoom(db: Database, { workspaceId, limits }: Context, bytes: number): Promise<void> {
  if ((await bytesOfDatasets(db, workspaceId)) + bytes > limits.workspaceBytes) throw full(limits.workspaceBytes);
}

const full = (most: number): SextantError =>
  new SextantError(
    'quota_exceeded',
    `The workspace may hold ${Math.floor(most / 1024 / 1024)} MB of datasets, and this one is too much.`,
    {
      hint: 'Delete datasets that are not needed any more.',
    },
  );

/** Datasets of the workspace, newest first. */
export async function listDatasets(context: Context, page: Page): Promise<Dataset[]> {
  const { workspaceId } = context;
  return (await context.store(({ db }) => listRows(db, { ...page, workspaceId }))).map(shown);
}

/** @throws SextantError `not_found`, and what the store throws */
export async function getDataset(context: Context, id: string): Promise<Dataset> {
  const row = await context.store(({ db }) => getRow(db, context.workspaceId, id));
  if (row) return shown(row);
  throw notFound('dataset', id);
}

/**
 * Removes the rows for good, and the models that probes trained on them; decisions keep the profile that was made of them.
 * @throws SextantError `not_found`, `files_unavailable` where the dataset is still there, and what the store throws
 */
export async function deleteDataset(context: Context, id: string): Promise<void> {
  const { workspaceId } = context;
  const row = await context.store(({ db }) => getRow(db, workspaceId, id));
  if (!row) throw notFound('dataset', id);
  await removeUnused(context, row, async (tx) => {
    await deleteRow(tx, row);
    // A model that was trained on its rows holds something of them.
    for (const hash of await forgetModelsOf(tx, row))
      if (!(await isModelUsed(tx, workspaceId, hash))) await context.files.remove(workspaceId, hash);
  });
}

/**
 * Removes the file where no dataset has it any more after `change`. It goes before the commit: where a storage does not
 * answer nothing is changed, so that no rows stay behind of which nobody knows; after a commit that fails the dataset can
 * be deleted again.
 */
async function removeUnused(
  { store, files }: Context,
  row: DatasetRow,
  change: (tx: Database) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await store(({ db }) =>
    db.transaction(async (tx) => {
      await lockWorkspace(tx, row.workspaceId, 'datasets');
      await change(tx);
      if ((await countDatasetsOf(tx, row)) === 0) await files.remove(row.workspaceId, row.hash);
    }),
  );
}

export interface DatasetProfile {
  readonly profile: Profile;
  readonly warnings: readonly Warning[];
}

/**
 * The facts about a dataset with regard to a target. Nothing is decided and nothing is recorded.
 * @throws SextantError `not_found`, and what reading a file throws
 */
export async function profileDataset(
  context: Context,
  id: string,
  options: Omit<ReadOptions, 'file' | 'name'>,
): Promise<DatasetProfile> {
  const { name, hash } = await getDataset(context, id);
  const { readDataset } = await reader();
  const { profile, warnings } = await context.files.use(context.workspaceId, hash, (file) =>
    readDataset({ ...options, file, name, sha256: hash, limits: context.limits.table }),
  );
  return { profile, warnings };
}

/** Bytes of a file that is read to show what is in it: a second at most. */
const MOST_SHOWN = 20_000_000;

/**
 * The rows and columns of a dataset; absent for a file that takes longer to read than somebody waits for a page.
 * @throws SextantError `not_found`, and what reading a file throws
 */
export async function datasetColumns(
  context: Context,
  { name, hash, bytes }: Dataset,
  signal?: AbortSignal,
): Promise<Columns | undefined> {
  if (bytes > MOST_SHOWN) return undefined;
  const { readColumns } = await import('../profile/columns.js');
  const limits = { ...context.limits.table, unpackedBytes: MOST_SHOWN * 10 };
  return context.files.use(context.workspaceId, hash, (file) => readColumns({ file, name, limits, signal }));
}

const shown = ({ id, name, hash, bytes, createdAt }: DatasetRow): Dataset => ({ id, name, hash, bytes, createdAt });
