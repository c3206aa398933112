import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SextantError } from '../errors.js';
import type { AuditEntryRow } from '../store/schema.js';
import type { DecidedSettings, DecisionRecord } from './schema.js';

export interface LoggedDecision {
  readonly record: DecisionRecord;
  /** Where it stands in its chain: the log is a witness of the store. */
  readonly entry: Pick<AuditEntryRow, 'chainId' | 'seq' | 'payloadHash' | 'entryHash'>;
}

export interface DecisionLog {
  /** Throws `store_failed` when the lines cannot be written whole. */
  readonly append: (decisions: readonly LoggedDecision[]) => void;
}

export const decisionLogName = 'decisions.ndjson';

/**
 * `<dataDirectory>/decisions.ndjson`: one JSON object a line. All lines of a call go out in one write to a file opened for
 * appending, so that processes that log at once do not mix their lines.
 */
export function createDecisionLog(dataDirectory: string): DecisionLog {
  const path = join(dataDirectory, decisionLogName);
  return {
    append: (decisions) => {
      if (decisions.length > 0) appendText(path, decisions.map((one) => `${decisionLine(one)}\n`).join(''));
    },
  };
}

/**
 * A decision as one line. Members: `event` ("decision"), `time` (ms since the epoch), `decisionId`, `parentId`,
 * `recommendationId`, `kind`, `actor`, `requestId`, `traceId` (where there is one), `ruleSet` { name, version, hash }, `settings` (slot -> { value, ruleId };
 * a list for slots that collect), `outcome` (what came of it), `chainId`, `seq`, `payloadHash`, `entryHash`, `durationMs`.
 */
export function decisionLine({ record, entry }: LoggedDecision): string {
  const { id, parentId, recommendationId, kind, actor, requestId, traceId, ruleSet, occurredAt, durationMs } = record;
  const envelope = {
    event: 'decision',
    time: occurredAt,
    decisionId: id,
    parentId,
    recommendationId,
    kind,
    actor,
    requestId,
    ...(traceId !== undefined && { traceId }),
  };
  const { chainId, seq, payloadHash, entryHash } = entry;
  const place = { chainId, seq, payloadHash, entryHash };
  return escapeControls(JSON.stringify({ ...envelope, ruleSet, ...summarize(record), ...place, durationMs }));
}

interface Summary {
  readonly settings: DecidedSettings;
  readonly outcome: object;
}
type Summaries = { readonly [K in DecisionRecord['kind']]: (record: Extract<DecisionRecord, { kind: K }>) => Summary };

const summaries: Summaries = {
  recommendation: ({ outcome, trace }) => {
    const fired = trace.rules.split('+').length - 1;
    return { settings: outcome.settings, outcome: { slots: Object.keys(outcome.settings).length, rulesFired: fired } };
  },
  refinement: ({ outcome: { trial } }) => {
    const { id, parentId, score, kept, difference, probabilityOfGain } = trial;
    const outcome = { trialId: id, parentTrialId: parentId, score, kept, difference, probabilityOfGain };
    return { settings: changedBy(trial.because, trial.settings), outcome };
  },
  override: ({ facts: { slot }, outcome: { value, reason, settings } }) => ({
    settings: changedBy(null, settings),
    outcome: { slot, value, reason },
  }),
  verdicts: ({ outcome: { verdicts, settings } }) => ({ settings: changedBy(null, settings), outcome: { verdicts } }),
  activation: ({ facts, outcome }) => ({ settings: {}, outcome: { ...facts, ...outcome } }),
  shadow: ({ facts, outcome }) => ({ settings: {}, outcome: { ...facts, ...outcome } }),
};

type JsonValues = Extract<DecisionRecord, { kind: 'verdicts' }>['outcome']['settings'];
const changedBy = (ruleId: string | null, settings: JsonValues): DecidedSettings =>
  Object.fromEntries(Object.entries(settings).map(([slot, value]) => [slot, { value, ruleId }]));

/** The key chooses the function for its own kind; the compiler cannot follow that through the index. */
const summarize = (record: DecisionRecord): object =>
  (summaries[record.kind] as (one: DecisionRecord) => object)(record);

/** What JSON leaves as it is although some readers end a line there, or a terminal obeys it. */
const controls = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
const escapeControls = (json: string): string =>
  json.replace(controls, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);

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
