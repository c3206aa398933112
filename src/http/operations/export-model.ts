import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { exportProbeModel } from '../../decide/export-model.js';
import { answerFinishedBody, decisionHeader, finishedHeaders, ifNoneMatchHeaders, notModified } from '../finished.js';
import { idParameter } from '../ids.js';
import { operation, problemResponses } from '../operation.js';

const route = createRoute({
  method: 'get',
  path: '/v1/recommendations/{id}/model',
  operationId: 'exportModel',
  tags: ['recommendations'],
  summary: "The probe's final model for TensorFlow.js",
  description:
    'A zip of `model.json` and `weights.bin` for `tf.loadGraphModel`: preprocessing, all networks and calibration as one graph. The model of the newest probe that has ended and left one. 422 `export_unsupported` where TensorFlow.js has no operation for its preprocessing.',
  request: { params: idParameter('rec'), headers: ifNoneMatchHeaders },
  responses: {
    200: {
      description: 'The model.',
      headers: { ...finishedHeaders, ...decisionHeader },
      content: { 'application/zip': { schema: z.string().meta({ format: 'binary' }) } },
    },
    ...notModified,
    ...problemResponses(401, 403, 404, 422, 500, 503),
  },
});

export const exportModel = operation(route, 'advise', async (c, context) => {
  const { id } = c.req.valid('param');
  const { description, weights, decisionId } = await exportProbeModel(context, id);
  const { zipFiles } = await import('../zip.js');
  const pack = () => zipFiles({ 'model.json': description, 'weights.bin': weights });
  return answerFinishedBody(
    c,
    { parts: [description, weights], pack },
    {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${id}.zip"`,
      'Decision-Id': decisionId,
    },
  );
});
