import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { run } from '../../src/cli/run.js';
import { compose } from '../../src/compose.js';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Desk {
  /** A fresh folder, removed after the tests of the file. */
  readonly folder: string;
  readonly dataDirectory: string;
  /** Writes a file into the folder and returns its path. */
  readonly write: (name: string, content: string | Uint8Array) => string;
  /** Everything in the folder. */
  readonly files: () => string[];
  /** Runs one command line in this process, with the real parts. */
  readonly sextant: (argv: readonly string[], over?: RunOptions) => Promise<Outcome>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly isTTY?: boolean;
  /** Told of each text as it is written. */
  readonly onStderr?: (text: string) => void;
}

/** A place to run commands in: a folder of its own, a store of its own, nothing from the environment. */
export function createDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-cli-'));
  const dataDirectory = join(folder, 'record');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    dataDirectory,
    write: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    files: () => readdirSync(folder).toSorted(),
    sextant: async (argv, { env = {}, signal = new AbortController().signal, isTTY = false, onStderr } = {}) => {
      const stdout = collector(isTTY);
      const stderr = collector(isTTY, onStderr);
      const io = { stdout, stderr, env: { SEXTANT_DATA_DIR: dataDirectory, ...env }, cwd: folder, signal };
      const code = await run(argv, io, compose);
      return { code, stdout: stdout.text(), stderr: stderr.text() };
    },
  };
}

function collector(isTTY: boolean, onText?: (text: string) => void) {
  const parts: string[] = [];
  const write = (text: string): void => {
    parts.push(text);
    onText?.(text);
  };
  return { isTTY, columns: 100, write, text: () => parts.join('') };
}

/** Rows of a table whose classes follow from `x`, as CSV. */
export function smallCsv(rows = 40): string {
  const lines = Array.from(
    { length: rows },
    (_, row) => `${((row * 13) % 40) / 4},${(row * 7) % 11},${row % 3 === 0 ? 'no' : 'yes'}`,
  );
  return ['x,z,y', ...lines, ''].join('\n');
}

export const smallestProfile = JSON.stringify({
  task: 'binary',
  rows: 1000,
  columns: { numeric: 12, categorical: 3 },
  classCounts: { no: 910, yes: 90 },
});
