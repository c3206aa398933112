import { bigint, index, integer, json, pgSchema, text } from 'drizzle-orm/pg-core';

/** All tables stand in a schema of their own, so that Sextant can share a Postgres database with others. */
export const sextantSchema = pgSchema('sextant');

/** Milliseconds since the epoch. */
const time = () => bigint({ mode: 'number' }).notNull();

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
    createdAt: time(),
    datasetName: text(),
    /** SHA-256 of the file, lower-case hex. */
    datasetHash: text(),
    task: text(),
    /** `json`, not `jsonb`: it keeps the order of members, and a NUL in a label does not make the insert fail. */
    body: json().notNull(),
    decisionId: text().notNull(),
  },
  (table) => [index('recommendations_newest').on(table.createdAt, table.id)],
);

/** Entries are added, never changed. The columns beside `payload` are copies of its members, for queries. */
export const decisions = sextantSchema.table(
  'decisions',
  {
    id: text().primaryKey(),
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
    index('decisions_newest').on(table.occurredAt, table.id),
    index('decisions_of_recommendation').on(table.recommendationId, table.occurredAt, table.id),
  ],
);

export type RuleSetRow = typeof ruleSets.$inferSelect;
export type RecommendationRow = typeof recommendations.$inferInsert;
export type DecisionRow = typeof decisions.$inferSelect;
