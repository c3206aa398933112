import { createAdvisor } from '../advise/advise.js';
import type { RuleSet } from '../advise/schema.js';
import type { Pool } from '../probe/pool.js';
import { readDataset } from '../profile/read.js';
import type { Recommendation } from '../settings/recommendation.js';
import { beginRun } from './begin-run.js';
import { withOverrides } from './overrides.js';
import type { RunContext } from './run.js';
import type { RecommendOptions, RecommendRequest } from './schema.js';
import { beforeTraining, type TrainedRecommendation, trainRecommendation } from './train-recommendation.js';

/** A probe of a recommendation that is on record already. */
export interface ProbeTask {
  readonly probeId: string;
  readonly recommendation: Recommendation;
  /** The rules that recommended it. */
  readonly ruleSet: RuleSet;
  readonly request: RecommendRequest;
}

/**
 * Tests what was recommended. The rules answer the recorded profile once more, since their answer is what a probe begins with:
 * the same rules give the same. Nothing is stored.
 */
export async function probeRecommendation(
  context: RunContext & { readonly createPool: () => Pool },
  { probeId, recommendation, ruleSet, request }: ProbeTask,
  options: RecommendOptions,
): Promise<TrainedRecommendation> {
  const pool = context.createPool();
  try {
    const dataset = await readDataset({ ...request, limits: context.limits.table, signal: options.signal });
    const { profile } = recommendation;
    const advisor = createAdvisor(ruleSet);
    const { run } = await beginRun({ context, request, options, advisor, dataset, profile });
    await pool.backend();
    const first = withOverrides(beforeTraining(run, recommendation), recommendation);
    return await trainRecommendation({ ...run, pool, started: context.clock.elapsed() }, first, probeId);
  } finally {
    pool.close();
  }
}
