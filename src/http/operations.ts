import type { Metrics } from './metrics.js';
import type { Operation } from './operation.js';
import { activateRuleSet } from './operations/activate-rule-set.js';
import { exportAudit } from './operations/export-audit.js';
import { listAuditEntries } from './operations/list-audit-entries.js';
import { listCheckpoints } from './operations/list-checkpoints.js';
import { verifyAudit } from './operations/verify-audit.js';
import { createKey } from './operations/create-key.js';
import { createRecommendation } from './operations/create-recommendation.js';
import { createRecommendations } from './operations/create-recommendations.js';
import { createRuleSet } from './operations/create-rule-set.js';
import { deleteDataset } from './operations/delete-dataset.js';
import { diffRuleSets } from './operations/diff-rule-sets.js';
import { eraseDecision } from './operations/erase-decision.js';
import { explainDecision } from './operations/explain-decision.js';
import { getDataset } from './operations/get-dataset.js';
import { getDecision } from './operations/get-decision.js';
import { getRecommendation } from './operations/get-recommendation.js';
import { getLiveness } from './operations/health-live.js';
import { getReadiness } from './operations/health-ready.js';
import { exportModel } from './operations/export-model.js';
import { exportRecommendation } from './operations/export-recommendation.js';
import { getReport } from './operations/get-report.js';
import { getRule } from './operations/get-rule.js';
import { getRuleEvidence } from './operations/get-rule-evidence.js';
import { getRuleSet } from './operations/get-rule-set.js';
import { lintRuleSet } from './operations/lint-rule-set.js';
import { listCounterfactuals } from './operations/list-counterfactuals.js';
import { listDatasets } from './operations/list-datasets.js';
import { listDecisions } from './operations/list-decisions.js';
import { listKeys } from './operations/list-keys.js';
import { listRecommendations } from './operations/list-recommendations.js';
import { listRuleEvidence } from './operations/list-rule-evidence.js';
import { listRuleSets } from './operations/list-rule-sets.js';
import { listRules } from './operations/list-rules.js';
import { getMetrics } from './operations/metrics.js';
import { getOpenApi, type OpenApiDocument } from './operations/openapi.js';
import { overrideSetting } from './operations/override-setting.js';
import { predict } from './operations/predict.js';
import { profileDataset } from './operations/profile-dataset.js';
import { pruneAudit } from './operations/prune-audit.js';
import { replayDecision } from './operations/replay-decision.js';
import { revokeKey } from './operations/revoke-key.js';
import { getRulesPage } from './operations/rules-page.js';
import { simulate } from './operations/simulate.js';
import { cancelProbe } from './operations/cancel-probe.js';
import { createProbe } from './operations/create-probe.js';
import { getProbe } from './operations/get-probe.js';
import { listProbes } from './operations/list-probes.js';
import { startShadow } from './operations/start-shadow.js';
import { stopShadow } from './operations/stop-shadow.js';
import { streamProbeEvents } from './operations/stream-probe-events.js';
import { importDataset } from './operations/import-dataset.js';
import { uploadDataset } from './operations/upload-dataset.js';

/** In the order of the document. */
const operations: readonly Operation[] = [
  createRecommendation,
  createRecommendations,
  listRecommendations,
  getRecommendation,
  getReport,
  exportRecommendation,
  exportModel,
  overrideSetting,
  predict,
  uploadDataset,
  importDataset,
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
  getRuleEvidence,
  listRuleEvidence,
  listRuleSets,
  createRuleSet,
  getRuleSet,
  lintRuleSet,
  activateRuleSet,
  startShadow,
  stopShadow,
  diffRuleSets,
  listDecisions,
  getDecision,
  explainDecision,
  listAuditEntries,
  listCheckpoints,
  exportAudit,
  verifyAudit,
  pruneAudit,
  eraseDecision,
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
