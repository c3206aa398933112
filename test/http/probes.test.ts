import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as tf from '@tensorflow/tfjs-node';
import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { getDecision } from '../../src/decide/get-decision.js';
import { listDecisions } from '../../src/decide/list-decisions.js';
import { predictWithProbe } from '../../src/decide/predict-rows.js';
import type { ProbeFeed } from '../../src/decide/probe-feed.js';
import { createSharedPool } from '../../src/decide/shared-pool.js';
import { SextantError } from '../../src/errors.js';
import { problemSchema } from '../../src/http/problems.js';
import { probeReportSchema, recommendationSchema } from '../../src/settings/recommendation.js';
import { advice, profiles, trials } from '../../src/store/views.js';
import { createService, post, serve, smallest } from './helpers.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-probes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { app, context, startWorker } = createService();
const stop = await startWorker();
const served = await serve(app);
afterAll(async () => {
  await stop();
  await served.stop();
});

const rows = Array.from({ length: 90 }, (_, i) => ({ a: i % 10, b: (i * 7) % 13, y: i % 10 > 4 ? 'high' : 'low' }));
const csv = ['a,b,y', ...rows.map(({ a, b, y }) => `${a},${b},${y}`)].join('\n');

const idSchema = z.object({ id: z.string() });
const timed = { recommendationId: z.string(), createdAt: z.iso.datetime(), error: z.null() };
const probeSchema = probeReportSchema.extend({
  ...timed,
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
const read = async <T>(schema: z.ZodType<T>, response: Response | Promise<Response>): Promise<T> =>
  schema.parse(await (await response).json());
const problemOf = async (response: Response | Promise<Response>) => {
  const { status, code } = await read(problemSchema, response);
  return [status, code];
};

const upload = async (): Promise<string> => {
  const request = { method: 'POST', body: csv, headers: { 'Content-Type': 'text/csv' } };
  return (await read(idSchema, app.request('/v1/datasets?name=rows.csv', request))).id;
};
const dataset = await upload();
/** What is trained is of no interest here: short, and on one partition. */
const constraints = { settings: { foldRepeats: 1, epochs: 60 } };

const advise = async (probe: object | undefined, headers: Readonly<Record<string, string>> = {}) =>
  app.request(
    '/v1/recommendations',
    post({ dataset: { id: dataset, target: ['y'] }, constraints, ...(probe && { probe }) }, headers),
  );
const getProbe = (id: string) => read(probeSchema, app.request(`/v1/probes/${id}`));

interface StreamEvent {
  readonly event: string;
  readonly id: string;
  readonly data: unknown;
}

/** All events of a probe until its stream ends. */
async function follow(id: string, headers: Readonly<Record<string, string>> = {}): Promise<StreamEvent[]> {
  const response = await fetch(`${served.url}/v1/probes/${id}/events`, { headers });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const blocks = (await response.text()).split('\n\n').filter((block) => block.includes('event: '));
  return blocks.map((block) => {
    const member = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
    return { event: member('event'), id: member('id'), data: JSON.parse(member('data')) as unknown };
  });
}

/** Until a probe has told of a trial. */
async function hearOfTrial(id: string): Promise<void> {
  const { body } = await fetch(`${served.url}/v1/probes/${id}/events`);
  const decoder = new TextDecoder();
  let said = '';
  for await (const part of body ?? []) {
    said += decoder.decode(part, { stream: true });
    if (said.includes('"kind":"trial"')) return;
  }
  expect.fail(`no trial was told of: ${said}`);
}

const place = (id: string): number[] => id.split('.').map(Number);

describe('a recommendation of a dataset with a probe', () => {
  const asked = advise({ trialsLimit: 8, seed: 3 });
  const first = asked.then((response) => read(recommendationSchema, response.clone()));
  const events = first.then(({ probe }) => follow(probe?.id ?? ''));

  it('is answered at once, with the probe that waits', async () => {
    expect((await asked).status).toBe(201);
    const { probe, settings } = await first;
    expect(probe).toMatchObject({ status: 'queued', trialsLimit: 8, seed: 3, backend: null, trials: [], rows: 90 });
    expect(settings.loss).toBe('binaryCrossentropy');
  });

  it('is followed from the first event to the end, in order', async () => {
    const all = await events;
    expect(all.at(-1)).toMatchObject({ event: 'end', data: { status: 'succeeded' } });
    expect(all.slice(0, -1).every(({ event }) => event === 'progress')).toBe(true);
    const places = all.map(({ id }) => place(id));
    expect(places.map(([attempt]) => attempt)).toEqual(all.map(() => 1));
    expect(places.map(([, sequence]) => sequence)).toEqual(all.map((_, i) => i + 1));
    const body = z.object({ events: z.array(z.looseObject({ kind: z.string() })) });
    const kinds = all.slice(0, -1).flatMap(({ data }) => body.parse(data).events.map(({ kind }) => kind));
    expect(new Set(kinds)).toEqual(new Set(['epoch', 'plan', 'trial', 'verdict']));
  });

  it('is told again to who comes late, and from where it was left to who comes back', async () => {
    const all = await events;
    const { probe } = await first;
    expect(await follow(probe?.id ?? '')).toEqual(all);
    const seen = all[2]?.id ?? '';
    expect(await follow(probe?.id ?? '', { 'Last-Event-ID': seen })).toEqual(all.slice(3));
    expect(await follow(probe?.id ?? '', { 'Last-Event-ID': 'nonsense' })).toEqual(all);
  });

  it('has its verdicts and scores when the probe has ended, and every step on record', async () => {
    await events;
    const { id, decisionId, probe: queued } = await first;
    const now = await read(recommendationSchema, app.request(`/v1/recommendations/${id}`));
    expect(now.probe).toMatchObject({ id: queued?.id, status: 'succeeded', trialsLimit: 8, seed: 3 });
    expect(now.advice.some(({ verdict }) => verdict === 'confirmed' || verdict === 'adjusted')).toBe(true);
    const same = now.advice.filter(({ recommended, final }) => isDeepStrictEqual(recommended, final));
    expect(same.map(({ verdict }) => verdict)).not.toContain('adjusted');
    const selected = now.probe?.trials.filter((trial) => trial.selected) ?? [];
    expect(selected).toHaveLength(now.settings.hiddenLayers === 0 ? 0 : 1);
    for (const [slot, value] of Object.entries(selected[0]?.settings ?? {}))
      expect(now.settings[slot as keyof typeof now.settings]).toEqual(value);
    const probe = await getProbe(queued?.id ?? '');
    expect(probe).toMatchObject({ ...now.probe, recommendationId: id, error: null });
    expect(probe.startedAt && probe.finishedAt && probe.startedAt <= probe.finishedAt).toBe(true);
    const [rows, [profile], advised] = await context.store(async ({ db }) => [
      await db.select().from(trials).where(eq(trials.probeId, probe.id)).orderBy(trials.place),
      await db.select().from(profiles).where(eq(profiles.recommendationId, id)),
      await db.select().from(advice).where(eq(advice.recommendationId, id)).orderBy(advice.place),
    ]);
    expect(rows).toEqual(
      probe.trials.map(({ id: trialId, settings, because, score, kept }, index) => ({
        id: trialId,
        probeId: probe.id,
        recommendationId: id,
        workspaceId: context.workspaceId,
        place: index + 1,
        settings,
        because,
        score,
        kept,
      })),
    );
    expect(profile).toMatchObject({ workspaceId: context.workspaceId, profile: now.profile });
    expect(advised).toEqual(
      now.advice.map(({ slot, ruleId, origin, recommended, final, verdict }, index) => ({
        recommendationId: id,
        workspaceId: context.workspaceId,
        place: index + 1,
        slot,
        ruleId,
        origin,
        recommended,
        final,
        verdict,
      })),
    );
    const listed = await listDecisions(context, { limit: 50 });
    const kinds = listed.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'verdicts')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'refinement').length).toBeGreaterThanOrEqual(8);
    const verdicts = await getDecision(context, listed.find(({ kind }) => kind === 'verdicts')?.id ?? '');
    expect(verdicts).toMatchObject({ parentId: decisionId, recommendationId: id, facts: { probeId: queued?.id } });
  });

  it('predicts rows by their columns', async () => {
    await events;
    const { id, decisionId } = await first;
    const body = { rows: rows.slice(0, 20).map(({ a, b }) => ({ a, b, other: 'x' })) };
    const predicted = await app.request(`/v1/recommendations/${id}/predictions`, post(body));
    expect(predicted.headers.get('decision-id')).toBe(decisionId);
    const answer = await read(
      z.object({
        data: z.array(z.object({ prediction: z.string(), probabilities: z.record(z.string(), z.number()) })),
      }),
      predicted,
    );
    const right = answer.data.filter(({ prediction }, i) => prediction === rows[i]?.y);
    expect(right.length).toBeGreaterThanOrEqual(18);
    for (const { prediction, probabilities } of answer.data) {
      expect(Object.keys(probabilities).toSorted()).toEqual(['high', 'low']);
      expect(probabilities[prediction]).toBeGreaterThanOrEqual(0.5);
    }
    const missing = app.request(`/v1/recommendations/${id}/predictions`, post({ rows: [{ a: 1 }] }));
    expect(await problemOf(missing)).toEqual([422, 'column_missing']);

    const zip = await app.request(`/v1/recommendations/${id}/model`);
    expect([zip.status, zip.headers.get('content-type'), zip.headers.get('decision-id')]).toEqual([
      200,
      'application/zip',
      decisionId,
    ]);
    writeFileSync(join(folder, 'model.zip'), Buffer.from(await zip.arrayBuffer()));
    execFileSync('python3', ['-m', 'zipfile', '-e', 'model.zip', 'model'], { cwd: folder });
    const model = await tf.loadGraphModel(`file://${join(folder, 'model', 'model.json')}`);
    const numbers = tf.tensor2d(rows.slice(0, 20).map(({ a, b }) => [a, b]));
    const shares = (model.execute({ numbers }, 'probabilities') as tf.Tensor2D).arraySync();
    const { labels } = model.metadata as { labels: string[] };
    shares.forEach((own, row) =>
      labels.forEach((label, k) => expect(own[k]).toBeCloseTo(answer.data[row]?.probabilities[label] ?? Number.NaN, 4)),
    );
  });

  it('is the same to the bit when it is asked again, by a worker as by the library', async () => {
    await events;
    const { probe } = await first;
    const again = await read(recommendationSchema, advise({ trialsLimit: 8, seed: 3 }, { Prefer: 'wait=60' }));
    const before = await getProbe(probe?.id ?? '');
    expect(again.probe?.status).toBe('succeeded');
    expect(again.probe?.trials.map(({ score }) => score)).toEqual(before.trials.map(({ score }) => score));
    expect(again.probe?.expectedScore).toEqual(before.expectedScore);
  });
});

