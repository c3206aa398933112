import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { exportAudit as write } from '../../decide/audit.js';
import { stopOf } from '../limits.js';
import { operation, problemResponses } from '../operation.js';

const route = createRoute({
  method: 'get',
  path: '/v1/audit/export',
  operationId: 'exportAudit',
  tags: ['audit'],
  summary: 'The whole chain as a bundle',
  description:
    'A zip of the entries, the signed notes, the keys and the rule sets, which `sextant audit verify` and the programs in `examples/verify-bundle` verify without the service.',
  responses: {
    200: {
      description: 'The bundle.',
      content: { 'application/zip': { schema: z.string().meta({ format: 'binary' }) } },
    },
    ...problemResponses(401, 403, 500, 503),
  },
});

export const exportAudit = operation(route, 'audit', async (c, context) => {
  const headers = {
    'Content-Type': 'application/zip',
    'Content-Disposition': `attachment; filename="${context.workspaceId}.zip"`,
  };
  if (c.req.method === 'HEAD') return c.body(null, 200, headers);
  const shelf = await mkdtemp(join(tmpdir(), 'sextant-trail-'));
  try {
    const folder = join(shelf, 'trail');
    await write(context, { folder, signal: stopOf(c) });
    const { zipFolder } = await import('../zip.js');
    return c.body(
      zipFolder(folder, () => rm(shelf, { recursive: true, force: true })),
      200,
      headers,
    );
  } catch (error) {
    await rm(shelf, { recursive: true, force: true });
    throw error;
  }
});
