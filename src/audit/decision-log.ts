import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SextantError } from '../errors.js';
import { inGroups } from '../groups.js';
import { decisionLine, type LoggedDecision } from './decision-line.js';

export interface DecisionLog {
  /** Rejects with `store_failed` when the lines cannot be written whole. */
  readonly append: (decisions: readonly LoggedDecision[]) => Promise<void>;
  /** Of one decision, for whoever has time to make it before it is appended. */
  readonly lineOf: (decision: LoggedDecision) => string;
}

interface Redaction {
  /** Members that are left out of every line, such as `actor` or `outcome.reason`. */
  readonly redact?: readonly string[];
}

export const decisionLogName = 'decisions.ndjson';

/** Calls whose lines go out together. */
const MOST_CALLS = 1000;

/**
 * `<dataDirectory>/decisions.ndjson`: one JSON object a line. All lines of a call go out in one write to a file opened for
 * appending, so that processes that log at once do not mix their lines; calls that come while one is written share the next. The disk is waited for
 * by those who log, not by everybody.
 */
export function createDecisionLog(dataDirectory: string, { redact = [] }: Redaction = {}): DecisionLog {
  const path = join(dataDirectory, decisionLogName);
  const write = inGroups({
    carryOut: async (texts: readonly string[]) => {
      await appendText(path, texts.join(''));
      return texts;
    },
    most: MOST_CALLS,
    isOfOne: () => false,
  });
  const lineOf = (decision: LoggedDecision): string => decisionLine(decision, redact);
  return {
    lineOf,
    append: async (decisions) => {
      if (decisions.length > 0) await write(decisions.map((one) => `${one.line ?? lineOf(one)}\n`).join(''));
    },
  };
}

async function appendText(path: string, text: string): Promise<void> {
  try {
    const file = await openToAppend(path);
    try {
      const bytes = Buffer.from((await endsInLine(file)) ? text : `\n${text}`, 'utf8');
      const { bytesWritten } = await file.write(bytes);
      if (bytesWritten < bytes.length) throw new Error(`${bytesWritten} of ${bytes.length} bytes were written`);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new SextantError(
      'store_failed',
      `The decision is stored, but its line cannot be added to ${decisionLogName}.`,
      {
        hint: 'Check that the data folder is writable and that its disk is not full.',
        cause: error,
      },
    );
  }
}

/** The folder is made where it is not there. */
async function openToAppend(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'a+');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, 'a+');
  }
}

/** A process that died in the middle of a line must not take the next line with it. */
async function endsInLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() === '\n';
}
