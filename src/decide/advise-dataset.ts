import type { ReadOptions } from '../profile/read.js';
import type { Recommendation } from '../settings/recommendation.js';
import type { AdviseRequest } from './advise.js';
import { answerOnce } from './answer-once.js';
import type { Context } from './context.js';
import { getDataset } from './datasets.js';
import { recommend } from './recommend.js';

export interface AdviseDatasetRequest
  extends Omit<ReadOptions, 'file' | 'name' | 'maxColumns' | 'signal'>,
    Omit<AdviseRequest, 'profile'> {
  readonly datasetId: string;
  /** Aborting ends the reading of the file. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The rules' answer for a dataset that was uploaded, recorded.
 * @throws SextantError `not_found`, `idempotency_conflict`, and what reading a file, the rules and the store throw
 */
export const adviseDataset = (context: Context, request: AdviseDatasetRequest): Promise<Recommendation> =>
  answerOnce(context, request.idempotency, async (keep) => {
    const { name, hash } = await getDataset(context, request.datasetId);
    const file = context.files.pathOf(context.workspaceId, hash);
    // Nothing is trained, so that nothing depends on a seed.
    const { signal, ...asked } = request;
    const options = { keep, ...(signal && { signal }) };
    const { recommendation } = await recommend(context, { ...asked, file, name, seed: 0 }, options);
    return recommendation;
  });
