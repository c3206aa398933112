import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, vi } from 'vitest';
import { openBucket } from '../../src/files/bucket.js';
import { createBucketStore } from '../../src/files/bucket-store.js';
import type { FileStore } from '../../src/files/file-store.js';
import { createFolderStore } from '../../src/files/folder-store.js';
import { importPrefixes } from '../../src/files/import-prefixes.js';
import {
  createBucket,
  isMotoPossible,
  keysOf,
  motoKeys,
  type MotoServer,
  motoTimeoutMs,
  startMoto,
} from './moto-server.js';

export const from = (...parts: readonly (string | Buffer)[]) => Readable.from(parts.map((part) => Buffer.from(part)));

/** Paths of all files in a folder. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );

/** Receives and keeps at once. */
export async function keep(files: FileStore, workspaceId: string, ...parts: readonly (string | Buffer)[]) {
  const received = await files.receive(from(...parts), 1e9);
  await received.keep(workspaceId);
  return received.hash;
}

export interface Place {
  readonly files: FileStore;
  readonly folder: string;
  /** Names of all files that are kept for good. */
  readonly kept: () => Promise<string[]>;
}

/** One suite on every store, each test with a folder of its own. */
export function describeOnStores(name: string, suite: (place: () => Place) => void): void {
  describe(`${name} in a folder`, () => {
    const folder = useFolder();
    suite(() => ({
      folder: folder(),
      files: createFolderStore(folder()),
      kept: () => Promise.resolve(filesIn(folder()).filter((path) => !path.includes('incoming'))),
    }));
  });
  describe.skipIf(!isMotoPossible)(`${name} in a bucket`, () => {
    const folder = useFolder();
    const { url, bucket } = useMoto();
    suite(() => ({
      folder: folder(),
      files: storeIn(folder(), { url: url(), bucket: bucket() }),
      kept: () => keysOf(url(), bucket()),
    }));
  });
}

/** A folder for each test. */
export function useFolder(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sextant-files-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

/** A storage for all tests, with a bucket for each. */
export function useMoto(): { url: () => string; bucket: () => string } {
  let server: MotoServer | undefined;
  const url = (): string => server?.url ?? '';
  let bucket = '';
  let buckets = 0;
  beforeAll(async () => {
    for (const [name, value] of Object.entries(motoKeys)) vi.stubEnv(name, value);
    server = await startMoto();
  }, motoTimeoutMs);
  beforeEach(async () => {
    bucket = `bucket-${buckets++}`;
    await createBucket(url(), bucket);
  });
  afterAll(async () => {
    await server?.stop();
    vi.unstubAllEnvs();
  });
  return { url, bucket: () => bucket };
}

export const prefix = 'sextant/';

let last = 0;
/** No two looks at it in one millisecond: of copies that are used in the same one either may be the older. */
const ticking = { now: (): number => (last = Math.max(last + 1, Date.now())) };

interface BucketPlace {
  readonly url: string;
  readonly bucket: string;
  readonly mostBytes?: number;
  readonly importPrefix?: string;
}

/** A store over a bucket; its cache holds a GB unless told. */
export function storeIn(folder: string, { url, bucket, mostBytes = 1e9, importPrefix }: BucketPlace): FileStore {
  const options = { name: bucket, endpoint: url, region: 'us-east-1', prefix };
  return createBucketStore({
    folder,
    mostBytes,
    clock: ticking,
    openBucket: () => Promise.resolve(openBucket(options)),
    importPrefixOf: importPrefixes(importPrefix, prefix),
  });
}
