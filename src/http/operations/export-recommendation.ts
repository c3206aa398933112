import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Context } from '../../decide/context.js';
import { getRecommendation } from '../../decide/recommendations.js';
import { scriptSource } from '../../decide/script-source.js';
import { scriptFormatNames, scriptFormats } from '../../export/formats.js';
import { idParameter } from '../ids.js';
import { stopOf } from '../limits.js';
import { operation, problemResponses } from '../operation.js';
import { recommendationResponseSchema } from '../schemas.js';

const formatSchema = z.enum([...scriptFormatNames, 'json']).openapi({
  param: { name: 'format', in: 'path' },
  description: '`json` is the recommendation itself; the others are programs that train what it recommends.',
});
type Format = z.infer<typeof formatSchema>;

const route = createRoute({
  method: 'get',
  path: '/v1/recommendations/{id}/exports/{format}',
  operationId: 'exportRecommendation',
  tags: ['recommendations'],
  summary: 'A recommendation as a program that trains it, or as a file',
  description:
    'The program reads the dataset, under its name, from the folder in which it runs. It says in comments what it leaves out; where its library does not have what is recommended, the answer is 422, and `errors` has each setting.',
  request: { params: idParameter('rec').extend({ format: formatSchema }) },
  responses: {
    200: {
      description: 'The file.',
      headers: { 'Content-Disposition': { description: 'Name of the file.', schema: { type: 'string' } } },
      content: {
        'text/x-python': { schema: z.string() },
        'text/javascript': { schema: z.string() },
        'application/json': { schema: recommendationResponseSchema },
      },
    },
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const exportRecommendation = operation(route, 'advise', async (c, context) => {
  const { id, format } = c.req.valid('param');
  const { name, mediaType, text } = await fileOf(context, { id, format, signal: stopOf(c) });
  return c.body(text, 200, {
    'Content-Type': `${mediaType}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${name}"`,
  });
});

interface Asked {
  readonly id: string;
  readonly format: Format;
  readonly signal: AbortSignal;
}

/** Names of files are of our making: nothing of a caller's is in them. */
async function fileOf(context: Context, { id, format, signal }: Asked) {
  if (format === 'json') {
    const recommendation = await getRecommendation(context, id);
    const text = `${JSON.stringify(recommendation, null, 2)}\n`;
    return { name: `${recommendation.id}.json`, mediaType: 'application/json', text };
  }
  const { fileName, mediaType, write } = scriptFormats[format];
  return { name: fileName, mediaType, text: write(await scriptSource(context, id, signal)) };
}
