import { basename } from 'node:path';
import type { DecisionRecord } from '../audit/schema.js';
import { readDataset } from '../profile/read.js';
import type { Profile } from '../profile/schema.js';
import type { Recommendation } from '../settings/recommendation.js';
import { advisorFor } from './advisor-for.js';
import { beginRun } from './begin-run.js';
import type { Context } from './context.js';
import { adviceRecord, recordContext, store } from './record.js';
import type { Advised } from './run.js';
import type { Decided } from './shadow.js';
import type { RecommendOptions, RecommendRequest, RecommendResult } from './schema.js';
import { beforeTraining, trainRecommendation } from './train-recommendation.js';

/**
 * The main job: profile a file, advise by rules, test the advice by a probe, and record it all.
 * @throws SextantError of kind `input` for a file or request that cannot be used; nothing is written then
 */
export async function recommend(
  context: Context,
  request: RecommendRequest,
  options: RecommendOptions = {},
): Promise<RecommendResult> {
  const needsTraining =
    request.probe !== undefined ||
    request.needsModel === true ||
    request.test !== undefined ||
    request.predict !== undefined;
  // Started before the file is read: TensorFlow takes as long to load as most files.
  const pool = needsTraining ? context.createPool() : undefined;
  try {
    // Who stops a training gets what is known by then; where none is wanted, nothing is known before the file is read.
    const signal = pool ? undefined : options.signal;
    const dataset = await readDataset({ ...request, limits: context.limits.table, signal });
    // A store that cannot be written shows before the training, not after it.
    const isStoreOpen = pool && context.store(() => Promise.resolve());
    isStoreOpen?.catch(() => undefined);
    const advisor = await advisorFor(context);
    const profile = completeProfile(dataset.profile, request);
    const { run, adviceMs } = await beginRun({ context, request, options, advisor, dataset, profile });
    await Promise.all([isStoreOpen, pool?.backend()]);
    const { recommendation: first, record } = advised(run, adviceMs);
    const file = { name: request.name ?? basename(request.file), sha256: dataset.sha256 };
    const provenance = { file, appVersion: context.versions.app };
    const result = { schema: dataset.schema, ruleSet: advisor.ruleSet, provenance };
    if (!pool) {
      await keep(context, run, { recommendation: first, decisions: [record] });
      context.rules?.shadows.observe(context.workspaceId, [decidedIn(run)]);
      return { ...result, recommendation: first };
    }
    const trained = await trainRecommendation({ ...run, pool, started: context.clock.elapsed() }, first);
    const { recommendation, decisions, model, status } = trained;
    await keep(context, run, { recommendation, decisions: [record, ...decisions] });
    run.reporter.end(status);
    return { ...result, recommendation, ...(model && { model }) };
  } finally {
    pool?.close();
  }
}

/** What the caller asked, as facts for the rules. */
function completeProfile(profile: Profile, { metric, laterProbe, probe = laterProbe }: RecommendRequest): Profile {
  const budgetSeconds = probe && 'budgetSeconds' in probe ? probe.budgetSeconds : undefined;
  return { ...profile, ...(metric && { metric }), ...(budgetSeconds !== undefined && { budgetSeconds }) };
}

/** The rules' answer and its record. */
function advised(run: Advised, adviceMs: number) {
  const { context, advisor, profile, request, advice } = run;
  const id = context.ids('rec');
  const record = adviceRecord(recordContext(context, advisor.ruleSet, request.requestId ?? null), {
    profile,
    fixed: request.settings ?? {},
    advice,
    recommendationId: id,
    durationMs: adviceMs,
  });
  const createdAt = new Date(record.occurredAt).toISOString();
  return { recommendation: beforeTraining(run, { id, decisionId: record.id, createdAt }), record };
}

const decidedIn = ({ advisor, profile, request, advice }: Advised): Decided => ({
  hash: advisor.ruleSet.hash,
  profile,
  fixed: request.settings ?? {},
  settings: advice.settings,
});

interface Kept {
  readonly recommendation: Recommendation;
  readonly decisions: readonly DecisionRecord[];
}

/** Puts what was recommended on record, in one transaction with the answer to the caller. */
const keep = (context: Context, { advisor, dataset, request, options }: Advised, kept: Kept): Promise<void> =>
  store(context, advisor.ruleSet, {
    recommendations: [
      {
        recommendation: kept.recommendation,
        dataset: { name: request.name ?? basename(request.file), hash: dataset.sha256 },
        request: options.asked,
      },
    ],
    decisions: kept.decisions,
    before: async (tx) => options.keep?.(tx, kept.recommendation),
    after: async (tx) => options.after?.(tx, kept.recommendation),
  });
