import { SextantError } from '../errors.js';
import type { Provenance } from '../settings/provenance.js';
import { type Recommendation, recommendationSchema } from '../settings/recommendation.js';
import { type Database, runQuery } from '../store/database.js';
import { getRecommendationRow } from '../store/get-recommendation.js';
import { compactRecommendationSchema, expandRecommendation } from './compact-recommendation.js';
import { getRuleSet } from './stored-rule-set.js';

export interface StoredRequest {
  readonly recommendation: Recommendation;
  /** What was asked of a dataset; null where it was made from a profile. */
  readonly request: unknown;
  /** The file that it was made of, by its name and SHA-256; absent where it was made from a profile. */
  readonly file?: NonNullable<Provenance['file']>;
}

/** The recommendation as it was last saved, with what was asked. Throws `store_failed` when what is stored is not one. */
export async function getRecommendationRequest(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<StoredRequest | undefined> {
  const row = await getRecommendationRow(db, workspaceId, id);
  if (row === undefined) return undefined;
  const { datasetName: name, datasetHash: sha256 } = row;
  const file = name !== null && sha256 !== null ? { file: { name, sha256 } } : {};
  return runQuery(async () => ({ recommendation: await expand(db, row.body), request: row.request, ...file }));
}

export const getRecommendation = async (
  db: Database,
  workspaceId: string,
  id: string,
): Promise<Recommendation | undefined> => (await getRecommendationRequest(db, workspaceId, id))?.recommendation;

/** Before version 0.1 had rule sets to look things up in, they were kept whole. */
async function expand(db: Database, body: unknown): Promise<Recommendation> {
  const compact = compactRecommendationSchema.safeParse(body);
  if (!compact.success) return recommendationSchema.parse(body);
  const { hash } = compact.data.ruleSet;
  const ruleSet = await getRuleSet(db, hash);
  if (ruleSet) return expandRecommendation(compact.data, ruleSet);
  throw new SextantError('store_failed', `The rule set ${hash} of a recommendation is not stored.`);
}
