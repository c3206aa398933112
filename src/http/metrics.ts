import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Clock } from '../clock.js';
import type { Env } from './operation.js';

/** Upper bounds in seconds: from an answer out of memory to the time limit of a proxy. */
const BOUNDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What a service counts, in the text format of Prometheus. One for each app: tests have many. */
export interface Metrics {
  readonly countRequests: MiddlewareHandler<Env>;
  readonly countDecision: (kind: string) => void;
  readonly contentType: string;
  readonly text: () => Promise<string>;
}

export interface Gauges {
  /** Probes that wait and that run, over all workspaces. */
  readonly probes: () => Promise<ReadonlyMap<string, number>>;
  /** Streams of events that are open. */
  readonly streams: () => number;
}

/** Gauges are asked when somebody asks for them. */
function addGauges(registry: Registry, { probes, streams }: Gauges): void {
  new Gauge({
    name: 'sextant_probes',
    help: 'Probes that wait and that run, over all processes.',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      const counts = await probes();
      for (const status of ['queued', 'running']) this.set({ status }, counts.get(status) ?? 0);
    },
  });
  new Gauge({
    name: 'sextant_event_streams',
    help: 'Streams of events that this process has open.',
    registers: [registry],
    collect() {
      this.set(streams());
    },
  });
}

export function createMetrics(clock: Clock, gauges: Gauges): Metrics {
  const registry = new Registry();
  const requests = new Histogram({
    name: 'sextant_http_request_seconds',
    help: 'Time from the head of a request to that of its answer, by operation and status.',
    labelNames: ['method', 'path', 'status'],
    buckets: BOUNDS,
    registers: [registry],
  });
  const decisions = new Counter({
    name: 'sextant_decisions_total',
    help: 'Decisions that this process put on record, by kind.',
    labelNames: ['kind'],
    registers: [registry],
  });
  addGauges(registry, gauges);
  return {
    countRequests: async (c, next) => {
      const started = clock.elapsed();
      await next();
      // The path of the operation, not of the request: ids would be a series each.
      const path = routePath(c, -1);
      const labels = { method: c.req.method, path: path === '/*' ? 'none' : path, status: String(c.res.status) };
      requests.observe(labels, (clock.elapsed() - started) / 1000);
    },
    countDecision: (kind) => decisions.inc({ kind }),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
