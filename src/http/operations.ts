import type { Metrics } from './metrics.js';
import type { Operation } from './operation.js';
import { createKey } from './operations/create-key.js';
import { createRecommendation } from './operations/create-recommendation.js';
import { createRecommendations } from './operations/create-recommendations.js';
import { deleteDataset } from './operations/delete-dataset.js';
import { explainDecision } from './operations/explain-decision.js';
import { getDataset } from './operations/get-dataset.js';
import { getDecision } from './operations/get-decision.js';
import { getRecommendation } from './operations/get-recommendation.js';
import { getLiveness } from './operations/health-live.js';
import { getReadiness } from './operations/health-ready.js';
import { getReport } from './operations/get-report.js';
import { getRule } from './operations/get-rule.js';
import { listCounterfactuals } from './operations/list-counterfactuals.js';
import { listDatasets } from './operations/list-datasets.js';
import { listDecisions } from './operations/list-decisions.js';
import { listKeys } from './operations/list-keys.js';
import { listRecommendations } from './operations/list-recommendations.js';
import { listRules } from './operations/list-rules.js';
import { getMetrics } from './operations/metrics.js';
import { getOpenApi, type OpenApiDocument } from './operations/openapi.js';
import { predict } from './operations/predict.js';
import { profileDataset } from './operations/profile-dataset.js';
import { replayDecision } from './operations/replay-decision.js';
import { revokeKey } from './operations/revoke-key.js';
import { getRulesPage } from './operations/rules-page.js';
import { simulate } from './operations/simulate.js';
import { cancelProbe } from './operations/cancel-probe.js';
import { createProbe } from './operations/create-probe.js';
import { getProbe } from './operations/get-probe.js';
import { listProbes } from './operations/list-probes.js';
import { streamProbeEvents } from './operations/stream-probe-events.js';
import { uploadDataset } from './operations/upload-dataset.js';

/** In the order of the document. */
const operations: readonly Operation[] = [
  createRecommendation,
  createRecommendations,
  listRecommendations,
  getRecommendation,
  getReport,
  predict,
  uploadDataset,
  listDatasets,
  getDataset,
  deleteDataset,
  profileDataset,
  createProbe,
  listProbes,
  getProbe,
  cancelProbe,
  streamProbeEvents,
  listRules,
  getRule,
  listDecisions,
  getDecision,
  explainDecision,
  listCounterfactuals,
  replayDecision,
  simulate,
  createKey,
  listKeys,
  revokeKey,
  getRulesPage,
];

/** Answered before anything is known of who asks: they must not hang on what that takes. */
export const healthOperations: readonly Operation[] = [getLiveness, getReadiness];

export interface ServiceParts {
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  readonly createDocument: () => OpenApiDocument;
}

/** Everything else that the service does. */
export const operationsOf = ({ metrics, createDocument }: ServiceParts): readonly Operation[] => [
  ...operations,
  getMetrics(metrics),
  getOpenApi(createDocument),
];
