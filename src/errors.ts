/**
 * Every failure that Sextant reports is a `SextantError` with one code of this closed set. The kind says who can mend it:
 * `input` the caller (exit 2, HTTP 4xx), `missing` a thing that is not there, `busy` try again, `interrupted` the caller
 * stopped it, `damaged` nobody: what is on record is not what was written; `fault` ours.
 */
export const errorKinds = {
  file_not_found: 'input',
  not_a_table: 'input',
  file_empty: 'input',
  file_too_large: 'input',
  upload_broken: 'input',
  quota_exceeded: 'input',
  encoding_invalid: 'input',
  ragged_rows: 'input',
  duplicate_columns: 'input',
  too_many_columns: 'input',
  table_too_large: 'input',
  no_features: 'input',
  target_absent: 'input',
  target_constant: 'input',
  target_missing: 'input',
  target_unsuitable: 'input',
  too_few_rows: 'input',
  column_missing: 'input',
  usage_invalid: 'input',
  profile_invalid: 'input',
  settings_invalid: 'input',
  config_invalid: 'input',
  rules_invalid: 'input',
  rule_set_invalid: 'input',
  rule_set_unproven: 'input',
  shadow_conflict: 'input',
  request_invalid: 'input',
  model_invalid: 'input',
  bundle_invalid: 'input',
  idempotency_conflict: 'input',
  key_shown: 'input',
  dataset_required: 'input',
  probe_unfinished: 'input',
  probe_ended: 'input',
  model_missing: 'input',
  export_unsupported: 'input',
  queue_full: 'busy',
  too_many_streams: 'busy',
  too_many_predictions: 'busy',
  in_progress: 'busy',
  malformed_request: 'input',
  access_denied: 'input',
  key_required: 'input',
  key_invalid: 'input',
  scope_missing: 'input',
  method_not_allowed: 'input',
  not_acceptable: 'input',
  body_too_large: 'input',
  json_too_deep: 'input',
  media_type_unsupported: 'input',
  too_many_requests: 'busy',
  server_unreachable: 'busy',
  not_found: 'missing',
  store_locked: 'busy',
  store_unavailable: 'busy',
  files_unavailable: 'busy',
  not_ready: 'busy',
  request_timed_out: 'busy',
  store_failed: 'fault',
  backend_unavailable: 'fault',
  trial_failed: 'fault',
  probe_lost: 'fault',
  rules_conflict: 'fault',
  record_damaged: 'damaged',
  trail_contradicted: 'damaged',
  interrupted: 'interrupted',
  internal: 'fault',
} as const satisfies Record<string, ErrorKind>;

export type ErrorKind = 'input' | 'missing' | 'busy' | 'interrupted' | 'damaged' | 'fault';
export type ErrorCode = keyof typeof errorKinds;

export interface ErrorOptions {
  /** What the caller should do next, one sentence. */
  readonly hint?: string;
  /** Fields for machines: file, column, line, pointer. Never a secret. */
  readonly fields?: Readonly<Record<string, string | number | readonly (string | number)[]>>;
  /** The failure beneath, for the log and `--debug`; never shown to a caller of the API. */
  readonly cause?: unknown;
}

/** `message` is the public sentence: what happened and what it means. */
export class SextantError extends Error {
  override readonly name = 'SextantError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly fields: NonNullable<ErrorOptions['fields']>;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.fields = options.fields ?? {};
  }

  get kind(): ErrorKind {
    return errorKinds[this.code];
  }
}

/** Any thrown value as a `SextantError`; what is not ours becomes `internal` with the original as cause. */
export function asSextantError(thrown: unknown): SextantError {
  if (thrown instanceof SextantError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new SextantError('internal', `Sextant failed in a way it does not know: ${detail}`, {
    hint: 'This is a fault of Sextant, not of your data. Run again with --debug and report what it prints.',
    cause: thrown,
  });
}
