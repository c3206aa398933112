import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { unavailable } from './unavailable.js';

export interface BucketOptions {
  readonly name: string;
  /** Of a service other than AWS. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** What all keys begin with. */
  readonly prefix: string;
}

/** Objects of an S3-compatible storage, by their names. Whatever fails is `files_unavailable`. */
export interface Bucket {
  /** Resolves when the storage says that it has the whole; one with the same name is replaced. */
  readonly put: (name: string, file: { readonly path: string; readonly bytes: number }) => Promise<void>;
  /** The bytes, which may break off; `undefined` where there is no such object. */
  readonly get: (name: string) => Promise<Readable | undefined>;
  /** The same by a whole key, with its length. */
  readonly getByKey: (
    key: string,
  ) => Promise<{ readonly body: Readable; readonly bytes: number | undefined } | undefined>;
  readonly has: (name: string) => Promise<boolean>;
  readonly remove: (name: string) => Promise<void>;
}

const MB = 1024 * 1024;

/** Parts are held in memory, so many at once; a storage takes 10,000 of them. */
const partsAtOnce = 3;
const partBytesOf = (bytes: number): number => Math.max(8 * MB, Math.ceil(bytes / 10_000));

/** What is asked within a transaction must not hold up others for long, however often it is tried. */
const withinTransaction = () => ({ abortSignal: AbortSignal.timeout(10_000) });

/** Says nothing to the storage yet. Keys of access are those that the AWS SDK finds. */
export function openBucket({ name: Bucket, endpoint, region, prefix }: BucketOptions): Bucket {
  const client = new S3Client({
    region,
    ...(endpoint === undefined ? { followRegionRedirects: true } : { endpoint, forcePathStyle: true }),
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 3_000, socketTimeout: 20_000 },
    // Not every storage knows these; what is sent is signed with its hash, and what is read is hashed here.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const place = (name: string) => ({ Bucket, Key: `${prefix}${name}` });
  const getByKey: Bucket['getByKey'] = async (Key) => {
    const found = await client.send(new GetObjectCommand({ Bucket, Key })).catch(unlessMissing);
    return found?.Body instanceof Readable ? { body: found.Body, bytes: found.ContentLength } : undefined;
  };
  return {
    async put(name, { path, bytes }) {
      const Body = createReadStream(path, { highWaterMark: MB });
      const partSize = partBytesOf(bytes);
      const params = { ...place(name), Body, ContentLength: bytes };
      await new Upload({ client, params, partSize, queueSize: partsAtOnce })
        .done()
        .catch(refuse)
        .finally(() => Body.destroy());
    },
    get: async (name) => (await getByKey(place(name).Key))?.body,
    getByKey,
    has: async (name) => {
      const command = new HeadObjectCommand(place(name));
      return (await client.send(command, withinTransaction()).catch(unlessMissing)) !== undefined;
    },
    async remove(name) {
      await client.send(new DeleteObjectCommand(place(name)), withinTransaction()).catch(unlessMissing);
    },
  };
}

const refuse = (error: unknown): never => {
  throw unavailable(error);
};

/** An answer to HEAD has no body, so that its name is the status's. */
const missing = ['NoSuchKey', 'NotFound'];

const unlessMissing = (error: unknown): undefined =>
  error instanceof S3ServiceException && missing.includes(error.name) ? undefined : refuse(error);
