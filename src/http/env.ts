import type { Caller } from '../decide/keys.js';
import type { Span } from '../tracing.js';

/** How long a request may still take. */
export interface Deadline {
  /** Aborted when the time is over. */
  readonly signal: AbortSignal;
  readonly secondsLeft: () => number;
}

/** What a request carries along. */
export interface Env {
  readonly Variables: {
    readonly requestId: string;
    /** Who asks; absent while nobody needs to know. */
    caller: Caller | undefined;
    deadline: Deadline | undefined;
    /** Where traces are made. */
    span: Span | undefined;
    /** Place in a trace that the request is part of. */
    traceparent: string | undefined;
  };
}
