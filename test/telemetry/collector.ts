import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const valueSchema = z.union([
  z.object({ stringValue: z.string() }).transform(({ stringValue }) => stringValue),
  z.object({ intValue: z.coerce.number() }).transform(({ intValue }) => intValue),
]);
const attributesSchema = z
  .array(z.object({ key: z.string(), value: z.unknown() }))
  .transform((all) => Object.fromEntries(all.map(({ key, value }) => [key, valueSchema.safeParse(value).data])));

const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.int(),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes: attributesSchema,
  status: z.object({ code: z.int() }),
});
export type ReceivedSpan = z.infer<typeof spanSchema>;

/** What OTLP over HTTP sends as JSON (ExportTraceServiceRequest). */
const exportSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: attributesSchema }),
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
    }),
  ),
});

/** A collector that keeps what it gets, until `stop`. */
export async function startCollector() {
  const spans: ReceivedSpan[] = [];
  const services = new Set<unknown>();
  const paths = new Set<string>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      paths.add(`${request.method} ${request.url}`);
      for (const { resource, scopeSpans } of exportSchema.parse(JSON.parse(Buffer.concat(parts).toString()))
        .resourceSpans) {
        services.add(resource.attributes['service.name']);
        spans.push(...scopeSpans.flatMap((scope) => scope.spans));
      }
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    services,
    paths,
    stop: () => new Promise<void>((stopped) => void server.close(() => stopped())),
  };
}
