import { and, asc, eq, gt, inArray, lt, or } from 'drizzle-orm';
import { type Database, runQuery } from './database.js';
import { type ProbeEventRow, probeEvents, probes } from './schema.js';

/** The place of an event among those of a probe: later attempts come later. */
export type EventPlace = Pick<ProbeEventRow, 'attempt' | 'sequence'>;

export async function insertProbeEvent(db: Database, row: ProbeEventRow): Promise<void> {
  await runQuery(() => db.insert(probeEvents).values(row));
}

/** Events after a place, in their order; all of them where there is none. */
export const probeEventsAfter = (
  db: Database,
  probeId: string,
  after: EventPlace | undefined,
): Promise<ProbeEventRow[]> =>
  runQuery(() =>
    db
      .select()
      .from(probeEvents)
      .where(
        and(
          eq(probeEvents.probeId, probeId),
          after &&
            or(
              gt(probeEvents.attempt, after.attempt),
              and(eq(probeEvents.attempt, after.attempt), gt(probeEvents.sequence, after.sequence)),
            ),
        ),
      )
      .orderBy(asc(probeEvents.attempt), asc(probeEvents.sequence)),
  );

/** Removes the events of probes that ended before a time (milliseconds since the epoch). */
export async function deleteProbeEvents(db: Database, endedBefore: number): Promise<void> {
  const ended = db.select({ id: probes.id }).from(probes).where(lt(probes.finishedAt, endedBefore));
  await runQuery(() => db.delete(probeEvents).where(inArray(probeEvents.probeId, ended)));
}
