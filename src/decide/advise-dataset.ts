import type { ReadOptions } from '../profile/read.js';
import type { Recommendation } from '../settings/recommendation.js';
import type { AdviseRequest } from './advise.js';
import { answerOnce } from './answer-once.js';
import type { Context } from './context.js';
import { getDataset } from './datasets.js';
import { recommend } from './recommend.js';

export interface AdviseDatasetRequest
  extends Omit<ReadOptions, 'file' | 'name' | 'maxColumns'>,
    Omit<AdviseRequest, 'profile'> {
  readonly datasetId: string;
}

/**
 * The rules' answer for a dataset that was uploaded, recorded.
 * @throws SextantError `not_found`, `idempotency_conflict`, and what reading a file, the rules and the store throw
 */
export const adviseDataset = (context: Context, request: AdviseDatasetRequest): Promise<Recommendation> =>
  answerOnce(context, request.idempotency, async (keep) => {
    const { name, hash } = await getDataset(context, request.datasetId);
    // Nothing is trained, so that nothing depends on a seed.
    const { recommendation } = await context.files.use(context.workspaceId, hash, (file) =>
      recommend(context, { ...request, file, name, seed: 0 }, { keep }),
    );
    return recommendation;
  });
