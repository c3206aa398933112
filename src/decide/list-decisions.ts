import { asksOfRecord, type DecisionFilter, isAbout, textsWithin } from '../audit/decision-filter.js';
import { type Damage, tryDecision } from '../audit/record.js';
import type { DecisionRecord } from '../audit/schema.js';
import type { Page, Place } from '../page.js';
import { formatValue } from '../settings/format-value.js';
import { isRemark } from '../settings/slots.js';
import type { Database } from '../store/database.js';
import {
  type DecisionQuery,
  type EntryFilter,
  listDecisions as listRows,
  placeAfter,
  type TimeRange,
} from '../store/list-decisions.js';
import { getDecision } from '../store/get-decision.js';
import { type RuleSetName, ruleSetNames } from '../store/rule-sets.js';
import type { DecisionRow } from '../store/schema.js';
import type { Context } from './context.js';
import { notFound } from './not-found.js';

export interface ListRequest extends Page, TimeRange, DecisionFilter, Omit<EntryFilter, 'within'> {
  readonly recommendationId?: string;
}

/** One recorded decision, without its facts and its trace. */
export interface DecisionSummary
  extends Pick<
    DecisionRecord,
    'id' | 'parentId' | 'recommendationId' | 'occurredAt' | 'actor' | 'requestId' | 'ruleSet'
  > {
  readonly kind: string;
  /** Null where the record is damaged. */
  readonly durationMs: number | null;
  /** What came of it, in a few words; of a damaged record what is wrong with it. */
  readonly summary: string;
  /** What is stored is not the record that was written. All that is told here is from beside it. */
  readonly damaged?: true;
}

/** Entries that are looked at for one page of a list that is filtered: of 10 KB each a fifth of a second on PGlite, in our thread. */
const MOST_LOOKED_AT = 5_000;
/** Entries of a page where all pages are wanted. */
const USUAL_PAGE = 200;

export interface DecisionPage {
  readonly entries: readonly DecisionSummary[];
  /** The next page is what is older than this; `undefined` at the end. */
  readonly next: Place | undefined;
}

/**
 * A page of recorded decisions, newest first. Of a filtered list it may have fewer entries than were asked for and still not be
 * the last: it ends where five thousand entries of the stretch of time were looked at. A record that was changed after it was written is
 * told as such; what it says is not looked at, so that it fits no filter of that.
 * @throws SextantError what the store throws
 */
export const pageOfDecisions = (context: Context, request: ListRequest): Promise<DecisionPage> =>
  context.store(({ db }) => readPage(db, context.workspaceId, request));

/** As many as `limit` says, from as many pages as that takes. */
export async function listDecisions(context: Context, request: ListRequest): Promise<DecisionSummary[]> {
  const found: DecisionSummary[] = [];
  await eachPage(context, request, (entries) => {
    found.push(...entries);
    return Promise.resolve();
  });
  return found;
}

/** Hands over page after page, up to `limit` entries; the next one is read when the one before is taken. */
export const eachPage = (
  context: Context,
  request: Omit<ListRequest, 'limit'> & { readonly limit?: number; readonly signal?: AbortSignal },
  take: (entries: readonly DecisionSummary[]) => Promise<void>,
): Promise<void> =>
  context.store(async ({ db }) => {
    const { limit = Infinity, before, signal, ...filter } = request;
    let [left, next] = [limit, before];
    do {
      const asked = { ...filter, limit: Math.min(left, USUAL_PAGE), before: next };
      const page = await readPage(db, context.workspaceId, asked);
      if (page.entries.length > 0) await take(page.entries);
      left -= page.entries.length;
      next = page.next;
    } while (next !== undefined && left > 0 && signal?.aborted !== true);
  });

