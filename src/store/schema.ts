import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  json,
  pgSchema,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

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

/** What is proven of a trail is proven of these rows; they are added, never changed. A chain for each workspace, without gaps. */
export const auditEntries = sextantSchema.table(
  'audit_entries',
  {
    /** Id of the workspace. */
    chainId: text().notNull(),
    /** From 1. */
    seq: bigint({ mode: 'number' }).notNull(),
    entryId: text().notNull(),
    kind: text().notNull(),
    schemaVersion: integer().notNull(),
    /** When it was added. What it tells of may have happened before. */
    occurredAt: time(),
    /** Canonical JSON, verbatim: what is hashed is this text and nothing read from elsewhere. */
    payload: text(),
    /** SHA-256 of the bytes of `payload`, lower-case hex; as `prevHash` and `entryHash` are. */
    payloadHash: text().notNull(),
    /** Hash of the entry before; 64 zeros for the first. Two entries on one are impossible. */
    prevHash: text().notNull(),
    /** Of everything beside it (src/audit/entry-hash.ts). */
    entryHash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chainId, table.seq] }),
    unique('audit_entries_no_fork').on(table.chainId, table.prevHash),
  ],
);

/** One row: the random id by which the notes of this database are told from those of another. */
export const installation = sextantSchema.table('installation', {
  isOnly: boolean().primaryKey().default(true),
  id: text().notNull(),
});

/** Keys that signed notes. What proves anything is what readers kept elsewhere of them. */
export const auditKeys = sextantSchema.table('audit_keys', {
  /** Base64 of 32 bytes. */
  publicKey: text().primaryKey(),
  name: text().notNull(),
  validFrom: time(),
  /** Null while it signs. */
  validUntil: bigint({ mode: 'number' }),
});

/** Copies of the signed notes on chains; the notes themselves are files outside of the database. */
export const auditCheckpoints = sextantSchema.table(
  'audit_checkpoints',
  {
    chainId: text().notNull(),
    /** Entries that it vouches for. */
    size: bigint({ mode: 'number' }).notNull(),
    note: text().notNull(),
    /** Roots of the perfect subtrees over those entries, from left to right, from which the next note goes on. */
    tree: json().$type<readonly { readonly size: number; readonly hash: string }[]>().notNull(),
    createdAt: time(),
  },
  (table) => [primaryKey({ columns: [table.chainId, table.size] })],
);

/** Where decisions are found: copies of members of the payload that `seq` of the workspace's chain has. */
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
    /** Place in the workspace's chain. */
    seq: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [
    index('decisions_newest').on(table.workspaceId, table.occurredAt, table.id),
    index('decisions_of_recommendation').on(table.recommendationId, table.occurredAt, table.id),
    // Of few rows: other decisions do not pay for it.
    index('decisions_verdicts')
      .on(table.workspaceId, table.occurredAt, table.id)
      .where(sql`${table.kind} = 'verdicts'`),
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

/** Rule sets that were uploaded to a workspace; what they say is in `rule_sets`. */
export const workspaceRuleSets = sextantSchema.table(
  'workspace_rule_sets',
  {
    id: text().primaryKey(),
    workspaceId: workspaceId(),
    hash: text()
      .notNull()
      .references(() => ruleSets.hash),
    createdAt: time(),
    /** Who uploaded it. */
    createdBy: text().notNull(),
    /** Hash of the rules that it extends; null where it stands for itself. */
    extends: text(),
    /** How many rules it has, those that it extends among them. */
    rules: integer().notNull(),
    /** What its proof found, and the version of Sextant that proved it; null until then. */
    findings: json(),
    provenBy: text(),
  },
  (table) => [
    unique('workspace_rule_sets_once').on(table.workspaceId, table.hash),
    index('workspace_rule_sets_newest').on(table.workspaceId, table.createdAt, table.id),
  ],
);

/** The rule set that decides in a workspace. One without a row decides by what the service brings. */
export const activeRuleSets = sextantSchema.table('active_rule_sets', {
  workspaceId: workspaceId().primaryKey(),
  ruleSetId: text()
    .notNull()
    .references(() => workspaceRuleSets.id),
});

/** Candidates that are, or were, evaluated beside the active rule set; of each the newest time. */
export const shadows = sextantSchema.table(
  'shadows',
  {
    workspaceId: workspaceId(),
    /** No reference: what the service brings has no row. */
    ruleSetId: text().notNull(),
    /** Hash of the active rule set that it is compared with. */
    against: text().notNull(),
    startedAt: time(),
    endedAt: bigint({ mode: 'number' }),
    decisions: integer().notNull().default(0),
    different: integer().notNull().default(0),
    /** Decisions to which it had no answer. */
    failed: integer().notNull().default(0),
    /** Decisions for which there was no time. */
    skipped: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.ruleSetId] }),
    uniqueIndex('shadows_running').on(table.workspaceId).where(sql`${table.endedAt} is null`),
  ],
);

/** In how many of those decisions a slot came out differently. */
export const shadowSlots = sextantSchema.table(
  'shadow_slots',
  {
    workspaceId: workspaceId(),
    ruleSetId: text().notNull(),
    slot: text().notNull(),
    different: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.ruleSetId, table.slot] })],
);

export type WorkspaceRuleSetRow = typeof workspaceRuleSets.$inferSelect;
export type ShadowRow = typeof shadows.$inferSelect;
export type RuleSetRow = typeof ruleSets.$inferSelect;
export type RecommendationRow = typeof recommendations.$inferInsert;
export type AuditEntryRow = typeof auditEntries.$inferSelect;
/** A decision with what the chain keeps of it. */
export type DecisionRow = typeof decisions.$inferSelect & Pick<AuditEntryRow, 'payload' | 'payloadHash' | 'entryHash'>;
export type AuditKeyRow = typeof auditKeys.$inferSelect;
export type AuditCheckpointRow = typeof auditCheckpoints.$inferSelect;
export type KeyRow = typeof keys.$inferSelect;
export type IdempotencyRow = typeof idempotencyRecords.$inferSelect;
export type DatasetRow = typeof datasets.$inferSelect;
export type ProbeRow = typeof probes.$inferSelect;
export type ProbeEventRow = typeof probeEvents.$inferSelect;
