import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { type ErrorCode, type SextantError, asSextantError } from '../errors.js';
import type { Finding } from '../issues.js';

/** The status of every error that the service can answer with. 5xx: the caller cannot mend it by another request. */
export const problemStatuses: { readonly [C in ErrorCode]: ContentfulStatusCode } = {
  malformed_request: 400,
  upload_broken: 400,
  key_required: 401,
  key_invalid: 401,
  access_denied: 403,
  scope_missing: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  idempotency_conflict: 409,
  in_progress: 409,
  probe_unfinished: 409,
  probe_ended: 409,
  key_shown: 409,
  rule_set_unproven: 409,
  shadow_conflict: 409,
  record_damaged: 409,
  trail_contradicted: 409,
  body_too_large: 413,
  file_too_large: 413,
  quota_exceeded: 413,
  media_type_unsupported: 415,
  json_too_deep: 422,
  request_invalid: 422,
  profile_invalid: 422,
  settings_invalid: 422,
  rule_set_invalid: 422,
  file_not_found: 422,
  not_a_table: 422,
  file_empty: 422,
  encoding_invalid: 422,
  ragged_rows: 422,
  duplicate_columns: 422,
  too_many_columns: 422,
  table_too_large: 422,
  no_features: 422,
  target_absent: 422,
  target_constant: 422,
  target_missing: 422,
  target_unsuitable: 422,
  too_few_rows: 422,
  column_missing: 422,
  usage_invalid: 422,
  model_invalid: 422,
  bundle_invalid: 422,
  dataset_required: 422,
  model_missing: 422,
  export_unsupported: 422,
  too_many_requests: 429,
  queue_full: 429,
  too_many_streams: 429,
  too_many_predictions: 429,
  config_invalid: 500,
  rules_invalid: 500,
  rules_conflict: 500,
  store_failed: 500,
  trial_failed: 500,
  probe_lost: 500,
  internal: 500,
  store_locked: 503,
  store_unavailable: 503,
  files_unavailable: 503,
  not_ready: 503,
  request_timed_out: 503,
  backend_unavailable: 503,
  server_unreachable: 503,
  interrupted: 503,
};

const titles: Readonly<Partial<Record<ContentfulStatusCode, string>>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** RFC 9457. `type` is `about:blank`: `code` says more than a page could. */
export const problemSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int().min(400).max(599),
    code: z.string().meta({ description: 'Stable name of the error.' }),
    detail: z.string(),
    hint: z.string().optional().meta({ description: 'What to do.' }),
    errors: z
      .array(z.object({ pointer: z.string().meta({ description: 'JSON pointer (RFC 6901).' }), message: z.string() }))
      .optional()
      .meta({ description: 'Every place of the body that is not legal.' }),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' });

export interface ProblemParts {
  readonly detail: string;
  readonly hint?: string | undefined;
  readonly errors?: readonly Finding[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The body of an error. */
export function problemBody(
  code: ErrorCode,
  { detail, hint, errors }: ProblemParts,
  requestId: string,
): z.infer<typeof problemSchema> {
  const status = problemStatuses[code];
  return {
    type: 'about:blank',
    title: titles[status] ?? '',
    status,
    code,
    detail,
    ...(hint !== undefined && { hint }),
    ...(errors && { errors: [...errors] }),
    requestId,
  };
}

/** An error as the service answers it. */
export function problem(c: Context, code: ErrorCode, parts: ProblemParts): Response {
  const headers = { ...parts.headers, 'Content-Type': 'application/problem+json' };
  return c.json(problemBody(code, parts, c.get('requestId')), problemStatuses[code], headers);
}

/** Faults of the service say no more to a caller. */
export const saidOfFaults = {
  detail: 'The service could not do what was asked. Its log says why, under the id of this request.',
  hint: 'Try again; where it happens again, tell whoever runs the service the id of the request.',
} as const;

/** Those of the 5xx whose messages name nothing that is not for everybody. */
const spokenFaults: ReadonlySet<ErrorCode> = new Set(['files_unavailable', 'store_unavailable', 'request_timed_out']);

/** Any failure as a problem. What a 5xx says in public is otherwise always the same: its message may name files or a database. */
export function problemOf(c: Context, thrown: unknown): Response {
  if (thrown instanceof HTTPException) return thrown.res ?? problemOfException(c, thrown);
  const error = asSextantError(thrown);
  const { code } = error;
  const isLater = error.kind === 'busy' || [429, 503].includes(problemStatuses[code]);
  const headers = isLater ? { 'Retry-After': '5' } : {};
  const { status, ...said } = saidOf(error);
  const errors = findingsIn(error);
  return problem(c, code, { ...said, headers, ...(status < 500 && errors && { errors }) });
}

/** Its status, and what is said of it in public. */
export function saidOf(
  thrown: unknown,
): Pick<ProblemParts, 'detail' | 'hint'> & { readonly status: ContentfulStatusCode } {
  const { code, message, hint } = asSextantError(thrown);
  const status = problemStatuses[code];
  return status < 500 || spokenFaults.has(code) ? { status, detail: message, hint } : { status, ...saidOfFaults };
}

/** What the log of errors is for: who runs the service has to know of a damaged record too. */
export const isLogged = (thrown: unknown): boolean => isFault(thrown) || asSextantError(thrown).kind === 'damaged';

/** A fault of the service; that a caller went away is none. */
export function isFault(thrown: unknown): boolean {
  if (thrown instanceof HTTPException) return false;
  const { code } = asSextantError(thrown);
  return problemStatuses[code] >= 500 && code !== 'interrupted';
}

/** What is wrong, place by place; `undefined` where the error names no places. */
export function findingsIn({ fields, message }: SextantError): Finding[] | undefined {
  const { pointers: found, messages = [] } = fields;
  const each = Array.isArray(messages) ? messages.map(String) : [];
  return Array.isArray(found)
    ? found.map((pointer, index) => ({ pointer: String(pointer), message: each[index] ?? message }))
    : undefined;
}

/** The framework's own: a body that is no JSON, or of another media type. */
function problemOfException(c: Context, { status }: HTTPException): Response {
  if (status === 415) {
    return problem(c, 'media_type_unsupported', {
      detail: 'The body is not of a media type that this operation reads.',
      hint: 'Send JSON with the header Content-Type: application/json.',
    });
  }
  return problem(c, 'malformed_request', { detail: 'The body is not JSON.', hint: 'Send one JSON object.' });
}