async function readPage(db: Database, workspaceId: string, request: ListRequest): Promise<DecisionPage> {
  const { rule, slot, value, verdict, ...rest } = request;
  const given = { rule, slot, value, verdict };
  const filter: DecisionFilter = Object.fromEntries(Object.entries(given).filter(([, asked]) => asked !== undefined));
  const query = { ...rest, workspaceId, within: textsWithin(filter) };
  const isLooking =
    query.within.length > 0 || [rest.kind, rest.actor, rest.datasetHash].some((asked) => asked !== undefined);
  const oldest = isLooking ? await placeAfter(db, query, MOST_LOOKED_AT) : undefined;
  // One entry more tells whether there are others.
  const found = await matching(db, { ...query, oldest, limit: request.limit + 1 }, filter);
  const entries = found.slice(0, request.limit);
  const last = entries.at(-1);
  const isFull = found.length > request.limit && last !== undefined;
  return { entries, next: isFull ? { at: last.occurredAt, id: last.id } : oldest };
}

/** What the store finds, and of that what fits indeed. */
async function matching(db: Database, query: DecisionQuery, filter: DecisionFilter): Promise<DecisionSummary[]> {
  const found: DecisionSummary[] = [];
  for (let { before } = query; ; ) {
    const rows = await listRows(db, { ...query, before });
    found.push(...(await summarizeRows(db, rows, filter)));
    const last = rows.at(-1);
    if (found.length >= query.limit || rows.length < query.limit || last === undefined)
      return found.slice(0, query.limit);
    before = { at: last.occurredAt, id: last.id };
  }
}

/** One decision, whether its record can be read or not. @throws SextantError `not_found`, and what the store throws */
export const summaryOfDecision = (context: Context, id: string): Promise<DecisionSummary> =>
  context.store(async ({ db }) => {
    const row = await getDecision(db, context.workspaceId, id);
    const [summary] = row ? await summarizeRows(db, [row], {}) : [];
    if (!summary) throw notFound('decision', id);
    return summary;
  });

async function summarizeRows(
  db: Database,
  rows: readonly DecisionRow[],
  filter: DecisionFilter,
): Promise<DecisionSummary[]> {
  const read = rows.map((row) => ({ row, ...tryDecision(row) }));
  const hashes = new Set(read.flatMap((one) => ('damage' in one ? one.row.ruleSetHash : [])));
  const names = hashes.size === 0 ? [] : await ruleSetNames(db, [...hashes]);
  return read.flatMap((one): DecisionSummary[] => {
    if ('damage' in one) return asksOfRecord(filter) ? [] : [summarizeDamaged(one, names)];
    return isAbout(one.record, filter) ? [summarize(one.record)] : [];
  });
}

/** By the row that leads to it. */
function summarizeDamaged(
  { row, damage }: { readonly row: DecisionRow; readonly damage: Damage },
  names: readonly RuleSetName[],
): DecisionSummary {
  const { id, parentId, recommendationId, kind, occurredAt, actor, requestId, ruleSetHash: hash } = row;
  const ruleSet = names.find((one) => one.hash === hash) ?? { name: 'unknown', version: '', hash };
  const envelope = { id, parentId, recommendationId, kind, occurredAt, actor, requestId, ruleSet, durationMs: null };
  return { ...envelope, summary: damage, damaged: true };
}

export function summarize(record: DecisionRecord): DecisionSummary {
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
        .map(({ value }) => formatValue(value))
        .join(', ');
    const layers =
      valueOf('hiddenUnits') === '' ? 'no hidden layer' : `${valueOf('hiddenLayers')} x ${valueOf('hiddenUnits')}`;
    return `${valueOf('task')}, ${valueOf('loss')}, ${valueOf('optimizer')} ${valueOf('learningRate')}, ${layers}`;
  }
  if (record.kind === 'refinement') {
    const { settings, score, kept } = record.outcome.trial;
    const changed = Object.entries(settings).map(([slot, value]) => `${slot} ${formatValue(value)}`);
    const loss = score === null ? 'no loss' : `loss ${formatValue(score)}`;
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
    return `${facts.slot} ${formatValue(outcome.value)} in place of ${formatValue(facts.final)}: ${outcome.reason.slice(0, REASON)}`;
  }
  const verdicts = Object.entries(record.outcome.verdicts).flatMap(([slot, one]) => (isRemark(slot) ? [] : [one]));
  const counts = [...new Set(verdicts)].map((one) => `${verdicts.filter((verdict) => verdict === one).length} ${one}`);
  return counts.join(', ');
}

const nameOf = ({ name, version }: { readonly name: string; readonly version: string }): string => `${name} ${version}`;
