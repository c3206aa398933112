import {
  type Context,
  diag,
  DiagLogLevel,
  ROOT_CONTEXT,
  type Span as OtelSpan,
  SpanKind,
  SpanStatusCode,
  type Tracer as OtelTracer,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Opening, Span, Tracer } from '../tracing.js';

export interface TracerOptions {
  /** Base address of a collector; traces go to `/v1/traces` beneath it. */
  readonly endpoint: string;
  readonly version: string;
  /** Told why traces could not be sent. */
  readonly onProblem: (message: string) => void;
}

/** A server has ten seconds for all of its end. */
const exportMs = 3_000;

/** Parts of one piece of work that are told at most: a batch has a thousand, and who reads a trace wants to see what it is made of. */
const mostParts = 64;

const kinds: { readonly [K in Opening['kind']]: SpanKind } = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER };

/**
 * Sends traces by OTLP over HTTP as JSON. Headers for the collector, the sampler and the name of the service are those of
 * OpenTelemetry's own variables.
 */
export function createTracer({ endpoint, version, onProblem }: TracerOptions): Tracer {
  const tell = (message: string): void => onProblem(message);
  const silent = (): void => undefined;
  const logger = { error: tell, warn: tell, info: silent, debug: silent, verbose: silent };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const own = resourceFromAttributes({ 'service.name': 'sextant', 'service.version': version });
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces`, timeoutMillis: exportMs });
  const provider = new BasicTracerProvider({
    resource: own.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: exportMs })],
  });
  const tracer = provider.getTracer('sextant', version);
  return {
    inSpan: ({ name, kind, parent }, work) => {
      const context = parent === undefined ? ROOT_CONTEXT : contextOf(parent);
      return run(tracer, tracer.startSpan(name, { kind: kinds[kind] }, context), work);
    },
    close: () => provider.shutdown().catch((error: unknown) => onProblem(String(error))),
  };
}

function contextOf(traceparent: string): Context {
  const [, traceId = '', spanId = '', flags = ''] = traceparent.split('-');
  const traceFlags = Number.parseInt(flags, 16);
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

async function run<T>(tracer: OtelTracer, otel: OtelSpan, work: (span: Span) => Promise<T>): Promise<T> {
  const fail = (): void => void otel.setStatus({ code: SpanStatusCode.ERROR });
  let parts = 0;
  try {
    return await work({
      traceparent: traceparentOf(otel),
      rename: (name) => void otel.updateName(name),
      describe: (attributes) => void otel.setAttributes(attributes),
      fail,
      within: (name, part) => {
        parts += 1;
        if (parts > mostParts) return part();
        return run(tracer, tracer.startSpan(name, {}, trace.setSpan(ROOT_CONTEXT, otel)), part);
      },
    });
  } catch (thrown) {
    fail();
    throw thrown;
  } finally {
    otel.end();
  }
}

function traceparentOf(otel: OtelSpan): string {
  const { traceId, spanId, traceFlags } = otel.spanContext();
  return `00-${traceId}-${spanId}-0${traceFlags & 1}`;
}
