import { HTTPException } from 'hono/http-exception';
import { requestId } from 'hono/request-id';
import type { Context as RequestContext, MiddlewareHandler } from 'hono';
import type { Clock } from '../clock.js';
import type { Context } from '../decide/context.js';
import { countProbes } from '../decide/probes.js';
import { reachStore } from '../decide/reach-store.js';
import { findingsOf } from '../issues.js';
import type { Log } from '../log.js';
import { wantsPage } from './accept.js';
import { identify } from './access.js';
import { createDocument } from './document.js';
import { protectAnswers } from './headers.js';
import { checkMethod } from './methods.js';
import { isRead, limitBodies, limitDepth, limitTime, type RequestLimits } from './limits.js';
import { createMetrics, type Metrics } from './metrics.js';
import { type App, type Env, newApp } from './operation.js';
import { healthOperations, operationsOf } from './operations.js';
import { limitRate } from './rate-limit.js';
import { addLogin } from './pages/login.js';
import { addPage, allowForms, notice } from './pages/page.js';
import { addAction } from './pages/action.js';
import { addApiDocs } from './pages/api-docs.js';
import { addGuide } from './pages/guide.js';
import { pages } from './pages/pages.js';
import { recommendActions, recommendPages } from './pages/recommend.js';
import { traceIdOf } from '../tracing.js';
import { traceRequests } from './tracing.js';
import { isLogged, problem, problemOf, saidOf } from './problems.js';

export interface AppOptions extends Measured {
  readonly log: Log;
  readonly limits: RequestLimits;
}

/** A database that answers later is none for who reads the metrics. */
const DATABASE_MS = 1000;

/** Parts of a process, and what counts them. */
export interface Measured {
  readonly context: Context;
  readonly metrics: Metrics;
}

/** Every line of the decision log is a decision on record, whichever part of the process writes it: the service, or a worker beside it. */
export function measured(context: Context): Measured {
  const metrics = createMetrics(context.clock, {
    probes: () => countProbes(context),
    streams: () => context.feed?.followers() ?? 0,
    database: () =>
      reachStore(context, DATABASE_MS).then(
        () => true,
        () => false,
      ),
  });
  const { decisionLog } = context;
  const append = async (decisions: Parameters<typeof decisionLog.append>[0]): Promise<void> => {
    await decisionLog.append(decisions);
    for (const { record } of decisions) metrics.countDecision(record.kind);
  };
  return { metrics, context: { ...context, decisionLog: { ...decisionLog, append } } };
}

/** The service as a function from requests to answers; whoever serves it brings the socket. */
export function createApp({ context: plain, metrics, log, limits }: AppOptions): App {
  const app = newApp({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const errors = findingsOf(result.error);
      const detail = `The request has ${errors.length === 1 ? 'one place' : `${errors.length} places`} that cannot be used.`;
      return problem(c, 'request_invalid', { detail, errors, hint: 'GET /openapi.json says what is legal.' });
    },
  });
  app.use(requestId({ headerName: 'Request-Id' }));
  app.use(...protectAnswers());
  // Every use of the store by a request is timed.
  const context: Context = { ...plain, store: (use) => metrics.timeStore(() => plain.store(use)) };
  app.use(logRequests(log, context.clock));
  app.use(metrics.countRequests);
  for (const { addTo } of healthOperations) addTo(app, context);
  app.use(traceRequests(context));
  // Before the store is asked who it is.
  app.use(limitTime(limits, context.clock));
  app.use(identify(context));
  app.use(limitRate(limits.requestsPerMinute));
  const operations = operationsOf({ metrics, createDocument });
  app.use(checkMethod([...healthOperations, ...operations]));
  app.use(limitBodies(limits), limitDepth(limits));
  for (const { addTo } of operations) addTo(app, context);
  for (const page of [...recommendPages, ...pages]) addPage(app, context, page);
  for (const action of recommendActions) addAction(app, context, action);
  addLogin(app, context);
  addGuide(app);
  addApiDocs(app);
  app.notFound((c) => {
    const detail = 'There is nothing at this path.';
    if (!isOfPage(c) || !isRead(c))
      return problem(c, 'not_found', { detail, hint: 'GET /openapi.json lists what there is.' });
    allowForms(c);
    return notice(c, 404, { title: 'No such page', detail });
  });
  app.onError((error, c) => {
    // Who went away has failed nothing.
    const isOurs = isLogged(error) && !c.req.raw.signal.aborted;
    if (isOurs) log.error({ err: error, requestId: c.get('requestId') }, 'request failed');
    return isOfPage(c) ? failedPage(c, error) : problemOf(c, error);
  });
  return app;
}

/** Whether a browser asks for a page, or by a form of one, and not for something of the API. */
const isOfPage = ({ req }: RequestContext<Env>): boolean =>
  !req.path.startsWith('/v1/') && wantsPage(req.header('accept'));

function failedPage(c: RequestContext<Env>, error: unknown) {
  if (error instanceof HTTPException) return problemOf(c, error);
  const { status, ...said } = saidOf(error);
  allowForms(c);
  return notice(c, status, { title: 'This cannot be done', ...said });
}

const logRequests =
  (log: Log, clock: Clock): MiddlewareHandler<Env> =>
  async (c, next) => {
    const started = clock.elapsed();
    await next();
    const durationMs = Math.round(clock.elapsed() - started);
    const { method, path } = c.req;
    const { requestId: id, traceparent } = c.var;
    const ids = { requestId: id, ...(traceparent !== undefined && { traceId: traceIdOf(traceparent) }) };
    log.info({ ...ids, method, path, status: c.res.status, durationMs }, 'request');
  };
