import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { type ProbeEventRow, probeEvents, probes } from './schema.js';

/** The place of an event among those of a probe: later attempts come later. */
export type EventPlace = Pick<ProbeEventRow, 'attempt' | 'sequence'>;

export async function insertProbeEvent(db: Database, row: ProbeEventRow): Promise<void> {
  await runQuery(() => db.insert(probeEvents).values(row));
}

/** Events read at once: a few MB. A day of a probe has up to 864,000. */
const ROWS_OF_A_PAGE = 1000;

/** Events after a place, in their order, some at a time; all of them where there is none. */
export async function* probeEventsAfter(
  db: Database,
  probeId: string,
  after: EventPlace | undefined,
): AsyncGenerator<ProbeEventRow[]> {
  for (let last = after; ; ) {
    const { attempt, sequence } = probeEvents;
    // Compared as a pair, which the index of the key finds at once.
    const isLater = last && sql`(${attempt}, ${sequence}) > (${last.attempt}, ${last.sequence})`;
    const rows = await runQuery(() =>
      db
        .select()
        .from(probeEvents)
        .where(and(eq(probeEvents.probeId, probeId), isLater))
        .orderBy(asc(attempt), asc(sequence))
        .limit(ROWS_OF_A_PAGE),
    );
    yield rows;
    if (rows.length < ROWS_OF_A_PAGE) return;
    last = rows.at(-1);
  }
}

/** Removes the events of probes that ended before a time (milliseconds since the epoch). */
export async function deleteProbeEvents(db: Database, endedBefore: number): Promise<void> {
  const ended = db.select({ id: probes.id }).from(probes).where(lt(probes.finishedAt, endedBefore));
  await runQuery(() => db.delete(probeEvents).where(inArray(probeEvents.probeId, ended)));
}
