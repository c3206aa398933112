import type { Recommendation } from '../settings/recommendation.js';
import { type Database, runQuery } from './database.js';
import { recommendations } from './schema.js';

/** The file a recommendation was made from; absent when it was made from a profile. */
export interface DatasetReference {
  readonly name: string;
  /** SHA-256 of the file, lower-case hex. */
  readonly hash: string;
}

/** Stores a recommendation, or replaces it by what a probe made of it. Workspace, time, dataset and first decision stay as they were. */
export async function saveRecommendation(
  db: Database,
  recommendation: Recommendation,
  { workspaceId, dataset }: { readonly workspaceId: string; readonly dataset?: DatasetReference | undefined },
): Promise<void> {
  const { task } = recommendation.settings;
  const row = {
    id: recommendation.id,
    workspaceId,
    createdAt: Date.parse(recommendation.createdAt),
    datasetName: dataset?.name ?? null,
    datasetHash: dataset?.hash ?? null,
    task,
    body: recommendation,
    decisionId: recommendation.decisionId,
  };
  await runQuery(() =>
    db
      .insert(recommendations)
      .values(row)
      .onConflictDoUpdate({ target: recommendations.id, set: { task, body: recommendation } }),
  );
}
