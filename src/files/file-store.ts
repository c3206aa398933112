/** A file that came in whole and waits to be kept. */
export interface Incoming {
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string;
  readonly bytes: number;
  /**
   * Does ahead what of keeping it may take long, so that a transaction that holds others up need not wait for it.
   * @throws SextantError `files_unavailable`
   */
  readonly stage: (workspaceId: string) => Promise<void>;
  /**
   * Gives it its place among the files of the workspace; one that is there already is the same. Also a staged one is
   * kept only by this.
   * @throws SextantError `files_unavailable`
   */
  readonly keep: (workspaceId: string) => Promise<void>;
  /** Removes from this machine what was not kept; does nothing after that. */
  readonly discard: () => Promise<void>;
}

/** An object of somebody else's. Whoever asked for it closes it. */
export interface FoundFile {
  /** As far as the storage says it. */
  readonly bytes: number | undefined;
  /** To be read once; `files_unavailable` where it breaks off or is closed. */
  readonly source: AsyncIterable<Uint8Array>;
  readonly close: () => void;
}

/** Files by their content, for each workspace its own. */
export interface FileStore {
  /**
   * Takes a file in, piece by piece; nothing of it is left where that fails.
   * @throws SextantError `file_too_large`, `file_empty`, `upload_broken` where its sender stopped in the middle
   */
  readonly receive: (source: AsyncIterable<Uint8Array>, mostBytes: number) => Promise<Incoming>;
  /**
   * Opens an object that somebody else has put into the storage, in the part of it from which a workspace may take files in.
   * @param object its key there, after the prefix of that part
   * @throws SextantError `not_found`, also where there is no such part, `files_unavailable`
   */
  readonly find: (workspaceId: string, object: string) => Promise<FoundFile>;
  /**
   * Gives the path at which the file can be read, until what `read` returns has settled.
   * @throws SextantError `not_found`, `files_unavailable`, `store_failed` where what is there is not what was kept
   */
  readonly use: <T>(workspaceId: string, hash: string, read: (path: string) => Promise<T>) => Promise<T>;
  /** @throws SextantError `files_unavailable` */
  readonly remove: (workspaceId: string, hash: string) => Promise<void>;
  /** Removes what processes that were killed left behind, where it is older than `before` (milliseconds since the epoch). */
  readonly sweep: (before: number) => Promise<void>;
}

/** The place of a file, in a folder as in a bucket. */
export const nameOf = (workspaceId: string, hash: string): string => `${workspaceId}/${hash.slice(0, 2)}/${hash}`;