describe('a probe of its own', () => {
  it('says how it searches and what it selects by, once', async () => {
    const asked = {
      dataset: { id: dataset, target: ['y'] },
      probe: { trialsLimit: 1, search: 'random', metric: 'accuracy' },
    };
    const made = await read(recommendationSchema, app.request('/v1/recommendations', post(asked)));
    expect(made.settings).toMatchObject({ search: 'random', primaryMetric: 'accuracy' });
    expect(made.advice.find(({ slot }) => slot === 'search')?.origin).toBe('caller');
    for (const twice of [
      { ...asked, constraints: { settings: { search: 'grid' } } },
      { ...asked, dataset: { ...asked.dataset, metric: 'logLoss' } },
    ])
      expect(await problemOf(app.request('/v1/recommendations', post(twice)))).toEqual([422, 'settings_invalid']);
    const same = { ...asked, constraints: { settings: { search: 'random' } } };
    expect((await app.request('/v1/recommendations', post(same))).status).toBe(201);
  });

  it('needs a dataset', async () => {
    const { id } = await read(idSchema, app.request('/v1/recommendations', post(smallest)));
    expect(await problemOf(app.request(`/v1/recommendations/${id}/probes`, post({})))).toEqual([
      422,
      'dataset_required',
    ]);
    expect(await problemOf(app.request(`/v1/recommendations/${id}/predictions`, post({ rows: [{ a: 1 }] })))).toEqual([
      422,
      'model_missing',
    ]);
    expect(await problemOf(app.request(`/v1/recommendations/${id}/model`))).toEqual([422, 'model_missing']);
    const withProfile = post({ ...smallest, probe: { trialsLimit: 1 } });
    expect(await problemOf(app.request('/v1/recommendations', withProfile))).toEqual([422, 'request_invalid']);
  });

  it('has one bound, which the service limits', async () => {
    expect(await problemOf(advise({ trialsLimit: 1, budgetSeconds: 1 }))).toEqual([422, 'request_invalid']);
    expect(await problemOf(advise({ trialsLimit: 1001 }))).toEqual([422, 'request_invalid']);
    expect(await problemOf(advise({ budgetSeconds: 3601 }))).toEqual([422, 'request_invalid']);
  });

  it('is made once for one key, and not beside another that has not ended', async () => {
    const { id } = await read(idSchema, advise(undefined));
    const path = `/v1/recommendations/${id}/probes`;
    const made = await Promise.all(
      Array.from({ length: 5 }, async () =>
        app.request(path, post({ budgetSeconds: 30 }, { 'Idempotency-Key': 'once' })),
      ),
    );
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const ids = await Promise.all(made.map((one) => read(idSchema, one)));
    expect(new Set(ids.map((one) => one.id)).size).toBe(1);
    expect(await problemOf(app.request(path, post({})))).toEqual([409, 'probe_unfinished']);
    const [probe] = ids;
    const open = await read(recommendationSchema, app.request(`/v1/recommendations/${id}`));
    expect(open.probe?.id).toBe(probe?.id);
    await app.request(`/v1/probes/${probe?.id}/cancel`, { method: 'POST' });
    await follow(probe?.id ?? '');
  });
});

