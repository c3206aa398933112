/** What is said between a store and the thread in which its PGlite runs. */

export interface Opening {
  readonly folder: string;
  /** Archive of a database from which a new folder is made. */
  readonly image?: Uint8Array | undefined;
}

/** `tx`: within this transaction. */
export type Asked =
  | {
      readonly kind: 'query';
      readonly text: string;
      readonly values: readonly unknown[];
      /** Rows as lists of values, and times as they are written; else as objects, with times as dates. */
      readonly form: QueryForm;
      readonly tx?: number | undefined;
    }
  | { readonly kind: 'exec'; readonly text: string; readonly tx?: number | undefined }
  | { readonly kind: 'begin'; readonly tx: number }
  | { readonly kind: 'end'; readonly tx: number; readonly commits: boolean }
  | { readonly kind: 'listen'; readonly channel: string }
  | { readonly kind: 'unlisten'; readonly channel: string }
  | { readonly kind: 'close' };

export interface QueryForm {
  readonly rowMode?: 'array' | 'object' | undefined;
  /** Times as they are written. */
  readonly plainTimes: boolean;
}

export type ToThread = Asked & { readonly id: number };

export type FromThread =
  | { readonly kind: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly error: ThreadError }
  | { readonly kind: 'notified'; readonly channel: string; readonly payload: string };

/** An error of the database: a thread passes on no members beside message and stack. */
export interface ThreadError {
  readonly message: string;
  readonly stack: string | undefined;
  /** Such as `code`. */
  readonly members: Readonly<Record<string, string | number>>;
}
