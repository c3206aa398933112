import { readDecision } from '../audit/record.js';
import type { DecisionRecord } from '../audit/schema.js';
import type { Page } from '../page.js';
import { listDecisions as listRows } from '../store/list-decisions.js';
import type { Context } from './context.js';

export interface ListRequest extends Page {
  readonly recommendationId?: string;
}

/** One recorded decision, without its facts and its trace. */
export interface DecisionSummary
  extends Pick<
    DecisionRecord,
    'id' | 'parentId' | 'recommendationId' | 'kind' | 'occurredAt' | 'actor' | 'requestId' | 'ruleSet' | 'durationMs'
  > {
  /** What came of it, in a few words. */
  readonly summary: string;
}

/**
 * Recorded decisions, newest first.
 * @throws SextantError `store_failed` when a record was changed after it was written, and what the store throws
 */
export async function listDecisions(context: Context, request: ListRequest): Promise<DecisionSummary[]> {
  const rows = await context.store(({ db }) => listRows(db, { ...request, workspaceId: context.workspaceId }));
  return rows.map((row) => summarize(readDecision(row)));
}

function summarize(record: DecisionRecord): DecisionSummary {
  const { id, parentId, recommendationId, kind, occurredAt, actor, requestId, ruleSet, durationMs } = record;
  const envelope = { id, parentId, recommendationId, kind, occurredAt, actor, requestId, ruleSet, durationMs };
  return { ...envelope, summary: summaryOf(record) };
}

/** So much of a reason is shown in a list. */
const REASON = 80;

function summaryOf(record: DecisionRecord): string {
  if (record.kind === 'recommendation') {
    const { settings } = record.outcome;
    const valueOf = (slot: string): string =>
      [settings[slot] ?? []]
        .flat()
        .map(({ value }) => show(value))
        .join(', ');
    const layers =
      valueOf('hiddenUnits') === '' ? 'no hidden layer' : `${valueOf('hiddenLayers')} x ${valueOf('hiddenUnits')}`;
    return `${valueOf('task')}, ${valueOf('loss')}, ${valueOf('optimizer')} ${valueOf('learningRate')}, ${layers}`;
  }
  if (record.kind === 'refinement') {
    const { settings, score, kept } = record.outcome.trial;
    const changed = Object.entries(settings).map(([slot, value]) => `${slot} ${show(value)}`);
    const loss = score === null ? 'diverged' : `loss ${show(score)}`;
    return `${changed.join(', ') || 'as recommended'}: ${loss}, ${kept ? 'kept' : 'not kept'}`;
  }
  if (record.kind === 'activation') {
    const { before, active } = { ...record.facts, ...record.outcome };
    return `${nameOf(active)} decides, no longer ${nameOf(before)}`;
  }
  if (record.kind === 'shadow') {
    const { candidate, runs } = record.outcome;
    return `${nameOf(candidate)} ${runs ? 'is' : 'is no longer'} evaluated beside ${nameOf(record.facts.active)}`;
  }
  if (record.kind === 'override') {
    const { facts, outcome } = record;
    return `${facts.slot} ${show(outcome.value)} in place of ${show(facts.final)}: ${outcome.reason.slice(0, REASON)}`;
  }
  const verdicts = Object.values(record.outcome.verdicts);
  const counts = [...new Set(verdicts)].map((one) => `${verdicts.filter((verdict) => verdict === one).length} ${one}`);
  return counts.join(', ');
}

const nameOf = ({ name, version }: { readonly name: string; readonly version: string }): string => `${name} ${version}`;

const show = (value: unknown): string =>
  typeof value === 'number'
    ? String(Number(value.toPrecision(4)))
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
