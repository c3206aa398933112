import { contradictedHint } from '../audit/note-before.js';
import { damagedHint } from '../audit/record.js';
import type { ErrorCode } from '../errors.js';
import { type ProblemParts, saidOfFaults } from './problems.js';

/** An operation as far as it decides which problems can come of it. */
export interface OperationFacts {
  readonly operationId: string;
  readonly readsJson: boolean;
  readonly readsBody: boolean;
  /** Takes an `Idempotency-Key`. */
  readonly isIdempotent: boolean;
}

interface ProblemExample extends Pick<ProblemParts, 'detail' | 'hint' | 'errors'> {
  /** Which operations can answer it, among those that name its status. */
  readonly of: (operation: OperationFacts) => boolean;
}

const everyOperation = (): boolean => true;
/** Of the command line, of a start or of a probe's end, and no answer to a request. */
export const none = (): boolean => false;
const only =
  (...ids: readonly string[]) =>
  ({ operationId }: OperationFacts): boolean =>
    ids.includes(operationId);

const readsBody = (operation: OperationFacts): boolean => operation.readsBody;
const readsJson = (operation: OperationFacts): boolean => operation.readsJson;
const isIdempotent = (operation: OperationFacts): boolean => operation.isIdempotent;
const uploads = only('uploadDataset');
const takesFiles = only('uploadDataset', 'importDataset');
const advises = only('createRecommendation', 'createRecommendations', 'simulate');
/** Reads the rows of a dataset with regard to a target. */
const reads = only('createRecommendation', 'profileDataset');
const predicts = only('predict');
/** Looks at rule sets of others in a process of its own. */
const checksRules = only('createRuleSet', 'activateRuleSet', 'startShadow', 'lintRuleSet', 'diffRuleSets');
const overrides = only('overrideSetting');

const targetAbsent = 'churn.csv: there is no column "churnd", which was named as target.';
const targetConstant = 'churn.csv: the target "churned" has the same value in every row.';
const targetMissing = 'churn.csv: the target "churned" is missing in all 400 rows.';
const targetUnsuitable =
  'churn.csv: the target "churned" cannot be predicted as count: it holds values that are not numbers, such as "yes".';
const columnMissing = 'rows.json: 1 column of the training file missing: "tenure".';