describe('cancelling', () => {
  it('ends one that runs with what it knows, and one that waits at once', async () => {
    const [running, waiting] = [
      await read(recommendationSchema, advise({ budgetSeconds: 60 })),
      await read(recommendationSchema, advise({ budgetSeconds: 60 })),
    ];
    const [first, second] = [running.probe?.id ?? '', waiting.probe?.id ?? ''];
    await expect.poll(async () => (await getProbe(first)).status).toBe('running');
    const atOnce = await read(probeSchema, app.request(`/v1/probes/${second}/cancel`, { method: 'POST' }));
    expect(atOnce.status).toBe('cancelled');
    const events = follow(first);
    await hearOfTrial(first);
    await app.request(`/v1/probes/${first}/cancel`, { method: 'POST' });
    expect((await events).at(-1)).toMatchObject({ event: 'end', data: { status: 'cancelled' } });
    const ended = await getProbe(first);
    expect(ended.seconds).toBeLessThan(60);
    expect(ended.trials.length).toBeGreaterThan(0);
    expect(await follow(second)).toEqual([{ event: 'end', id: '0.1', data: { status: 'cancelled' } }]);
    expect(await problemOf(app.request(`/v1/probes/${second}/cancel`, { method: 'POST' }))).toEqual([
      409,
      'probe_ended',
    ]);
  });
});

