import { bigint, index, integer, json, pgSchema, primaryKey, text } from 'drizzle-orm/pg-core';

/** All tables stand in a schema of their own, so that Sextant can share a Postgres database with others. */
export const sextantSchema = pgSchema('sextant');

/** Milliseconds since the epoch. */
const time = () => bigint({ mode: 'number' }).notNull();

/** What belongs to one workspace is not seen from another. */
export const workspaces = sextantSchema.table('workspaces', {
  id: text().primaryKey(),
  name: text().notNull().unique(),
  createdAt: time(),
});

const workspaceId = () =>
  text()
    .notNull()
    .references(() => workspaces.id);

/** API keys. The key itself is shown once and not kept. */
export const keys = sextantSchema.table(
  'keys',
  {
    id: text().primaryKey(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    /** SHA-256 of the key, lower-case hex: 256 random bits need no slower hash. */
    keyHash: text().notNull().unique(),
    scopes: json().$type<readonly string[]>().notNull(),
    createdAt: time(),
    expiresAt: bigint({ mode: 'number' }),
    revokedAt: bigint({ mode: 'number' }),
  },
  (table) => [index('keys_newest').on(table.workspaceId, table.createdAt, table.id)],
);

/** The first answer to a request with an `Idempotency-Key`, written in the transaction of what it answers. */
export const idempotencyRecords = sextantSchema.table(
  'idempotency_records',
  {
    workspaceId: workspaceId(),
    key: text().notNull(),
    operation: text().notNull(),
    /** SHA-256 of the request's canonical body, lower-case hex. */
    requestHash: text().notNull(),
    /** What was answered: JSON of the caller's making. */
    answer: text().notNull(),
    createdAt: time(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.key] }),
    index('idempotency_records_oldest').on(table.createdAt),
  ],
);

/** Requests with an `Idempotency-Key` that are being carried out, so that those who send one again wait for it. Its answer alone counts. */
export const idempotencyClaims = sextantSchema.table(
  'idempotency_claims',
  {
    workspaceId: workspaceId(),
    key: text().notNull(),
    /** Of the request that is carried out. */
    token: text().notNull(),
    /** Until when whoever carries it out is taken to be alive. */
    leaseUntil: time(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.key] })],
);

/** Files that were uploaded. Equal bytes in one workspace are one file. */
export const datasets = sextantSchema.table(
  'datasets',
  {
    id: text().primaryKey(),
    workspaceId: workspaceId(),
    /** Name of the file as the caller gave it. */
    name: text().notNull(),
    /** SHA-256 of the bytes, lower-case hex. */
    hash: text().notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    createdAt: time(),
  },
  (table) => [
    index('datasets_newest').on(table.workspaceId, table.createdAt, table.id),
    index('datasets_of_file').on(table.workspaceId, table.hash),
  ],
);

/** Each rule set that decided something, once, verbatim: `hash` is the SHA-256 of the bytes of `body`. */
export const ruleSets = sextantSchema.table('rule_sets', {
  hash: text().primaryKey(),
  name: text().notNull(),
  version: text().notNull(),
  /** Canonical JSON. */
  body: text().notNull(),
});

/** Indexes ascend and are read backwards: a descending one of drizzle puts nulls last, which `order by ... desc` cannot use. */
export const recommendations = sextantSchema.table(
  'recommendations',
  {
    id: text().primaryKey(),
    workspaceId: workspaceId(),
    createdAt: time(),
    datasetName: text(),
    /** SHA-256 of the file, lower-case hex. */
    datasetHash: text(),
    task: text(),
    /** `json`, not `jsonb`: it keeps the order of members, and a NUL in a label does not make the insert fail. */
    body: json().notNull(),
    decisionId: text().notNull(),
    /** How the dataset was to be read and which slots the caller fixed, for probes; null where it was made from a profile. */
    request: json(),
  },
  (table) => [index('recommendations_newest').on(table.workspaceId, table.createdAt, table.id)],
);

/** Entries are added, never changed. The columns beside `payload` are copies of its members, for queries. */
export const decisions = sextantSchema.table(
  'decisions',
  {
    id: text().primaryKey(),
    workspaceId: workspaceId(),
    parentId: text(),
    recommendationId: text().references(() => recommendations.id),
    kind: text().notNull(),
    schemaVersion: integer().notNull(),
    occurredAt: time(),
    actor: text(),
    requestId: text(),
    ruleSetHash: text()
      .notNull()
      .references(() => ruleSets.hash),
    /** The whole record as canonical JSON, verbatim: what is hashed is this text and nothing read from elsewhere. */
    payload: text().notNull(),
    /** SHA-256 of the bytes of `payload`, lower-case hex. */
    payloadHash: text().notNull(),
  },
  (table) => [
    index('decisions_newest').on(table.workspaceId, table.occurredAt, table.id),
    index('decisions_of_recommendation').on(table.recommendationId, table.occurredAt, table.id),
  ],
);

/** Probes that were asked for over HTTP, from the request to the end. What came of one is in its recommendation. */
export const probes = sextantSchema.table(
  'probes',
  {
    id: text().primaryKey(),
    workspaceId: workspaceId(),
    recommendationId: text()
      .notNull()
      .references(() => recommendations.id),
    /** Of which it trains rows; it may be deleted meanwhile. */
    datasetId: text().notNull(),
    /** `queued`, `running`, `succeeded`, `failed` or `cancelled`. */
    status: text().notNull(),
    /** How often a worker has begun it. A result counts only from the attempt that is under way. */
    attempt: integer().notNull().default(0),
    /** What was asked: budget, seed, dataset and how to read it. */
    request: json().notNull(),
    /** Of the queue. */
    jobId: text().notNull(),
    createdAt: time(),
    startedAt: bigint({ mode: 'number' }),
    finishedAt: bigint({ mode: 'number' }),
    /** Since when it is to stop. */
    cancelledAt: bigint({ mode: 'number' }),
    /** Until when the worker that runs it is taken to be alive. */
    leaseUntil: bigint({ mode: 'number' }),
    /** What came of it; that of the newest is in the recommendation too. */
    report: json(),
    /** Code and detail of what ended it, where it failed. */
    error: json().$type<{ readonly code: string; readonly detail: string }>(),
    /** SHA-256 of the file of the final model, lower-case hex. */
    modelHash: text(),
  },
  (table) => [
    index('probes_newest').on(table.workspaceId, table.createdAt, table.id),
    index('probes_of_recommendation').on(table.recommendationId, table.createdAt, table.id),
    index('probes_leased').on(table.status, table.leaseUntil),
  ],
);

/** Progress of probes in the order in which it happened, kept so that who comes late sees all of it. */
export const probeEvents = sextantSchema.table(
  'probe_events',
  {
    probeId: text()
      .notNull()
      .references(() => probes.id),
    attempt: integer().notNull(),
    sequence: integer().notNull(),
    at: time(),
    body: json().notNull(),
  },
  (table) => [primaryKey({ columns: [table.probeId, table.attempt, table.sequence] })],
);

export type RuleSetRow = typeof ruleSets.$inferSelect;
export type RecommendationRow = typeof recommendations.$inferInsert;
export type DecisionRow = typeof decisions.$inferSelect;
export type KeyRow = typeof keys.$inferSelect;
export type IdempotencyRow = typeof idempotencyRecords.$inferSelect;
export type DatasetRow = typeof datasets.$inferSelect;
export type ProbeRow = typeof probes.$inferSelect;
export type ProbeEventRow = typeof probeEvents.$inferSelect;
