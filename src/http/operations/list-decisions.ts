import { createRoute } from '@hono/zod-openapi';
import { accepts } from 'hono/accepts';
import { z } from 'zod';
import { kindsInWords } from '../../audit/decision-kinds.js';
import { lineFormats } from '../../decide/decision-lines.js';
import { eachPage, pageOfDecisions } from '../../decide/list-decisions.js';
import { defined } from '../defined.js';
import { filterOf, filterSchema } from '../decision-filters.js';
import { stopOf } from '../limits.js';
import { operation, problemResponses } from '../operation.js';
import { cursorOf, pageOf, pageQuerySchema, pageSchema } from '../paging.js';
import { textStream } from '../text-stream.js';
import { timeSchema, toTime } from '../times.js';

const entrySchema = z
  .object({
    id: z.string(),
    parentId: z.string().nullable().meta({ description: 'The decision that this one follows.' }),
    recommendationId: z.string().nullable(),
    kind: z.string().meta({ description: `${kindsInWords}.` }),
    occurredAt: timeSchema,
    actor: z.string().nullable().meta({ description: 'Who asked: id of the key, or name of the user.' }),
    requestId: z.string().nullable(),
    ruleSet: z.object({ name: z.string(), version: z.string(), hash: z.string() }),
    durationMs: z.number().nullable().meta({ description: 'Null of a damaged record.' }),
    summary: z
      .string()
      .meta({ description: 'What came of it, in a few words; of a damaged record what is wrong with it.' }),
    damaged: z.literal(true).optional().meta({
      description:
        'What is stored is not the record that was written; the other members are from beside it. Absent of all others.',
    }),
  })
  .meta({ id: 'DecisionEntry' });

const media = { ndjson: lineFormats.ndjson.mediaType, csv: lineFormats.csv.mediaType } as const;
const isFormat = (type: string): type is keyof typeof media => Object.hasOwn(media, type);
const formatOf = (type: string): string => Object.entries(media).find(([, name]) => name === type)?.[0] ?? 'json';

const route = createRoute({
  method: 'get',
  path: '/v1/decisions',
  operationId: 'listDecisions',
  tags: ['decisions'],
  summary: 'Recorded decisions, newest first',
  description:
    'All filters hold together. A page ends where five thousand decisions of the time asked for were looked at, so that it may be short, or empty, and still have a `nextCursor`. A decision whose record was changed after it was written is there with `damaged`; what it says is not looked at, so that `rule`, `slot`, `value` and `verdict` leave it out. With `Accept: application/x-ndjson` or `text/csv` all pages are sent, one decision a line, from the cursor on; `limit` then bounds them all.',
  request: { query: pageQuerySchema.extend(filterSchema.shape) },
  responses: {
    200: {
      description: 'A page of them, without facts and traces.',
      content: {
        'application/json': { schema: pageSchema(entrySchema, 'DecisionPage') },
        [media.ndjson]: { schema: entrySchema },
        [media.csv]: {
          schema: z.string().meta({ description: 'With a line of names. No cell is taken for a formula.' }),
        },
      },
    },
    ...problemResponses(401, 403, 422, 500, 503),
  },
});

export const listDecisions = operation(route, 'audit', async (c, context) => {
  const { limit, cursor, ...filter } = c.req.valid('query');
  const asked = filterOf(filter);
  const supports = ['application/json', ...Object.values(media)];
  const format = formatOf(accepts(c, { header: 'Accept', supports, default: 'application/json' }));
  if (!isFormat(format)) {
    const { entries, next } = await pageOfDecisions(context, { ...asked, ...pageOf({ limit, cursor }) });
    const data = entries.map((entry) => ({ ...entry, occurredAt: toTime(entry.occurredAt) }));
    return c.json({ data, nextCursor: next ? cursorOf(next) : null }, 200);
  }
  const headers = { 'Content-Type': `${media[format]}; charset=utf-8`, Vary: 'Accept' };
  // Nobody would read what is sent.
  if (c.req.method === 'HEAD') return c.body(null, 200, headers);
  const { head, lineOf } = lineFormats[format];
  const bounds = defined({ limit, before: cursor });
  const signal = stopOf(c);
  const body = textStream(async (write) => {
    if (head !== '') await write(head);
    await eachPage(context, { ...asked, ...bounds, signal }, (entries) => write(entries.map(lineOf).join('')));
  });
  return c.body(body, 200, headers);
});