it('lists probes with the newest first', async () => {
  const { id } = await read(recommendationSchema, advise({ trialsLimit: 1 }, { Prefer: 'wait=60' }));
  const page = z.object({
    data: z.array(z.object({ id: z.string(), recommendationId: z.string(), status: z.string() })),
  });
  const { data } = await read(page, app.request('/v1/probes?limit=2'));
  expect(data).toHaveLength(2);
  expect(data[0]).toMatchObject({ recommendationId: id, status: 'succeeded' });
});

it('a dataset takes the models that were trained on it along', async () => {
  const id = await upload();
  const body = { dataset: { id, target: ['y'] }, constraints, probe: { trialsLimit: 1, seed: 9 } };
  const made = await read(recommendationSchema, app.request('/v1/recommendations', post(body, { Prefer: 'wait=60' })));
  const predict = () => app.request(`/v1/recommendations/${made.id}/predictions`, post({ rows: [{ a: 1, b: 2 }] }));
  expect((await predict()).status).toBe(200);
  expect((await app.request(`/v1/datasets/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect(await problemOf(predict())).toEqual([422, 'model_missing']);
  const again = app.request(`/v1/recommendations/${made.id}/probes`, post({ trialsLimit: 1 }));
  expect(await problemOf(again)).toEqual([422, 'dataset_required']);
});

describe('what a probe asks of the service is bounded', () => {
  const { feed } = context;
  const ended = () => read(recommendationSchema, advise({ trialsLimit: 1 }, { Prefer: 'wait=60' }));

  it('a HEAD of its events is no stream', async () => {
    const { probe } = await ended();
    const head = await fetch(`${served.url}/v1/probes/${probe?.id}/events`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    expect(feed?.followers()).toBe(0);
  });

  it('a recommendation is answered though no more can wait for its probe', async () => {
    const { app: full } = createService({ feed: createFullFeed() });
    const sent = await full.request('/v1/datasets?name=rows.csv', {
      method: 'POST',
      body: csv,
      headers: { 'Content-Type': 'text/csv' },
    });
    const { id } = await read(idSchema, sent);
    const body = { dataset: { id, target: ['y'] }, probe: { trialsLimit: 1 } };
    const answer = await full.request('/v1/recommendations', post(body, { Prefer: 'wait=5' }));
    expect([answer.status, answer.headers.get('preference-applied')]).toEqual([201, null]);
    const { probe } = await read(recommendationSchema, answer);
    expect(await problemOf(full.request(`/v1/probes/${probe?.id}/events`))).toEqual([429, 'too_many_streams']);
  });

  it('so many predictions are made at once', async () => {
    const { id } = await ended();
    const busy = createSharedPool({ createPool: context.createPool, most: 1, idleMs: 10 });
    const predict = () => predictWithProbe({ ...context, sharedPool: busy }, id, [{ a: 1, b: 2 }]);
    const results = await Promise.allSettled([predict(), predict(), predict()]);
    const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refused.length).toBeGreaterThan(0);
    for (const reason of refused) expect(reason).toMatchObject({ code: 'too_many_predictions' });
    expect((await predict()).predictions).toHaveLength(1);
    busy.close();
  });
});

/** Nobody can follow. */
function createFullFeed(): ProbeFeed {
  const tooMany = new SextantError('too_many_streams', 'That is the most.');
  return { followers: () => 0, follow: () => Promise.reject(tooMany), close: () => Promise.resolve() };
}
