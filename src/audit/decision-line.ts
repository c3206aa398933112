import { z } from 'zod';
import type { AuditEntryRow } from '../store/schema.js';
import type { DecidedSettings, DecisionRecord } from './schema.js';

export interface LoggedDecision {
  readonly record: DecisionRecord;
  /** Where it stands in its chain: the log is a witness of the store. */
  readonly entry: Pick<AuditEntryRow, 'chainId' | 'seq' | 'payloadHash' | 'entryHash'>;
  /** Its line of the log where it is made ahead. */
  readonly line?: string;
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const decided = z.object({ value: z.unknown(), ruleId: z.string().nullable() });

/** A line of the decision log. `version` grows when a member changes its meaning or goes; added members do not change it. */
export const decisionLineSchema = z
  .object({
    event: z.literal('decision').meta({ description: 'Tells these lines from others.' }),
    version: z.literal(1).meta({ description: 'Of this form.' }),
    time: z.int().min(0).meta({ description: 'Milliseconds since the epoch.' }),
    decisionId: z.string().meta({ description: 'Of the decision: `sextant explain` takes it.' }),
    parentId: z.string().nullable().meta({ description: 'The decision that this one follows.' }),
    recommendationId: z.string().nullable().meta({ description: 'The recommendation that it is about.' }),
    kind: z.string().meta({
      description:
        'What was decided: `recommendation`, `refinement`, `override`, `verdicts`, `activation` or `shadow`.',
    }),
    actor: z.string().nullable().optional().meta({ description: 'Who asked: a user, a key.' }),
    requestId: z
      .string()
      .nullable()
      .optional()
      .meta({ description: 'Of the request, as its answer has it in `Request-Id`.' }),
    traceId: z
      .string()
      .optional()
      .meta({ description: 'Of W3C Trace Context, where the request was part of a trace.' }),
    ruleSet: z.object({ name: z.string(), version: z.string(), hash }).meta({ description: 'Whose rules decided.' }),
    settings: z
      .record(z.string(), z.union([decided, z.array(decided)]))
      .optional()
      .meta({ description: 'Slot to value and rule; a list for slots that collect values.' }),
    outcome: z.record(z.string(), z.unknown()).optional().meta({ description: 'What came of it, by kind.' }),
    chainId: z.string().meta({ description: 'The chain of the workspace.' }),
    seq: z.int().min(1).meta({ description: 'Place in the chain.' }),
    payloadHash: hash.meta({ description: 'SHA-256 of what the trail has of the decision.' }),
    entryHash: hash.meta({ description: 'With chain and place a witness of the trail: see docs/audit.md.' }),
    durationMs: z.number().min(0).meta({ description: 'How long it took to decide, in milliseconds.' }),
    redacted: z.array(z.string()).optional().meta({ description: 'Members that were left out, by configuration.' }),
  })
  .meta({ title: 'Line of the decision log' });

/** A decision as one line of JSON, without what is to be left out. */
export function decisionLine({ record, entry }: LoggedDecision, redact: readonly string[] = []): string {
  const { id, parentId, recommendationId, kind, actor, requestId, traceId, ruleSet, occurredAt, durationMs } = record;
  const { chainId, seq, payloadHash, entryHash } = entry;
  const line = {
    event: 'decision',
    version: 1,
    time: occurredAt,
    decisionId: id,
    parentId,
    recommendationId,
    kind,
    actor,
    requestId,
    ...(traceId !== undefined && { traceId }),
    ruleSet,
    ...summarize(record),
    chainId,
    seq,
    payloadHash,
    entryHash,
    durationMs,
  };
  return escapeControls(JSON.stringify(redact.length === 0 ? line : without(line, redact)));
}

/** The members that are there go, and their names are told. */
function without(line: object, paths: readonly string[]): object {
  const left = structuredClone(line);
  const redacted = paths.filter((path) => {
    const names = path.split('.');
    const last = names.pop() ?? '';
    const within = names.reduce<unknown>((value, name) => memberOf(value, name), left);
    return isObject(within) && Object.hasOwn(within, last) && Reflect.deleteProperty(within, last);
  });
  return redacted.length === 0 ? left : { ...left, redacted };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const memberOf = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

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
    const { id, parentId, score, kept, selected, difference, probabilityOfGain } = trial;
    const outcome = { trialId: id, parentTrialId: parentId, score, kept, selected, difference, probabilityOfGain };
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
