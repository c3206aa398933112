import { readDecision } from '../audit/record.js';
import { getRecommendationRequest } from '../audit/stored-recommendation.js';
import type { Provenance } from '../settings/provenance.js';
import type { ProbeReport, Recommendation } from '../settings/recommendation.js';
import { getDataset } from '../store/datasets.js';
import { getDecision } from '../store/get-decision.js';
import type { Context } from './context.js';
import { notFound } from './not-found.js';
import { type AskedOfDataset, withOpenProbe } from './probes.js';

/** What a report of a recommendation in the store needs. */
export interface ReportSource {
  readonly recommendation: Recommendation;
  readonly provenance: Provenance;
  /** `data.csv: y`; absent where it was made from a profile. */
  readonly title?: string;
  /** Whether the dataset that it was made from is still there, so that programs can be written for it. */
  readonly hasDataset: boolean;
  /** The request that gives the same answer again, as lines. */
  readonly reproduce: readonly string[];
}

/** @throws SextantError `not_found`, and what the store throws */
export async function reportSource(context: Context, id: string): Promise<ReportSource> {
  const { workspaceId } = context;
  const found = await context.store(async ({ db }) => {
    const stored = await getRecommendationRequest(db, workspaceId, id);
    if (!stored) return undefined;
    const recommendation = await withOpenProbe(db, stored.recommendation);
    const request = stored.request as AskedOfDataset | null;
    const dataset = request && (await getDataset(db, workspaceId, request.dataset.datasetId));
    const decision = await getDecision(db, workspaceId, recommendation.decisionId);
    return { ...stored, recommendation, request, hasDataset: Boolean(dataset), decision };
  });
  if (!found) throw notFound('recommendation', id);
  const { recommendation, request, hasDataset, file, decision } = found;
  // Of an erased or pruned decision there is nothing to read.
  const record = decision && decision.payload !== null ? readDecision(decision) : undefined;
  const provenance = { ...(file && { file }), ...(record && { appVersion: record.appVersion }) };
  const title = file && request ? { title: `${file.name}: ${request.dataset.target.join(', ')}` } : {};
  const settings = record?.kind === 'recommendation' ? record.facts.settings : (request?.settings ?? {});
  return {
    recommendation,
    provenance,
    ...title,
    hasDataset,
    reproduce: requestOf(recommendation, { request, settings }),
  };
}

interface Asked {
  readonly request: AskedOfDataset | null;
  /** Slots that the caller fixed. */
  readonly settings: object;
}

function requestOf({ profile, probe }: Recommendation, { request, settings }: Asked): string[] {
  const text = JSON.stringify({
    ...(request ? { dataset: datasetOf(request) } : { profile }),
    ...(Object.keys(settings).length > 0 && { constraints: { settings } }),
    ...(probe && { probe: boundOf(probe) }),
  });
  // The same JSON, and the beginning of no tag wherever it is shown.
  return ['POST /v1/recommendations', text.replaceAll('<', '\\u003c')];
}

const datasetOf = ({ dataset: { datasetId, ...reading } }: AskedOfDataset): object => ({ id: datasetId, ...reading });

/** Members that are absent are left out of JSON. */
const boundOf = ({ budgetSeconds, trialsLimit, depthStart, seed }: ProbeReport): object => ({
  budgetSeconds,
  trialsLimit,
  depthStart,
  seed,
});
