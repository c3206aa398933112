import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { adviseProfile } from '../../decide/advise.js';
import { adviseDataset } from '../../decide/advise-dataset.js';
import type { Context } from '../../decide/context.js';
import type { DatasetReading } from '../../decide/probes.js';
import { getRecommendation } from '../../decide/recommendations.js';
import { SextantError } from '../../errors.js';
import type { Recommendation } from '../../settings/recommendation.js';
import { defined } from '../defined.js';
import { idempotencyHeaders, idempotencyOf } from '../idempotency.js';
import { askedOfProbe } from '../probes.js';
import { stopOf } from '../limits.js';
import { linksTo } from '../links.js';
import { checkScope, operation, problemResponses } from '../operation.js';
import { asFixedSettings, recommendationRequestSchema, recommendationResponseSchema } from '../schemas.js';

const text = (description: string) => ({ description, schema: { type: 'string' as const } });

const preferSchema = z.string().max(1000).optional().openapi({
  description:
    '`wait=30` holds the answer back until the probe has ended, for at most so many seconds; 60 are the most, and no more than the request may take.',
});

const route = createRoute({
  method: 'post',
  path: '/v1/recommendations',
  operationId: 'createRecommendation',
  tags: ['recommendations'],
  summary: 'Recommend settings for a profile or a dataset',
  description:
    "The rules' answer for a profile, or for a dataset that was uploaded: every setting, why, and what else was considered. It is recorded. With `probe` a short training is queued that tests it: `probe.id` says which.",
  request: {
    headers: idempotencyHeaders.extend({ prefer: preferSchema }),
    body: {
      required: true,
      content: {
        'application/json': {
          schema: recommendationRequestSchema,
          examples: {
            smallest: {
              summary: 'The smallest profile',
              value: {
                profile: {
                  task: 'binary',
                  rows: 1000,
                  columns: { numeric: 12, categorical: 3 },
                  classCounts: { no: 910, yes: 90 },
                },
              },
            },
            fixed: {
              summary: 'The task left to rules, the optimizer fixed',
              value: {
                profile: {
                  rows: 398,
                  columns: { numeric: 7 },
                  target: { type: 'number', distinct: 129, integral: false, min: 9, max: 46.6 },
                },
                constraints: { settings: { optimizer: 'adam' } },
              },
            },
            probed: {
              summary: 'A dataset, with a probe of thirty seconds',
              value: {
                dataset: { id: 'dst_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071', target: ['churned'] },
                probe: { budgetSeconds: 30 },
              },
            },
          },
        },
      },
    },
  },
  responses: {
    201: {
      description: 'The recommendation, recorded under `Decision-Id`.',
      headers: {
        Location: text('Path of the recommendation.'),
        'Decision-Id': text('Id of the recorded decision.'),
        Link: text('The rules that decided, rel `describedby`: each under its id as the anchor.'),
        'Preference-Applied': text('How long the answer was held back at most, where that was asked for.'),
        'Request-Id': text('Id of this request: the one sent, else a new one.'),
      },
      links: {
        ...linksTo(['getRecommendation', 'getReport', 'overrideSetting', 'createProbe', 'predict', 'exportModel']),
        ...linksTo(['getDecision', 'explainDecision', 'replayDecision', 'listCounterfactuals'], 'decisionId'),
      },
      content: { 'application/json': { schema: recommendationResponseSchema } },
    },
    ...problemResponses(400, 401, 403, 404, 409, 413, 415, 422, 429, 500, 503),
  },
});

export const createRecommendation = operation(route, 'advise', async (c, context) => {
  const { profile, dataset, constraints, probe } = c.req.valid('json');
  const signal = stopOf(c);
  if (dataset) checkScope(c, 'probe');
  checkOnce('search', probe?.search, constraints?.settings?.['search']);
  checkOnce('metric', probe?.metric, dataset?.metric);
  const asked = {
    settings: { ...asFixedSettings(constraints?.settings ?? {}), ...(probe?.search && { search: probe.search }) },
    requestId: c.get('requestId'),
    idempotency: idempotencyOf(c.req.valid('header'), 'createRecommendation', c.req.valid('json')),
  };
  const made = profile
    ? await adviseProfile(context, { ...asked, profile })
    : await adviseDataset(context, {
        ...asked,
        dataset: { ...readingOf(dataset), ...(probe?.metric && { metric: probe.metric }) },
        signal,
        ...(probe && { probe: askedOfProbe(probe) }),
      });
  const left = Math.floor((c.var.deadline?.secondsLeft() ?? MOST_SECONDS) - ANSWER_SECONDS);
  const asks = Math.min(secondsOf(c.req.valid('header').prefer), left);
  const waited =
    asks > 0 && made.probe ? await afterProbe(context, made, [AbortSignal.timeout(asks * 1000), signal]) : undefined;
  const recommendation = waited ?? made;
  const { id, decisionId } = recommendation;
  return c.json(recommendation, 201, {
    Location: `/v1/recommendations/${id}`,
    'Decision-Id': decisionId,
    Link: '</rules>; rel="describedby"; type="text/html"',
    ...(waited && { 'Preference-Applied': `wait=${asks}` }),
  });
});

/** @throws SextantError `settings_invalid` where what may stand in two places is said differently */
function checkOnce(name: string, ofProbe: unknown, elsewhere: unknown): void {
  if (ofProbe === undefined || elsewhere === undefined || ofProbe === elsewhere) return;
  throw new SextantError(
    'settings_invalid',
    `${name} is ${JSON.stringify(ofProbe)} of the probe and ${JSON.stringify(elsewhere)} elsewhere.`,
    {
      hint: 'Give it once.',
      fields: { pointers: [`/probe/${name}`] },
    },
  );
}

type DatasetRequest = z.infer<typeof recommendationRequestSchema>['dataset'];

/** The schema has seen to it that there is a dataset where there is no profile. */
function readingOf(dataset: DatasetRequest): DatasetReading {
  const { id = '', target = [], ...options } = dataset ?? {};
  return { datasetId: id, target, ...defined(options) };
}

/** The longest that an answer is held back, in seconds. */
const MOST_SECONDS = 60;
/** Of the time of a request, kept for the answer itself. */
const ANSWER_SECONDS = 1;

/** Of `Prefer: wait=30` (RFC 7240); 0 where it is not said. */
const secondsOf = (prefer: string | undefined): number =>
  Math.min(MOST_SECONDS, Number(/(?:^|[,;])\s*wait\s*=\s*"?(\d{1,6})"?/i.exec(prefer ?? '')?.[1] ?? 0));

/** The recommendation when its probe has ended, or as it is at one of the signals; `undefined` where no more can wait. */
async function afterProbe(
  context: Context,
  { id, probe }: Recommendation,
  signals: AbortSignal[],
): Promise<Recommendation | undefined> {
  const { workspaceId, feed } = context;
  const following = { workspaceId, probeId: probe?.id ?? '', signal: AbortSignal.any(signals) };
  // It is on record: what waiting costs is not to look like a failure.
  const items = await feed?.follow(following).catch(() => undefined);
  if (!items) return undefined;
  for await (const { kind } of items) if (kind === 'end') break;
  return getRecommendation(context, id);
}
