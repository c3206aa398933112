/** Traces that span services, after W3C Trace Context; what makes them is in `telemetry`. */

/** A piece of work that is under way. */
export interface Span {
  /** Its place in the trace, as the header `traceparent` has it. */
  readonly traceparent: string;
  readonly rename: (name: string) => void;
  readonly describe: (attributes: Readonly<Record<string, string | number>>) => void;
  /** Marks it as failed. */
  readonly fail: () => void;
  /** Work that is a part of this one. */
  readonly within: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

export interface Opening {
  readonly name: string;
  /** Whether it answers a caller, or takes up what was queued. */
  readonly kind: 'server' | 'consumer';
  /** `traceparent` of what asked for it; none: a trace begins here. */
  readonly parent: string | undefined;
}

export interface Tracer {
  /** Does work in a span, which ends with it; what it throws marks the span as failed. */
  readonly inSpan: <T>(opening: Opening, work: (span: Span) => Promise<T>) => Promise<T>;
  /** Sends what is waiting, and ends. */
  readonly close: () => Promise<void>;
}

/** Does work in a span where there is a tracer, and without one where there is none. */
export const inSpan = <T>(
  tracer: Tracer | undefined,
  opening: Opening,
  work: (span?: Span) => Promise<T>,
): Promise<T> => (tracer ? tracer.inSpan(opening, work) : work());

const pattern = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const sampled = 1;

/** A `traceparent` in the form of version 00; `undefined` for what is none and is to be ignored. */
export function readTraceparent(header: string | undefined): string | undefined {
  const [, version, traceId, spanId, flags = '', rest] = pattern.exec(header ?? '') ?? [];
  if (version === undefined || version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (/^0+$/.test(traceId ?? '') || /^0+$/.test(spanId ?? '')) return undefined;
  return `00-${traceId}-${spanId}-0${Number.parseInt(flags, 16) & sampled}`;
}

/** Of a `traceparent` that was read. */
export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35);
