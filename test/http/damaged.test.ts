import { type SQL, sql } from 'drizzle-orm';
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkpoint } from '../../src/decide/audit.js';
import { aroundTriggers } from '../store/around-triggers.js';
import { createNotary, createService, post, smallest } from './helpers.js';

const notary = createNotary();
const service = createService({ notary });
const { app, context, logged } = service;

const words = 'changed after it was written';
const change = (statement: SQL): Promise<unknown> =>
  context.store(({ db }) => aroundTriggers(db, (tx) => tx.execute(statement)));
const advise = async (body: unknown = smallest): Promise<{ readonly decision: string; readonly id: string }> => {
  const answer = await app.request('/v1/recommendations', post(body));
  expect(answer.status).toBe(201);
  const { id } = z.looseObject({ id: z.string() }).parse(await answer.json());
  return { decision: answer.headers.get('decision-id') ?? '', id };
};
const get = (path: string, accept = '*/*') => app.request(path, { headers: { Accept: accept } });
const page = async (path: string) => {
  const answer = await get(path, 'text/html');
  expect(answer.status, path).toBe(200);
  return parseHTML(await answer.text()).document;
};

type Made = Awaited<ReturnType<typeof advise>>;
let [before, edited, followed]: [Made?, Made?, Made?] = [];
let override = '';
const of = (made: Made | undefined): Made => {
  if (!made) throw new Error('nothing was made');
  return made;
};

/** Four entries: 1 is as it was, what 2 says was edited, 3 is as it was but 4, which overrides it, was edited too. */
beforeAll(async () => {
  before = await advise();
  edited = await advise();
  followed = await advise();
  const asked = post({ slot: 'dropout', value: 0.5, reason: 'asked for' });
  override =
    (await app.request(`/v1/recommendations/${followed.id}/overrides`, asked)).headers.get('decision-id') ?? '';
  await checkpoint(context);
  await change(
    sql`update sextant.audit_entries set payload = replace(payload, '"rows":1000', '"rows":9999') where seq = 2`,
  );
  await change(
    sql`update sextant.audit_entries set payload = replace(payload, 'asked for', 'never asked') where seq = 4`,
  );
});

const listed = z.object({
  data: z.array(z.looseObject({ id: z.string(), summary: z.string(), damaged: z.literal(true).optional() })),
  nextCursor: z.string().nullable(),
});
const list = async (query = '') => listed.parse(await (await get(`/v1/decisions${query}`)).json());

describe('a list with a decision that was edited in the database', () => {
  it('has it by what is known beside its record, and marks it', async () => {
    const { data } = await list();
    expect(data.map(({ id, damaged }) => [id, damaged])).toEqual([
      [override, true],
      [of(followed).decision, undefined],
      [of(edited).decision, true],
      [of(before).decision, undefined],
    ]);
    expect(data[2]).toEqual({
      ...data[3],
      id: of(edited).decision,
      recommendationId: of(edited).id,
      requestId: expect.any(String),
      occurredAt: expect.any(String),
      durationMs: null,
      summary: words,
      damaged: true,
    });
  });

  it('goes on after it, page by page', async () => {
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { data, nextCursor } = await list(`?limit=1&cursor=${cursor}`);
      found.push(...data.map(({ id }) => id));
      cursor = nextCursor;
    }
    expect(found).toEqual([override, of(followed).decision, of(edited).decision, of(before).decision]);
  });

  it('leaves it out where something is asked of what it says, and has it where not', async () => {
    const narrowed = async (query: string) => (await list(query)).data.map(({ id }) => id);
    const sound = [of(followed).decision, of(before).decision];
    expect(await narrowed('?slot=optimizer')).toEqual(sound);
    expect(await narrowed('?rule=optimizer.default')).not.toContain(of(edited).decision);
    expect(await narrowed(`?recommendation=${of(edited).id}`)).toEqual([of(edited).decision]);
    expect(await narrowed('?kind=override')).toEqual([override]);
  });

  it('is sent whole as NDJSON and as CSV', async () => {
    const lines = (await (await get('/v1/decisions', 'application/x-ndjson')).text()).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { damaged?: true }).damaged)).toEqual([
      true,
      undefined,
      true,
      undefined,
    ]);
    const [head = '', ...rows] = (await (await get('/v1/decisions', 'text/csv')).text()).trimEnd().split('\r\n');
    expect(head).toMatch(/,summary,damaged$/);
    expect(rows).toHaveLength(4);
    expect(rows[1]).toMatch(/,$/);
    expect(rows[2]).toMatch(new RegExp(`^${of(edited).decision},.*,,${words},true$`));
  });

  it('is a page', async () => {
    const rows = [...(await page('/decisions')).querySelectorAll('.listing tbody tr')];
    expect(rows.map((row) => row.querySelector('.badge.refuted')?.textContent)).toEqual([
      words,
      undefined,
      words,
      undefined,
    ]);
    expect(rows[2]?.querySelector('a')?.getAttribute('href')).toBe(`/decisions/${of(edited).decision}`);
  });
});

