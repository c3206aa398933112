import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { isUnderWay } from '../../decide/probe-states.js';
import { reportSource } from '../../decide/report-source.js';
import type { ReportContents } from '../../report/contents.js';
import type { ReportOptions } from '../../report/html.js';
import type { Recommendation } from '../../settings/recommendation.js';
import { preferredType } from '../accept.js';
import { answerFinishedText, decisionHeader, finishedHeaders, ifNoneMatchHeaders, notModified } from '../finished.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';
import { problem } from '../problems.js';

const array = { type: 'array' as const, items: { type: 'object' as const, additionalProperties: true } };

/** Its parts are those of `src/report/contents.ts`. */
const reportSchema = z.custom<ReportContents>().meta({
  id: 'Report',
  type: 'object',
  required: [
    'title',
    'createdAt',
    'task',
    'network',
    'figures',
    'warnings',
    'settings',
    'data',
    'modelCard',
    'next',
    'reproduce',
  ],
  properties: {
    title: { type: 'string' },
    createdAt: { type: 'string', format: 'date-time' },
    task: { type: 'string', description: 'The task in a few words.' },
    network: { type: 'string', description: 'The network and its training in one sentence.' },
    figures: { ...array, description: 'What stands at the head: each with `label`, `value` and `detail`.' },
    warnings: array,
    settingsNote: {
      type: 'string',
      description: 'What to know before the settings are read; absent where there is nothing.',
    },
    settings: { ...array, description: 'Groups with a `title` and their `settings`, as people read them.' },
    evidence: {
      type: 'object',
      additionalProperties: true,
      description: 'What was measured; absent where nothing was.',
    },
    data: { type: 'object', additionalProperties: true, description: 'Facts and classes.' },
    modelCard: {
      ...array,
      description: 'What somebody who is handed the model must know: each with `name` and `value`.',
    },
    next: { type: 'array', items: { type: 'string' }, description: 'What to do next, most important first.' },
    reproduce: { type: 'object', additionalProperties: true },
  },
});

const route = createRoute({
  method: 'get',
  path: '/v1/recommendations/{id}/report',
  operationId: 'getReport',
  tags: ['recommendations'],
  summary: 'A recommendation as a report for people',
  description:
    '`Accept` chooses: one HTML page with its pictures, which loads nothing from elsewhere; Markdown, with tables in place of pictures; or the same sections as JSON.',
  request: { params: idParameter('rec'), headers: ifNoneMatchHeaders },
  responses: {
    200: {
      description: 'The report.',
      headers: {
        ...finishedHeaders,
        ...decisionHeader,
        Vary: { description: '`Accept`.', schema: { type: 'string' } },
      },
      content: {
        'text/html': { schema: z.string() },
        'text/markdown': { schema: z.string() },
        'application/json': { schema: reportSchema },
      },
    },
    ...notModified,
    ...problemResponses(401, 403, 404, 406, 409, 422, 500, 503),
  },
});

type Render = (recommendation: Recommendation, options: ReportOptions) => Promise<string>;

/** The first is what is given where none is preferred. Charts are heavy: a service that starts does not wait for them. */
const renderers = {
  'text/html': async (...of) => (await import('../../report/html.js')).renderHtml(...of),
  'text/markdown': async (...of) => (await import('../../report/markdown.js')).renderMarkdown(...of),
  'application/json': async (...of) => JSON.stringify((await import('../../report/contents.js')).reportContents(...of)),
} as const satisfies Record<string, Render>;

const types = Object.keys(renderers) as (keyof typeof renderers)[];

export const getReport = operation(route, 'advise', async (c, context) => {
  c.header('Vary', 'Accept', { append: true });
  const type = preferredType(c.req.header('Accept'), types);
  const { recommendation, title = recommendation.id, ...source } = await reportSource(context, c.req.valid('param').id);
  if (type === undefined)
    return problem(c, 'not_acceptable', {
      detail: 'The report is in none of the media types that the request accepts.',
      hint: `Accept one of ${types.join(', ')}.`,
    });
  const options = { title, ...source, rules: '/rules', reader: 'service' as const };
  const text = await renderers[type](recommendation, options);
  const headers = {
    'Content-Type': type === 'application/json' ? type : `${type}; charset=utf-8`,
    'Decision-Id': recommendation.decisionId,
  };
  return isUnderWay(recommendation)
    ? c.body(text, 200, headers)
    : answerFinishedText(c, text, { ...headers, Vary: 'Accept, Authorization' });
});
