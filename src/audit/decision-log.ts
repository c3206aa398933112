import { join } from 'node:path';
import { SextantError } from '../errors.js';
import { inGroups } from '../groups.js';
import { appendedFile } from './appended-file.js';
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
 * `<dataDirectory>/decisions.ndjson`: one JSON object a line. Calls that come while one is written share the next. The disk is waited for by those
 * who log, not by everybody.
 */
export function createDecisionLog(dataDirectory: string, { redact = [] }: Redaction = {}): DecisionLog {
  const append = appendedFile(join(dataDirectory, decisionLogName));
  const write = inGroups({
    carryOut: async (texts: readonly string[]) => {
      await append(texts.join('')).catch((error: unknown) => {
        throw storeFailed(error);
      });
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

const storeFailed = (cause: unknown): SextantError =>
  new SextantError('store_failed', `The decision is stored, but its line cannot be added to ${decisionLogName}.`, {
    hint: 'Check that the data folder is writable and that its disk is not full.',
    cause,
  });
