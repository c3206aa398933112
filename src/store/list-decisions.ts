import { and, desc, eq, exists, gte, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Page, Place } from '../page.js';
import { type Database, runQuery } from './database.js';
import { isOlderThan } from './page.js';
import { auditEntries, type DecisionRow, decisions, recommendations } from './schema.js';
import { selectDecisions } from './select-decisions.js';

/** A stretch of time, in milliseconds since the epoch: from one moment on, before the other. */
export interface TimeRange {
  readonly from?: number;
  readonly to?: number;
}

/** What is read off each entry that is looked at; there is no index for it, so that writing an entry costs nothing more. */
export interface EntryFilter {
  readonly kind?: string;
  readonly actor?: string;
  /** SHA-256 of the file of the recommendation that the decision is about. */
  readonly datasetHash?: string;
  /** Of each list one text must stand in the payload. */
  readonly within?: readonly (readonly string[])[];
}

export interface DecisionQuery extends Page, TimeRange, EntryFilter {
  readonly workspaceId: string;
  readonly recommendationId?: string;
  /** Nothing older than this entry is looked at. */
  readonly oldest?: Place | undefined;
}

const place = { at: decisions.occurredAt, id: decisions.id };

/** Decisions, newest first; of one millisecond in descending order of id. Pages stay as they are while entries are added. */
export async function listDecisions(db: Database, query: DecisionQuery): Promise<DecisionRow[]> {
  const { kind, actor, datasetHash, within = [], oldest } = query;
  const isNotOlder = oldest && sql`(${place.at}, ${place.id}) >= (${oldest.at}::bigint, ${oldest.id})`;
  return runQuery(() =>
    selectDecisions(db)
      .where(
        and(
          ...inStretch(query),
          isNotOlder,
          kind === undefined ? undefined : eq(decisions.kind, kind),
          actor === undefined ? undefined : eq(decisions.actor, actor),
          datasetHash === undefined ? undefined : exists(recommendationOf(db, datasetHash)),
          ...within.map((texts) => or(...texts.map((text) => sql`strpos(${auditEntries.payload}, ${text}) > 0`))),
        ),
      )
      .orderBy(desc(place.at), desc(place.id))
      .limit(query.limit),
  );
}

/** Where a look at so many entries ends, whatever else is asked of them; `undefined` where there are fewer. */
export async function placeAfter(db: Database, query: DecisionQuery, count: number): Promise<Place | undefined> {
  const [last] = await runQuery(() =>
    db
      .select(place)
      .from(decisions)
      .where(and(...inStretch(query)))
      .orderBy(desc(place.at), desc(place.id))
      .offset(count - 1)
      .limit(1),
  );
  return last;
}

/** What an index finds. */
const inStretch = ({ workspaceId, before, recommendationId, from, to }: DecisionQuery): (SQL | undefined)[] => [
  eq(decisions.workspaceId, workspaceId),
  isOlderThan(before, place),
  recommendationId === undefined ? undefined : eq(decisions.recommendationId, recommendationId),
  from === undefined ? undefined : gte(decisions.occurredAt, from),
  to === undefined ? undefined : lt(decisions.occurredAt, to),
];

const recommendationOf = (db: Database, datasetHash: string) =>
  db
    .select({ id: recommendations.id })
    .from(recommendations)
    .where(and(eq(recommendations.id, decisions.recommendationId), eq(recommendations.datasetHash, datasetHash)));
