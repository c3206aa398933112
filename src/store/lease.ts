import { sql } from 'drizzle-orm';

/** Milliseconds since the epoch by the clock of the database, which is the same for all processes. */
export const databaseNow = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

export const leaseFrom = (seconds: number) => sql<number>`${databaseNow} + ${seconds * 1000}::bigint`;