/** What each problem looks like. The document shows it at every operation that can answer it. */
export const problemExamples: { readonly [C in ErrorCode]: ProblemExample } = {
  malformed_request: { detail: 'The body is not JSON.', hint: 'Send one JSON object.', of: readsJson },
  upload_broken: { detail: 'The file did not come in whole.', hint: 'Send it again.', of: uploads },
  key_required: {
    detail: 'This operation needs a key.',
    hint: 'Send one as `Authorization: Bearer sx_...`. `sextant keys create` makes one: with a key of the scope admin, or where the service is stopped.',
    of: everyOperation,
  },
  key_invalid: {
    detail: 'The key is unknown, revoked or expired.',
    hint: 'Send a good one as `Authorization: Bearer sx_...`. `sextant keys list` shows the keys.',
    of: everyOperation,
  },
  access_denied: {
    detail: 'This service answers only programs on its own machine.',
    hint: 'Call it by localhost or 127.0.0.1, and not from a web page of another origin.',
    of: everyOperation,
  },
  scope_missing: {
    detail: 'The key does not have the scope audit.',
    hint: 'Use a key that has it. `sextant keys create --scope` says what a new key may do.',
    of: (operation) => !only('getOpenApi')(operation),
  },
  not_found: {
    detail: 'There is no recommendation rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071 here.',
    hint: 'List the recommendations to see what is recorded.',
    of: everyOperation,
  },
  not_acceptable: {
    detail: 'The report is in none of the media types that the request accepts.',
    hint: 'Accept one of text/html, text/markdown, application/json.',
    of: only('getReport'),
  },
  method_not_allowed: { detail: '/v1/keys does not answer PUT.', hint: 'It answers GET, HEAD, POST.', of: none },
  idempotency_conflict: {
    detail: 'The idempotency key was used for another request.',
    hint: 'Send the same request as at the first time, or another key.',
    of: isIdempotent,
  },
  in_progress: {
    detail: 'A request with this idempotency key is still being carried out.',
    hint: 'Send the same request again later: it gets the answer of the first one.',
    of: isIdempotent,
  },
  probe_unfinished: {
    detail: 'The probe prb_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071 of this recommendation has not ended.',
    hint: 'Wait for it, or cancel it.',
    of: only('createProbe', 'overrideSetting', 'eraseDecision'),
  },
  rule_set_unproven: {
    detail: 'The rules house 1.0.0 are not proven, so they are not used.',
    hint: 'POST to its lint says what is wrong. Mend that and upload the rules anew.',
    errors: [{ pointer: '', message: 'gap: no rule says optimizer where rows is below 50000' }],
    of: only('activateRuleSet', 'startShadow'),
  },
  shadow_conflict: {
    detail: 'It decides already: there is nothing to compare it with.',
    hint: 'GET /v1/rule-sets says which rule set is active and which is in shadow.',
    of: only('startShadow'),
  },
  probe_ended: {
    detail: 'The probe has ended: it has succeeded.',
    hint: 'There is nothing to cancel any more.',
    of: only('cancelProbe'),
  },
  record_damaged: {
    detail: 'The stored decision dec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071 was changed after it was written.',
    hint: damagedHint,
    of: only('getDecision', 'explainDecision', 'listCounterfactuals', 'replayDecision', 'simulate', 'getReport'),
  },
  trail_contradicted: {
    detail: 'The trail is not the one that the note on its first 512 entries vouches for.',
    hint: contradictedHint,
    of: only('pruneAudit'),
  },
  key_shown: {
    detail: 'This request has made the key key_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071 before, and a key is shown once.',
    hint: 'Where the answer was lost, revoke that key and make another, with another idempotency key.',
    of: only('createKey'),
  },
  body_too_large: {
    detail: 'The body is larger than 1 MB.',
    hint: 'Send less at once; who runs the service may allow more by SEXTANT_BODY_MB. Rows of a dataset are uploaded, not sent with a request.',
    of: (operation) => !uploads(operation),
  },
  file_too_large: {
    detail: 'The file is larger than 512 MB.',
    hint: 'Send it as Parquet or gzip, or a sample of its rows.',
    of: uploads,
  },
  quota_exceeded: {
    detail: 'The workspace may hold 2048 MB of datasets, and this one is too much.',
    hint: 'Delete datasets that are not needed any more.',
    of: takesFiles,
  },
  media_type_unsupported: {
    detail: 'The body is not of a media type that this operation reads.',
    hint: 'Send JSON with the header Content-Type: application/json.',
    of: readsBody,
  },
  json_too_deep: {
    detail: 'The body has more than 64 levels of objects and lists.',
    hint: 'GET /openapi.json says what is legal; who runs the service may allow more by SEXTANT_JSON_DEPTH.',
    of: readsJson,
  },
  request_invalid: {
    detail: 'The request has one place that cannot be used.',
    hint: 'GET /openapi.json says what is legal.',
    errors: [{ pointer: '/limit', message: 'Too big: expected number to be <=200' }],
    of: everyOperation,
  },
  profile_invalid: { detail: 'The profile is not valid:\n  /rows: Too small: expected number to be >0', of: none },
  settings_invalid: {
    detail: 'batchSize cannot be 0: it must be at least 1.',
    hint: 'Choose a legal value for batchSize, or leave it to the rules.',
    of: (operation) => advises(operation) || overrides(operation),
  },
  rule_set_invalid: {
    detail: 'One thing is wrong with the rule set.',
    hint: 'Mend each place. `sextant rules lint` finds the same on your machine.',
    errors: [{ pointer: '/rules/0/slot', message: 'There is no setting optimiser. Did you mean optimizer?' }],
    of: only('createRuleSet'),
  },
  file_not_found: { detail: 'churn.csv: there is no such file.', of: none },
  not_a_table: { detail: 'churn.csv: this is no table.', hint: 'Send CSV, Parquet, JSON or NDJSON.', of: reads },
  file_empty: {
    detail: 'The file is empty.',
    hint: 'Send the bytes of a table.',
    of: only('uploadDataset', 'importDataset', 'createRecommendation', 'profileDataset'),
  },
  encoding_invalid: { detail: 'churn.csv: the text is not UTF-8.', hint: 'Save it as UTF-8.', of: reads },
  ragged_rows: {
    detail: 'churn.csv: 1 row does not fit the header, which has 5 columns: line 7 (4 cells).',
    hint: 'Mend these lines, or leave them out (skipBadRows, --skip-bad-rows).',
    of: reads,
  },
  duplicate_columns: { detail: 'churn.csv: two columns are called plan.', hint: 'Rename one.', of: reads },
  too_many_columns: {
    detail: 'churn.csv: it has 20000 columns; the limit is 5000.',
    hint: 'Leave out the columns that are not needed, or raise the limit (SEXTANT_TABLE_COLUMNS).',
    of: reads,
  },
  table_too_large: { detail: 'churn.csv: unpacked it is larger than 2048 MB.', hint: 'Send fewer rows.', of: reads },
  no_features: {
    detail: 'churn.csv: none of its 2 columns beside the target can be used: "note" is text, "plan" has no values.',
    hint: 'Give at least one column of numbers, of categories, or of yes and no.',
    of: reads,
  },
  target_absent: {
    detail: targetAbsent,
    hint: 'Did you mean "churned"?',
    errors: [{ pointer: '/dataset/target/0', message: targetAbsent }],
    of: reads,
  },
  target_constant: {
    detail: targetConstant,
    hint: 'There is nothing to predict: name another column, or give rows of every class.',
    errors: [{ pointer: '/dataset/target', message: targetConstant }],
    of: reads,
  },
  target_missing: {
    detail: targetMissing,
    hint: 'Name a column that holds what is to be predicted.',
    errors: [{ pointer: '/dataset/target', message: targetMissing }],
    of: reads,
  },
  target_unsuitable: {
    detail: targetUnsuitable,
    hint: 'Leave out the task, and it is decided from the target.',
    errors: [{ pointer: '/dataset/task', message: targetUnsuitable }],
    of: reads,
  },
  too_few_rows: {
    detail: 'churn.csv: only 3 usable rows; at least 10 are needed.',
    hint: 'Give more rows: with fewer, no setting can be told from another.',
    of: reads,
  },
  column_missing: {
    detail: columnMissing,
    hint: 'Its columns are "plan". Columns are found by name; their order does not matter.',
    errors: [{ pointer: '/rows', message: columnMissing }],
    of: only('predict', 'createRecommendation', 'profileDataset'),
  },
  usage_invalid: {
    detail: 'The key would have expired already.',
    hint: 'Give a time in the future, or none.',
    errors: [{ pointer: '/expiresAt', message: 'The key would have expired already.' }],
    of: only('createKey', 'createRecommendation', 'profileDataset', 'listCounterfactuals', 'simulate'),
  },
  model_invalid: {
    detail: 'The file of the final model cannot be read.',
    hint: 'Ask for a probe anew: the newest that leaves a model is used.',
    of: predicts,
  },
  bundle_invalid: { detail: 'trail: entries.ndjson is not there.', of: none },
  export_unsupported: {
    detail: 'scikit-learn does not have what is recommended: dropoutRate: it has no dropout.',
    hint: 'Choose another format, or fix these settings to what the library has and ask for a recommendation again.',
    errors: [{ pointer: '/settings/dropoutRate', message: 'dropoutRate: it has no dropout' }],
    of: only('exportRecommendation', 'exportModel'),
  },
  dataset_required: {
    detail:
      'There are no rows to train on: the recommendation was made from a profile, or of a dataset that was deleted.',
    hint: 'Upload the rows as a dataset, and ask for a recommendation of that.',
    of: only('createProbe', 'exportRecommendation'),
  },
  model_missing: {
    detail: 'No probe of the recommendation has left a model.',
    hint: 'Ask for a probe and wait for its end. A model is deleted with the dataset that it was trained on.',
    of: only('predict', 'exportModel'),
  },
  too_many_requests: {
    detail: 'The key has sent more than 600 requests in a minute.',
    hint: 'Wait as many seconds as Retry-After says.',
    of: everyOperation,
  },
  queue_full: {
    detail: 'The workspace has 20 probes that wait or run, and that is the most.',
    hint: 'Wait for one to end, or cancel one.',
    of: (operation) => only('createRecommendation', 'createProbe')(operation) || checksRules(operation),
  },
  too_many_streams: {
    detail: 'The service has 1000 streams of events open, and that is the most.',
    hint: 'Ask for the probe itself now and then, or try again later.',
    of: only('streamProbeEvents'),
  },
  too_many_predictions: {
    detail: 'The service predicts for 4 requests at once, and that is the most.',
    hint: 'Send more rows in one request, or try again in a moment.',
    of: predicts,
  },
  config_invalid: { ...saidOfFaults, of: none },
  rules_invalid: { ...saidOfFaults, of: advises },
  rules_conflict: { ...saidOfFaults, of: advises },
  store_failed: { ...saidOfFaults, of: everyOperation },
  trial_failed: { ...saidOfFaults, of: predicts },
  probe_lost: { ...saidOfFaults, of: none },
  internal: { ...saidOfFaults, of: everyOperation },
  store_locked: { ...saidOfFaults, of: none },
  server_unreachable: { detail: 'The server at http://localhost:8080 does not answer.', of: none },
  store_unavailable: {
    detail: 'The database does not answer, or has no room.',
    hint: 'Try again in a moment. If it lasts, the log of the service says why.',
    of: (operation) => !only('getReadiness')(operation),
  },
  files_unavailable: {
    detail: 'The storage of files does not answer, or refuses.',
    hint: 'Try again in a moment. If it lasts, the log of the service says why.',
    of: only('createRecommendation', 'predict', 'uploadDataset', 'importDataset', 'deleteDataset', 'profileDataset'),
  },
  request_timed_out: {
    detail: 'The request took longer than 300 s.',
    hint: 'Ask for less at once; who runs the service may allow more by SEXTANT_REQUEST_SECONDS. What it asked for may still come to its end: sent again with the same Idempotency-Key it is done once.',
    of: (operation) => !only('getReadiness', 'uploadDataset')(operation),
  },
  not_ready: { ...saidOfFaults, of: (operation) => only('getReadiness')(operation) || checksRules(operation) },
  backend_unavailable: { ...saidOfFaults, of: predicts },
  interrupted: { ...saidOfFaults, of: reads },
};
