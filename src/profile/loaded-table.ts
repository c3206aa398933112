import type { Warning } from '../settings/slots.js';
import type { TableLimits } from './table-limits.js';

/** What the file says of a column's type; `any`: nothing, as in delimited text. */
export type NativeType = 'any' | 'number' | 'boolean' | 'datetime' | 'text' | 'nested';

export interface SourceColumn {
  readonly name: string;
  /** Its column of table `cells`, text whatever its type was unless `isDouble`; a name of ours that needs no quoting. */
  readonly sql: string;
  readonly native: NativeType;
  /** Every cell of a delimited text that has a value is written as a number, and table `cells` has it as a double. */
  readonly isDouble?: boolean;
}

export interface LoadOptions {
  /** As the caller wrote it, for messages. */
  readonly file: string;
  /** Where it lies, if elsewhere. */
  readonly path?: string | undefined;
  /** SHA-256 of its bytes, of a file that nobody changes. */
  readonly sha256?: string | undefined;
  /** Aborted: nobody wants the table any more. */
  readonly signal?: AbortSignal | undefined;
  readonly limits: TableLimits;
  /** Columns whose text is wanted as it is written, by name; absent: all. */
  readonly asText?: readonly string[];
  readonly skipBadRows: boolean;
  /** What to do about rows that do not fit the header. */
  readonly hintOfBadRows: string;
  /** What to do about a file without rows. */
  readonly hintOfNoRows: string;
}

export interface LoadedTable {
  readonly columns: readonly SourceColumn[];
  readonly warnings: readonly Warning[];
}