describe('a decision that was edited in the database', () => {
  it.each<readonly [string, (path: string) => string | readonly [string, RequestInit]]>([
    ['its record', (path) => path],
    ['its explanation', (path) => `${path}/explanation`],
    ['its counterfactuals', (path) => `${path}/counterfactuals?slot=optimizer`],
    ['its replay', (path) => [`${path}/replay`, post({})]],
    ['a simulation', () => ['/v1/simulations', post({ decision: of(edited).decision, changes: { rows: 5000 } })]],
    ['the report of its recommendation', () => `/v1/recommendations/${of(edited).id}/report`],
  ])('is a problem of its own: %s', async (_what, pathOf) => {
    const logs = logged.length;
    const [path, init] = [pathOf(`/v1/decisions/${of(edited).decision}`)].flat() as [string, RequestInit?];
    const answer = await app.request(path, init);
    expect([answer.status, await answer.json()]).toEqual([
      409,
      expect.objectContaining({
        code: 'record_damaged',
        detail: `The stored decision ${of(edited).decision} was ${words}.`,
        hint: expect.stringContaining('sextant audit verify'),
      }),
    ]);
    // Who runs the service has to know.
    expect(logged.slice(logs).join('')).toContain('request failed');
  });

  it('does not take away the explanation of the one that it follows, which names it', async () => {
    const answer = await get(`/v1/decisions/${of(followed).decision}/explanation`);
    expect([answer.status, await answer.json()]).toMatchObject([200, { overrides: [], damaged: [override] }]);
    const text = (await page(`/decisions/${of(followed).decision}`)).querySelector('section[aria-labelledby=damaged]');
    expect(text?.querySelector('a')?.getAttribute('href')).toBe(`/decisions/${override}`);
    expect(text?.textContent).toContain(words);
    const sound = await get(`/v1/decisions/${of(before).decision}/explanation`);
    expect(await sound.json()).not.toHaveProperty('damaged');
  });
});

/** What the page says of each check, as a word and as a badge. */
const standingOn = async (decision: string): Promise<Record<string, string>> => {
  const document = await page(`/decisions/${decision}`);
  const rows = [...document.querySelectorAll('section[aria-labelledby=trail] .identity > div')];
  return Object.fromEntries(
    rows.map((row) => {
      const badge = row.querySelector('.badge');
      return [
        row.querySelector('dt')?.textContent ?? '',
        badge
          ? `${badge.className.replace('badge ', '')}: ${badge.textContent}`
          : (row.querySelector('dd')?.textContent ?? ''),
      ];
    }),
  );
};
const good = {
  'Recomputed just now': 'confirmed: both hashes agree',
  'Link to the entry before': 'confirmed: holds',
  'Signed note': 'confirmed: on the first 4 entries',
};
const bad = `refuted: ${words}`;

describe('the page of a decision', () => {
  it('shows where one stands that was edited, and nothing of what it says', async () => {
    const document = await page(`/decisions/${of(edited).decision}`);
    expect(document.querySelector('header .badge')?.textContent).toBe(words);
    expect(document.querySelector('[role=alert]')?.textContent).toContain('sextant audit verify');
    expect(document.body.textContent).not.toContain('9,999');
    expect(await standingOn(of(edited).decision)).toMatchObject({
      ...good,
      Place: expect.stringMatching(/^2 of wsp_/),
      'Recomputed just now': bad,
    });
  });

  it('says of one that was not touched that all holds', async () => {
    expect(await standingOn(of(before).decision)).toMatchObject(good);
  });

  it('says where the hash was edited with what it stands for', async () => {
    const one = await advise();
    await change(sql`update sextant.audit_entries set occurred_at = occurred_at + 1 where seq = 5`);
    expect(await standingOn(one.decision)).toMatchObject({ 'Recomputed just now': bad });
  });

  it('says where the link to the entry before is broken', async () => {
    const [first, second] = [await advise(), await advise()];
    await change(sql`update sextant.audit_entries set entry_hash = repeat('0', 63) || '1' where seq = 6`);
    expect(await standingOn(second.decision)).toMatchObject({
      'Recomputed just now': good['Recomputed just now'],
      'Link to the entry before': 'refuted: broken',
    });
    expect(await standingOn(first.decision)).toMatchObject({ 'Recomputed just now': bad });
  });

  it('says where a signed note is not good: another text, another size', async () => {
    const noteOf = 'Signed note';
    await change(sql`update sextant.audit_checkpoints set size = 3 where size = 4`);
    expect(await standingOn(of(before).decision)).toMatchObject({ [noteOf]: 'refuted: its signature is not good' });
    await change(sql`update sextant.audit_checkpoints set size = 4 where size = 3`);
    expect(await standingOn(of(before).decision)).toMatchObject(good);
    await change(sql`update sextant.audit_checkpoints set note = replace(note, 'of-tests', 'of-others')`);
    expect(await standingOn(of(before).decision)).toMatchObject({ [noteOf]: 'refuted: its signature is not good' });
    const later = await advise();
    expect(await standingOn(later.decision)).toMatchObject({ [noteOf]: 'untested: none yet vouches for it' });
  });
});
