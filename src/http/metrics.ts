import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { Clock } from '../clock.js';
import { asSextantError } from '../errors.js';
import type { Env } from './operation.js';

/** Upper bounds in seconds: from an answer out of memory to the time limit of a proxy. */
const BOUNDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What a service counts, in the text format of Prometheus. One for each app: tests have many. */
export interface Metrics {
  readonly countRequests: MiddlewareHandler<Env>;
  readonly countDecision: (kind: string) => void;
  /** Tells how long the store is used, and how that ends. */
  readonly timeStore: <T>(use: () => Promise<T>) => Promise<T>;
  readonly contentType: string;
  readonly text: () => Promise<string>;
}

export interface Gauges {
  /** Probes by their status, over all workspaces. */
  readonly probes: () => Promise<ReadonlyMap<string, number>>;
  /** Whether the database answers. */
  readonly database: () => Promise<boolean>;
  /** Streams of events that are open. */
  readonly streams: () => number;
}

const statuses = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;

/** Gauges are asked when somebody asks for them. */
function addGauges(registry: Registry, { probes, streams, database }: Gauges): void {
  new Gauge({
    name: 'sextant_probes',
    help: 'Probes by status, over all processes: queued and running are the queue, the others how probes have ended.',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      // Without a database there is nothing to tell; the gauge of that says so.
      const counts = await probes().catch(() => undefined);
      for (const status of counts ? statuses : []) this.set({ status }, counts?.get(status) ?? 0);
    },
  });
  new Gauge({
    name: 'sextant_database_up',
    help: '1 where the database answers this process, else 0.',
    registers: [registry],
    async collect() {
      this.set(Number(await database()));
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
    help: 'Decisions that this process put on record, by kind: of a server with those of the probes that it runs itself; those of a `sextant worker` are in no metric.',
    labelNames: ['kind'],
    registers: [registry],
  });
  const store = new Histogram({
    name: 'sextant_database_seconds',
    help: 'Time for which a request uses the database, with all its statements, by how that ended: ok, store_failed or store_unavailable.',
    labelNames: ['outcome'],
    buckets: BOUNDS,
    registers: [registry],
  });
  addGauges(registry, gauges);
  return {
    countRequests: async (c, next) => {
      const started = clock.elapsed();
      await next();
      // The path of the operation, not of the request: ids would be a series each. Who was refused before it was reached is counted under it too.
      const [reached, asked] = [routePath(c), routePath(c, -1)];
      const path = reached === '/*' ? asked : reached;
      const labels = { method: c.req.method, path: path === '/*' ? 'none' : path, status: String(c.res.status) };
      requests.observe(labels, (clock.elapsed() - started) / 1000);
    },
    countDecision: (kind) => decisions.inc({ kind }),
    timeStore: async (use) => {
      const started = clock.elapsed();
      let outcome = 'ok';
      try {
        return await use();
      } catch (error) {
        const { code } = asSextantError(error);
        if (code === 'store_failed' || code === 'store_unavailable') outcome = code;
        throw error;
      } finally {
        store.observe({ outcome }, (clock.elapsed() - started) / 1000);
      }
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
