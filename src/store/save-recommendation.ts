import { sql } from 'drizzle-orm';
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

/** Stores recommendations, or replaces them by what a probe made of them. `body` is what is kept of one (src/audit/compact-recommendation.ts). Workspace, time, dataset, request and first decision stay as they were. */
export async function saveRecommendations(
  db: Database,
  stored: readonly (StoredRecommendation & { readonly workspaceId: string; readonly body: object })[],
): Promise<void> {
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
  await inBatches(rows, (some) =>
    db.execute(
      sql`${insertion(recommendations, some)} on conflict (id) do update set task = excluded.task, body = excluded.body`,
    ),
  );
}
