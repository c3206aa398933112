import { readDecision } from '../audit/record.js';
import { getRecommendationRequest } from '../audit/stored-recommendation.js';
import type { Provenance } from '../settings/provenance.js';
import type { Recommendation } from '../settings/recommendation.js';
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
    return { ...stored, recommendation, decision: await getDecision(db, workspaceId, recommendation.decisionId) };
  });
  if (!found) throw notFound('recommendation', id);
  const { recommendation, file, decision } = found;
  const request = found.request as AskedOfDataset | null;
  // Of an erased or pruned decision there is nothing to read.
  const isThere = decision !== undefined && decision.payload !== null;
  const provenance = { ...(file && { file }), ...(isThere && { appVersion: readDecision(decision).appVersion }) };
  const title = file && request ? { title: `${file.name}: ${request.dataset.target.join(', ')}` } : {};
  return { recommendation, provenance, ...title, reproduce: requestOf(recommendation, request) };
}

function requestOf({ profile, probe }: Recommendation, request: AskedOfDataset | null): string[] {
  const bound =
    probe &&
    (probe.trialsLimit === undefined ? { budgetSeconds: probe.budgetSeconds } : { trialsLimit: probe.trialsLimit });
  const body = request ? { dataset: datasetOf(request), ...fixed(request) } : { profile };
  const text = JSON.stringify({ ...body, ...(probe && { probe: { ...bound, seed: probe.seed } }) });
  // The same JSON, and the beginning of no tag wherever it is shown.
  return ['POST /v1/recommendations', text.replaceAll('<', '\\u003c')];
}

const datasetOf = ({ dataset: { datasetId, ...reading } }: AskedOfDataset): object => ({ id: datasetId, ...reading });

const fixed = ({ settings }: AskedOfDataset): object =>
  Object.keys(settings).length > 0 ? { constraints: { settings } } : {};
