import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSextant, eachOf, type Page, type Sextant } from '../../sdk/typescript/src/index.js';
import { scopes } from '../../src/api-key.js';
import { createKey } from '../../src/decide/keys.js';
import { overlayExample } from '../../src/http/operations/create-rule-set.js';
import { createService, serve } from '../http/helpers.js';

const profile = { task: 'binary', rows: 1000, columns: { numeric: 12 }, classCounts: { no: 910, yes: 90 } } as const;
const rows = Array.from({ length: 60 }, (_, i) => `${i % 10},${(i * 7) % 13},${i % 10 > 4 ? 'high' : 'low'}`);
const csv = new Blob([['a,b,y', ...rows].join('\n')]);

const parameterSchema = z.looseObject({ name: z.string(), schema: z.looseObject({ default: z.number().optional() }) });
const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ operationId: z.string(), parameters: z.array(parameterSchema).default([]) })),
  ),
});
const document = fileURLToPath(new URL('../../openapi/openapi.json', import.meta.url));

/** Every operation that answers page by page, and whether it does so unasked. */
const lists = Object.values(documentSchema.parse(JSON.parse(readFileSync(document, 'utf8'))).paths)
  .flatMap((methods) => Object.values(methods))
  .filter(({ parameters }) => parameters.some(({ name }) => name === 'cursor'))
  .map(({ operationId, parameters }) => ({
    operationId,
    isInPages: parameters.some(({ name, schema }) => name === 'limit' && schema.default !== undefined),
  }));

type List = (page: { limit?: number; cursor?: string }) => Promise<Page<unknown>>;

const listOf = (sextant: Sextant, operationId: string): List =>
  (sextant as unknown as Record<string, List>)[operationId]?.bind(sextant) as List;

async function all<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const entry of entries) found.push(entry);
  return found;
}

describe('lists of the TypeScript SDK', () => {
  const service = createService();
  let sextant: Sextant;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const served = await serve(service.app);
    const stopWorker = await service.startWorker();
    stop = async () => {
      await stopWorker();
      await served.stop();
    };
    const { key } = await createKey(service.context, { name: 'lists', scopes: [...scopes] });
    sextant = createSextant({ baseUrl: served.url, key });
    await sextant.createKey({ name: 'other', scopes: ['advise'] });
    await sextant.createRecommendation({ profile });
    await sextant.createRuleSet(overlayExample);
    for (let turn = 0; turn < 2; turn++) {
      const { id } = await sextant.uploadDataset({ name: 'rows.csv', body: csv });
      const { probe } = await sextant.createRecommendation({
        dataset: { id, target: ['y'] },
        probe: { trialsLimit: 2, seed: turn },
        constraints: { settings: { epochs: 10, foldRepeats: 1 } },
      });
      await sextant.waitForProbe(probe?.id ?? '');
    }
  });
  afterAll(() => stop());

  it('are found', () => {
    expect(lists.length).toBeGreaterThanOrEqual(10);
    expect(lists.map(({ operationId }) => operationId)).toContain('listRules');
  });

  it.each(lists)('$operationId gives in pages what it gives at once', async ({ operationId, isInPages }) => {
    const list = listOf(sextant, operationId);
    const whole = await list(isInPages ? { limit: 200 } : {});
    expect(whole.nextCursor).toBeNull();
    if (operationId !== 'listCheckpoints') expect(whole.data.length).toBeGreaterThanOrEqual(2);
    const lengths: number[] = [];
    const counted: List = async (asked) => {
      const page = await list({ limit: 2, ...asked });
      lengths.push(page.data.length);
      return page;
    };
    expect(await all(eachOf(counted))).toEqual(whole.data);
    expect(lengths).toHaveLength(Math.max(1, Math.ceil(whole.data.length / 2)));
  });

  it('end where a service of an earlier version gives all at once', async () => {
    const earlier = [{ data: [1, 2] } as unknown as Page<number>];
    expect(await all(eachOf(() => Promise.resolve(earlier.shift() as Page<number>)))).toEqual([1, 2]);
  });
});
