import type { ProblemCode } from './generated/problem-codes.gen.js';

/** One place of a request that cannot be used. */
export interface Finding {
  /** JSON pointer (RFC 6901) of the place. */
  readonly pointer: string;
  readonly message: string;
}

/** What this client says where the service says nothing. */
type OwnCode = 'unreachable' | 'unexpected' | 'not_modified' | 'probe_failed';

/** What a service answers when something is wrong (RFC 9457), thrown. */
export class SextantProblem extends Error {
  override readonly name = 'SextantProblem';
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /**
   * Stable: `not_found`, `request_invalid`, ... `not_modified` where `if-none-match` holds, `unreachable` where no answer came,
   * `unexpected` for one that is none of Sextant's, `probe_failed` for a probe that does not say why. A later service of `/v1` may
   * have further codes, which is why any text is one.
   */
  readonly code: ProblemCode | OwnCode | (string & {});
  /** What to do. */
  readonly hint: string | undefined;
  readonly errors: readonly Finding[];
  /** Finds the request in the log of the service. */
  readonly requestId: string | undefined;
  /** Seconds after which it makes sense to ask again. */
  readonly retryAfter: number | undefined;

  constructor({ detail, ...of }: ProblemParts, { cause }: { readonly cause?: unknown } = {}) {
    super(detail, { cause });
    this.status = of.status;
    this.code = of.code;
    this.hint = of.hint;
    this.errors = of.errors ?? [];
    this.requestId = of.requestId;
    this.retryAfter = of.retryAfter;
  }
}

interface ProblemParts {
  readonly status: number;
  readonly code: SextantProblem['code'];
  readonly detail: string;
  readonly hint?: string | undefined;
  readonly errors?: readonly Finding[] | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfter?: number | undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** That no answer came from an address, and why. */
export function unreachable(address: string, cause: unknown): SextantProblem {
  const at = address === '' ? '' : ` at ${address}`;
  return new SextantProblem(
    {
      status: 0,
      code: 'unreachable',
      detail: `The service${at} does not answer: ${reasonOf(cause)}.`,
      hint: 'Start it with `sextant serve`, or give another baseUrl.',
    },
    { cause },
  );
}

/** `fetch failed`, as Node says, is no reason; its cause is one. */
function reasonOf(thrown: unknown): string {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  if (!(cause instanceof Error)) return 'no reason given';
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : 'no reason given';
  return cause.message === '' ? code : cause.message.replace(/\.+$/, '');
}

/** What the service says of a request that it did not carry out: the body of its answer, and the answer. */
export function problemOf(body: unknown, response: Response): SextantProblem {
  const { status, headers } = response;
  if (status === 304) return new SextantProblem({ status, code: 'not_modified', detail: 'It is what you have.' });
  const after = Number(headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(after) ? after : undefined;
  if (!isObject(body) || typeof body['code'] !== 'string')
    return new SextantProblem({
      status,
      code: 'unexpected',
      detail: `The answer is none of Sextant's: HTTP ${status}.`,
      retryAfter,
    });
  return new SextantProblem({
    status,
    retryAfter,
    code: body['code'],
    detail: textOf(body['detail']) ?? body['code'],
    hint: textOf(body['hint']),
    errors: Array.isArray(body['errors']) ? (body['errors'] as Finding[]) : [],
    requestId: textOf(body['requestId']),
  });
}
