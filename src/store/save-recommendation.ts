import { type SQL, sql } from 'drizzle-orm';
import type { Recommendation } from '../settings/recommendation.js';
import { inBatches } from './batches.js';
import type { Database } from './database.js';
import { insertion } from './insert-rows.js';
import { recommendations } from './schema.js';

/** The file a recommendation was made from; absent when it was made from a profile. */
export interface DatasetReference {
  readonly name: string;
  /** SHA-256 of the file, lower-case hex. */
  readonly hash: string;
}

export interface StoredRecommendation {
  readonly recommendation: Recommendation;
  /** The file it was made from; absent when it was made from a profile. */
  readonly dataset?: DatasetReference | undefined;
  /** What was asked of a dataset in the store, for probes. */
  readonly request?: object | undefined;
}

export interface KeptRecommendation extends StoredRecommendation {
  readonly workspaceId: string;
  /** What is kept of it (src/audit/compact-recommendation.ts). */
  readonly body: object;
}

/** Stores recommendations, or replaces them by what a probe made of them. Workspace, time, dataset, request and first decision stay as they were. */
export const saveRecommendations = (db: Database, stored: readonly KeptRecommendation[]): Promise<void> =>
  inBatches(stored, (some) => db.execute(recommendationInsertion(some)));

/** The statement that does so. */
export function recommendationInsertion(stored: readonly KeptRecommendation[], condition?: SQL): SQL {
  const rows = stored.map(({ workspaceId, recommendation, body, dataset, request }) => ({
    id: recommendation.id,
    workspaceId,
    createdAt: Date.parse(recommendation.createdAt),
    datasetName: dataset?.name ?? null,
    datasetHash: dataset?.hash ?? null,
    task: recommendation.settings.task,
    body,
    decisionId: recommendation.decisionId,
    request: request ?? null,
  }));
  return sql`${insertion(recommendations, rows, condition)} on conflict (id) do update set task = excluded.task, body = excluded.body`;
}
