import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SextantError } from '../errors.js';
import { decisionLine, type LoggedDecision } from './decision-line.js';

export interface DecisionLog {
  /** Throws `store_failed` when the lines cannot be written whole. */
  readonly append: (decisions: readonly LoggedDecision[]) => void;
}

interface Redaction {
  /** Members that are left out of every line, such as `actor` or `outcome.reason`. */
  readonly redact?: readonly string[];
}

export const decisionLogName = 'decisions.ndjson';

/**
 * `<dataDirectory>/decisions.ndjson`: one JSON object a line. All lines of a call go out in one write to a file opened for
 * appending, so that processes that log at once do not mix their lines.
 */
export function createDecisionLog(dataDirectory: string, { redact = [] }: Redaction = {}): DecisionLog {
  const path = join(dataDirectory, decisionLogName);
  return {
    append: (decisions) => {
      if (decisions.length > 0) appendText(path, decisions.map((one) => `${decisionLine(one, redact)}\n`).join(''));
    },
  };
}

function appendText(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, 'a+');
    try {
      const bytes = Buffer.from(endsInLine(file) ? text : `\n${text}`, 'utf8');
      const written = writeSync(file, bytes);
      if (written < bytes.length) throw new Error(`${written} of ${bytes.length} bytes were written`);
    } finally {
      closeSync(file);
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

/** A process that died in the middle of a line must not take the next line with it. */
function endsInLine(file: number): boolean {
  const { size } = fstatSync(file);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last.toString() === '\n';
}
