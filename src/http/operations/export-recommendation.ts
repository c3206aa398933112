import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Context } from '../../decide/context.js';
import { getRecommendation } from '../../decide/recommendations.js';
import { scriptSource } from '../../decide/script-source.js';
import { isUnderWay } from '../../decide/probe-states.js';
import { type ScriptFormat, scriptFormatNames, scriptFormats } from '../../export/formats.js';
import type { Recommendation } from '../../settings/recommendation.js';
import { answerFinishedText, decisionHeader, finishedHeaders, ifNoneMatchHeaders, notModified } from '../finished.js';
import { idParameter } from '../ids.js';
import { stopOf } from '../limits.js';
import { operation, problemResponses } from '../operation.js';
import { recommendationResponseSchema } from '../schemas.js';

const formatSchema = z.enum([...scriptFormatNames, 'json']).openapi({
  param: { name: 'format', in: 'path' },
  description: '`json` is the recommendation itself; the others are programs that train what it recommends.',
});

const route = createRoute({
  method: 'get',
  path: '/v1/recommendations/{id}/exports/{format}',
  operationId: 'exportRecommendation',
  tags: ['recommendations'],
  summary: 'A recommendation as a program that trains it, or as a file',
  description:
    'The program reads the dataset, under its name, from the folder in which it runs. It says in comments what it leaves out; where its library does not have what is recommended, the answer is 422, and `errors` has each setting.',
  request: { params: idParameter('rec').extend({ format: formatSchema }), headers: ifNoneMatchHeaders },
  responses: {
    200: {
      description: 'The file.',
      headers: {
        ...finishedHeaders,
        ...decisionHeader,
        'Content-Disposition': { description: 'Name of the file.', schema: { type: 'string' } },
      },
      content: {
        'text/x-python': { schema: z.string() },
        'text/javascript': { schema: z.string() },
        'application/json': { schema: recommendationResponseSchema },
      },
    },
    ...notModified,
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const exportRecommendation = operation(route, 'advise', async (c, context) => {
  const { id, format } = c.req.valid('param');
  const recommendation = await getRecommendation(context, id);
  const { name, mediaType, text } =
    format === 'json'
      ? asJson(recommendation)
      : await asProgram(context, { id, format: scriptFormats[format], signal: stopOf(c) });
  const headers = {
    'Content-Type': `${mediaType}; charset=utf-8`,
    'Decision-Id': recommendation.decisionId,
    'Content-Disposition': `attachment; filename="${name}"`,
  };
  return isUnderWay(recommendation) ? c.body(text, 200, headers) : answerFinishedText(c, text, headers);
});

/** A file of ours: nothing of a caller's is in its name. */
interface File {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

const asJson = (recommendation: Recommendation): File => ({
  name: `${recommendation.id}.json`,
  mediaType: 'application/json',
  text: `${JSON.stringify(recommendation, null, 2)}\n`,
});

interface Asked {
  readonly id: string;
  readonly format: ScriptFormat;
  readonly signal: AbortSignal;
}

async function asProgram(context: Context, { id, format, signal }: Asked): Promise<File> {
  const { fileName: name, mediaType, write } = format;
  return { name, mediaType, text: write(await scriptSource(context, id, signal)) };
}
