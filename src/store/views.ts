import { sql } from 'drizzle-orm';
import { bigint, boolean, doublePrecision, integer, json, text } from 'drizzle-orm/pg-core';
import { sextantSchema } from './schema.js';

/** The profile of each recommendation, for who asks in SQL: it is kept in that one's body. */
export const profiles = sextantSchema
  .view('profiles', {
    recommendationId: text().notNull(),
    workspaceId: text().notNull(),
    createdAt: bigint({ mode: 'number' }).notNull(),
    profile: json().notNull(),
  })
  .as(
    sql`select id as recommendation_id, workspace_id, created_at, body -> 'profile' as profile from sextant.recommendations`,
  );

/** The advice of each recommendation, a row for each item: it is kept in that one's body, without what the rule set says. */
export const advice = sextantSchema
  .view('advice', {
    recommendationId: text().notNull(),
    workspaceId: text().notNull(),
    /** From 1. */
    place: integer().notNull(),
    slot: text().notNull(),
    /** Null where the caller or a person set it. */
    ruleId: text(),
    origin: text().notNull(),
    recommended: json(),
    final: json(),
    verdict: text().notNull(),
  })
  .as(
    sql`select recommendations.id as recommendation_id, workspace_id, place::int as place, coalesce(item ->> 'slot', of_rule ->> (item ->> 'ruleId')) as slot, item ->> 'ruleId' as rule_id, coalesce(item ->> 'origin', 'rule') as origin, coalesce(item -> 'recommended', item -> 'value') as recommended, item -> 'value' as final, coalesce(item ->> 'verdict', 'untested') as verdict from sextant.recommendations cross join lateral json_array_elements(body -> 'items') with ordinality as of_advice (item, place) left join lateral (select json_object_agg(rule ->> 'id', rule ->> 'slot') as of_rule from sextant.rule_sets cross join lateral json_array_elements(rule_sets.body::json -> 'rules') as rule where hash = recommendations.body -> 'ruleSet' ->> 'hash') as rules on true`,
  );

/** The trials of each probe in their order, likewise: they are kept in its report. */
export const trials = sextantSchema
  .view('trials', {
    id: text().notNull(),
    probeId: text().notNull(),
    recommendationId: text().notNull(),
    workspaceId: text().notNull(),
    /** From 1. */
    place: integer().notNull(),
    /** What was changed, by slot. */
    settings: json().$type<Readonly<Record<string, unknown>>>().notNull(),
    /** The rule or the plan that asked for it. */
    because: text().notNull(),
    /** Mean loss on the rows that were held out; null where it diverged. */
    score: doublePrecision(),
    kept: boolean().notNull(),
  })
  .as(
    sql`select trial ->> 'id' as id, probes.id as probe_id, recommendation_id, workspace_id, place::int as place, trial -> 'settings' as settings, trial ->> 'because' as because, (trial ->> 'score')::float8 as score, (trial ->> 'kept')::boolean as kept from sextant.probes cross join lateral json_array_elements(report -> 'trials') with ordinality as of_probe (trial, place)`,
  );
