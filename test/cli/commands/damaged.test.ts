import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../../src/clock.js';
import { openStore } from '../../../src/store/open.js';
import { aroundTriggers } from '../../store/around-triggers.js';
import { createDesk, smallestProfile } from '../helpers.js';

const desk = createDesk();
const answerShape = z.looseObject({ id: z.string(), decisionId: z.string() });
let ids: z.infer<typeof answerShape>;
beforeAll(async () => {
  const advised = await desk.sextant(['advise', desk.write('p.json', smallestProfile), '--json']);
  ids = answerShape.parse(JSON.parse(advised.stdout));
  const store = await openStore({ dataDirectory: desk.dataDirectory, clock: systemClock });
  const edit = sql`update sextant.audit_entries set payload = replace(payload, '"rows":1000', '"rows":9999')`;
  await aroundTriggers(store.db, (tx) => tx.execute(edit));
  await store.close();
});

describe('a decision that was edited in the database', () => {
  it('is listed as such, in every format', async () => {
    const words = 'changed after it was written';
    expect((await desk.sextant(['decisions'])).stdout).toMatch(/damaged: changed\s+after it was written/);
    const { decisions } = JSON.parse((await desk.sextant(['decisions', '--json'])).stdout);
    expect(decisions).toMatchObject([{ id: ids.decisionId, damaged: true, summary: words, durationMs: null }]);
    expect((await desk.sextant(['decisions', '--format', 'csv'])).stdout).toMatch(new RegExp(`,,${words},true\r\n$`));
  });

  it.each([['explain'], ['replay'], ['what-if', '--change', 'rows=5000'], ['counterfactuals', '--slot', 'dropout']])(
    'is told as damage, with the exit code of that: %s',
    async (verb, ...flags) => {
      const { code, stdout, stderr } = await desk.sextant([verb, ids.decisionId, ...flags]);
      expect([code, stdout]).toEqual([3, '']);
      expect(stderr).toContain(`The stored decision ${ids.decisionId} was changed after it was written.`);
      expect(stderr).toContain('sextant audit verify');
    },
  );
});

it('an id of which nothing is left is told to look in the trail', async () => {
  const gone = await desk.sextant(['explain', 'dec_01a20a45-687c-724c-89f7-8c4f6fd10a71']);
  expect([gone.code, gone.stderr]).toEqual([2, expect.stringContaining('erased or pruned the trail still tells')]);
});
