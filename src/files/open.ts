import type { Config } from '../config.js';
import { SextantError } from '../errors.js';
import { createBucketStore } from './bucket-store.js';
import type { CacheOptions } from './cache.js';
import type { FileStore } from './file-store.js';
import { createFolderStore } from './folder-store.js';
import { importPrefixes } from './import-prefixes.js';

const MB = 1024 * 1024;

/**
 * Where files are kept, as it is configured: in a folder of this machine, or in a bucket, which is opened when the first file is asked for.
 * @throws SextantError `config_invalid`
 */
export function openFiles(config: Config, { folder, clock }: Omit<CacheOptions, 'mostBytes'>): FileStore {
  const { s3Bucket: name, s3Endpoint: endpoint, s3Region: region, s3Prefix: prefix, s3ImportPrefix } = config;
  if (name === undefined) {
    if (s3ImportPrefix !== undefined) throw noBucket();
    return createFolderStore(folder);
  }
  const open = async () => (await import('./bucket.js')).openBucket({ name, endpoint, region, prefix });
  let bucket: ReturnType<typeof open> | undefined;
  return createBucketStore({
    folder,
    mostBytes: config.fileCacheMb * MB,
    clock,
    openBucket: () => (bucket ??= open()),
    importPrefixOf: importPrefixes(s3ImportPrefix, prefix),
  });
}

const noBucket = (): SextantError =>
  new SextantError('config_invalid', 'SEXTANT_S3_IMPORT_PREFIX is set, and there is no bucket to take files from.', {
    hint: 'Set SEXTANT_S3_BUCKET too, or neither.',
  });
