import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SextantError } from './errors.js';

/** Where a server that holds a data folder answers, for whoever finds the folder taken. */
export interface ServerNote {
  readonly pid: number;
  readonly url: string;
}

const pathOf = (dataDirectory: string): string => join(dataDirectory, 'server.json');

/** Leaves the note; the returned function takes it away. */
export function leaveServerNote(dataDirectory: string, note: ServerNote): () => void {
  writeFileSync(pathOf(dataDirectory), `${JSON.stringify(note)}\n`);
  return () => rmSync(pathOf(dataDirectory), { force: true });
}

/** A `store_locked` whose holder is the server of the note says so; any other error stays as it is. */
export function namingServer(error: unknown, dataDirectory: string): unknown {
  if (!(error instanceof SextantError) || error.code !== 'store_locked') return error;
  const note = readServerNote(dataDirectory);
  // A server that was killed leaves its note behind; the process number tells.
  if (note === undefined || note.pid !== error.fields['pid']) return error;
  return new SextantError('store_locked', `The store is in use by the server at ${note.url} (process ${note.pid}).`, {
    hint: 'Ask that server over HTTP, stop it, or work in another folder with --data-dir.',
    fields: { ...error.fields, url: note.url },
    cause: error,
  });
}

/** The note of the last server, which may have been killed since. */
export function readServerNote(dataDirectory: string): ServerNote | undefined {
  try {
    const note: unknown = JSON.parse(readFileSync(pathOf(dataDirectory), 'utf8'));
    const isNote = typeof note === 'object' && note !== null && 'pid' in note && 'url' in note;
    return isNote && typeof note.pid === 'number' && typeof note.url === 'string'
      ? { pid: note.pid, url: note.url }
      : undefined;
  } catch {
    return undefined;
  }
}
