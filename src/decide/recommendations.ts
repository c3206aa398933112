import type { Page } from '../page.js';
import type { Recommendation } from '../settings/recommendation.js';
import { getRecommendation as getRow } from '../audit/stored-recommendation.js';
import { listRecommendations as listRows, type RecommendationEntry } from '../store/list-recommendations.js';
import type { Context } from './context.js';
import { notFound } from './not-found.js';
import { withOpenProbe } from './probes.js';

export type { RecommendationEntry } from '../store/list-recommendations.js';

/** Recommendations of the workspace, newest first, without their settings. */
export const listRecommendations = (context: Context, page: Page): Promise<RecommendationEntry[]> =>
  context.store(({ db }) => listRows(db, { ...page, workspaceId: context.workspaceId }));

/**
 * A recommendation as it is now.
 * @throws SextantError `not_found`, and what the store throws
 */
export async function getRecommendation(context: Context, id: string): Promise<Recommendation> {
  const found = await context.store(async ({ db }) => {
    const recommendation = await getRow(db, context.workspaceId, id);
    return recommendation && withOpenProbe(db, recommendation);
  });
  if (found) return found;
  throw notFound('recommendation', id);
}
