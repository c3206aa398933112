import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decisionRecordSchema } from '../../src/audit/schema.js';
import { recommendationSchema } from '../../src/settings/recommendation.js';
import { smallCsv } from '../cli/helpers.js';
import { serveFolder } from '../cli/remote/servers.js';
import { type ReceivedSpan, startCollector } from '../telemetry/collector.js';
import { createService, post, smallest } from './helpers.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-tracing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const traceId = '0af7651916cd43dd8448eb211c80319c';
const callerSpan = 'b7ad6b7169203331';
const traceparent = `00-${traceId}-${callerSpan}-01`;
const spanIdOf = (header: string | null): string => header?.split('-')[2] ?? '';

/** A server with a collector; what came in by the end of the server. */
async function spansOf(use: (url: string) => Promise<void>) {
  const collector = await startCollector();
  const dataDirectory = mkdtempSync(join(folder, 'data-'));
  const server = await serveFolder(dataDirectory, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  try {
    await use(server.url);
  } finally {
    await server.stop();
    await collector.stop();
  }
  return collector;
}

const named = (spans: readonly ReceivedSpan[], name: string): ReceivedSpan[] =>
  spans.filter((span) => span.name === name);

describe('a service with a collector', () => {
  it('sends a span for a request, with what it decided, in the trace of its caller', async () => {
    let answered = new Headers();
    let made = '';
    const { spans, paths, services } = await spansOf(async (url) => {
      const response = await fetch(`${url}/v1/recommendations`, post(smallest, { traceparent, 'Request-Id': 'ask-1' }));
      answered = response.headers;
      made = recommendationSchema.parse(await response.json()).ruleSet.hash;
      await fetch(`${url}/health/live`);
    });
    expect([...paths]).toEqual(['POST /v1/traces']);
    expect([...services]).toEqual(['sextant']);
    const request = named(spans, 'POST /v1/recommendations')[0];
    expect(request).toMatchObject({
      traceId,
      parentSpanId: callerSpan,
      kind: 2,
      status: { code: 0 },
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/v1/recommendations',
        'http.response.status_code': 201,
        'sextant.request_id': 'ask-1',
        'sextant.decision_id': answered.get('decision-id'),
        'sextant.rule_set_hash': made,
      },
    });
    expect(answered.get('traceparent')).toBe(`00-${traceId}-${request?.spanId}-01`);
    for (const name of ['advise', 'store']) {
      const [part] = named(spans, name);
      expect(part).toMatchObject({ traceId, parentSpanId: request?.spanId });
      expect(part && request && part.startTimeUnixNano >= request.startTimeUnixNano).toBe(true);
      expect(part && request && part.endTimeUnixNano <= request.endTimeUnixNano).toBe(true);
    }
    expect(spans.filter(({ name }) => name.includes('health'))).toEqual([]);
  });

  it('begins a trace where there is none, and tells failures and batches', async () => {
    const { spans } = await spansOf(async (url) => {
      await fetch(`${url}/v1/recommendations/batch`, post({ items: Array.from({ length: 200 }, () => smallest) }));
      await fetch(`${url}/v1/decisions/dec_01a20a45-687c-724c-89f7-8c4f6fd10a71`);
      await fetch(`${url}/nowhere`, { headers: { traceparent: `00-${'0'.repeat(32)}-${callerSpan}-01` } });
    });
    const [batch] = named(spans, 'POST /v1/recommendations/batch');
    expect(batch?.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(batch?.parentSpanId).toBeUndefined();
    expect(spans.filter(({ parentSpanId }) => parentSpanId === batch?.spanId)).toHaveLength(64);
    expect(named(spans, 'GET /v1/decisions/:id')[0]?.attributes['http.response.status_code']).toBe(404);
    expect(named(spans, 'GET')[0]).toMatchObject({ attributes: { 'http.response.status_code': 404 } });
    expect(new Set(spans.map((span) => span.traceId)).size).toBe(3);
  });

  it('carries a probe on in the trace of the request that asked for it, into its decisions', async () => {
    let asked = '';
    let traces: unknown[] = [];
    const { spans } = await spansOf(async (url) => {
      const idSchema = z.object({ id: z.string() });
      const sent = { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: smallCsv(80) };
      const dataset = idSchema.parse(await (await fetch(`${url}/v1/datasets?name=a.csv`, sent)).json());
      const request = {
        dataset: { id: dataset.id, target: ['y'] },
        constraints: { settings: { foldRepeats: 1, epochs: 30 } },
        probe: { trialsLimit: 2 },
      };
      const response = await fetch(`${url}/v1/recommendations`, post(request, { traceparent }));
      asked = spanIdOf(response.headers.get('traceparent'));
      const { id, probe } = recommendationSchema.parse(await response.json());
      await (await fetch(`${url}/v1/probes/${probe?.id}/events`)).text();
      const listed = await (await fetch(`${url}/v1/decisions?recommendation=${id}`)).json();
      const { data } = z.object({ data: z.array(idSchema) }).parse(listed);
      traces = await Promise.all(
        data.map(async (one) => {
          const record: unknown = await (await fetch(`${url}/v1/decisions/${one.id}`)).json();
          return decisionRecordSchema.parse(record).traceId;
        }),
      );
    });
    const [probe] = named(spans, 'probe');
    expect(probe).toMatchObject({ traceId, parentSpanId: asked, kind: 5, attributes: { 'sextant.probe_attempt': 1 } });
    for (const name of ['train', 'store'])
      expect(named(spans, name).filter(({ parentSpanId }) => parentSpanId === probe?.spanId)).toHaveLength(1);
    expect(traces.length).toBeGreaterThan(2);
    expect(new Set(traces)).toEqual(new Set([traceId]));
  });

  it('answers and ends as ever where the collector is away', async () => {
    const server = await serveFolder(mkdtempSync(join(folder, 'data-')), {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    });
    const response = await fetch(`${server.url}/v1/recommendations`, post(smallest, { traceparent }));
    expect(response.status).toBe(201);
    await server.stop();
  });
});

describe('a service without a collector', () => {
  const { app, logged } = createService();
  const ask = (headers: Readonly<Record<string, string>>) =>
    app.request('/v1/recommendations', post(smallest, headers));
  const recorded = async (response: Response) => {
    const path = `/v1/decisions/${response.headers.get('decision-id')}`;
    return decisionRecordSchema.parse(await (await app.request(path)).json()).traceId;
  };

  it('hands a place in a trace on, and records the trace', async () => {
    const response = await ask({ traceparent });
    expect(response.headers.get('traceparent')).toBe(traceparent);
    expect(await recorded(response)).toBe(traceId);
    expect(logged.find((line) => line.includes('"POST"'))).toContain(`"traceId":"${traceId}"`);
  });

  it.each([
    'nonsense',
    `ff-${traceId}-${callerSpan}-01`,
    `00-${traceId}-${callerSpan}-01-more`,
    `00-${'0'.repeat(32)}-${callerSpan}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${callerSpan}-01`,
  ])('ignores what is no place: %s', async (header) => {
    const response = await ask({ traceparent: header });
    expect(response.status).toBe(201);
    expect(response.headers.get('traceparent')).toBeNull();
    expect(await recorded(response)).toBeUndefined();
  });

  it('reads a later version as far as it knows it', async () => {
    const response = await ask({ traceparent: `01-${traceId}-${callerSpan}-03-more` });
    expect(response.headers.get('traceparent')).toBe(traceparent);
  });
});
