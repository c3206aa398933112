import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { renderExplanation } from '../../src/cli/render/explanation.js';
import { ofSlot } from '../../src/audit/explain.js';
import { explain } from '../../src/decide/explain.js';
import { getDecision } from '../../src/decide/get-decision.js';
import { listDecisions } from '../../src/decide/list-decisions.js';
import { problemSchema } from '../../src/http/problems.js';
import { type Recommendation, recommendationSchema } from '../../src/settings/recommendation.js';
import { createService, post, smallest } from './helpers.js';

const { app, context, startWorker } = createService();

const advise = async (body: object = smallest): Promise<Recommendation> =>
  recommendationSchema.parse(await (await app.request('/v1/recommendations', post(body))).json());
const get = async (id: string): Promise<Recommendation> =>
  recommendationSchema.parse(await (await app.request(`/v1/recommendations/${id}`)).json());
const override = (id: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  app.request(`/v1/recommendations/${id}/overrides`, post(body, headers));
const problemOf = async (response: Response | Promise<Response>) => problemSchema.parse(await (await response).json());
const itemOf = ({ advice }: Recommendation, slot: string) => advice.find((item) => item.slot === slot);
const reason = 'The team maintains\nfive layers.';
const fiveLayers = { slot: 'hiddenLayers', value: 5, reason };

describe('overrideSetting', () => {
  it("sets the slot with the caller's reason, and leaves what the rules said and all other settings", async () => {
    const before = await advise();
    const response = await override(before.id, fiveLayers);
    expect(response.status).toBe(201);
    const after = recommendationSchema.parse(await response.json());
    expect(after).toEqual(await get(before.id));
    expect(after.settings).toEqual({ ...before.settings, hiddenLayers: 5 });
    const [was, is] = [itemOf(before, 'hiddenLayers'), itemOf(after, 'hiddenLayers')];
    expect(is).toMatchObject({ origin: 'override', final: 5, recommended: was?.recommended, because: reason });
    expect(is).toMatchObject({ verdict: 'untested', ruleId: null });
    const [first, ...others] = is?.alternatives ?? [];
    expect(first).toMatchObject({ value: was?.recommended, ruleId: was?.ruleId });
    expect(first?.lostBecause).toContain(was?.because);
    expect(others).toEqual(was?.alternatives);
    const without = ({ advice }: Recommendation) => advice.filter(({ slot }) => slot !== 'hiddenLayers');
    expect(without(after)).toEqual(without(before));
    expect(after.warnings).toEqual(before.warnings);
  });

  it('is on record as a child of the decision, in the log, and in the explanation', async () => {
    const before = await advise();
    const headers = { 'Request-Id': 'override-1' };
    const response = await override(before.id, fiveLayers, headers);
    const decisionId = response.headers.get('decision-id') ?? '';
    expect(response.headers.get('location')).toBe(`/v1/decisions/${decisionId}`);
    const record = await getDecision(context, decisionId);
    expect(record).toMatchObject({
      kind: 'override',
      parentId: before.decisionId,
      recommendationId: before.id,
      actor: context.actor,
      requestId: 'override-1',
      ruleSet: before.ruleSet,
      facts: { slot: 'hiddenLayers', final: before.settings.hiddenLayers },
      outcome: { value: 5, reason, settings: { hiddenLayers: 5 } },
    });
    const [newest] = await listDecisions(context, { limit: 1 });
    expect(newest).toMatchObject({ id: decisionId, kind: 'override' });
    expect(newest?.summary).toBe(`hiddenLayers 5 in place of ${before.settings.hiddenLayers}: ${reason}`);
    const explanation = await explain(context, before.id);
    expect(explanation.overrides).toMatchObject([{ decisionId, slot: 'hiddenLayers', value: 5, reason }]);
    const text = renderExplanation(ofSlot(explanation, 'hiddenLayers'));
    expect(text).toContain(`Override: hiddenLayers = 5, in place of ${before.settings.hiddenLayers}  [${decisionId}]`);
    expect(text).toContain('  The team maintains five layers.');
    expect(text).toContain(`${itemOf(before, 'hiddenLayers')?.ruleId}`);
    expect(renderExplanation(ofSlot(explanation, 'optimizer'))).not.toContain('Override');
    expect(renderExplanation(await explain(context, decisionId))).toContain('Override: hiddenLayers = 5');
    const seen: unknown = await (await app.request(`/v1/decisions/${before.decisionId}/explanation`)).json();
    expect(seen).toMatchObject({ overrides: [{ decisionId, reason }] });
  });

  it('fills what comes to apply, empties what ceases to, and says so', async () => {
    const before = await advise();
    expect(before.settings).toMatchObject({ optimizer: 'adam', momentum: null });
    const after = recommendationSchema.parse(
      await (await override(before.id, { slot: 'optimizer', value: 'momentum', reason: 'ours' })).json(),
    );
    expect(after.settings).toMatchObject({ optimizer: 'momentum', beta1: null, beta2: null });
    expect(after.settings.learningRate).toBe(before.settings.learningRate);
    expect(after.settings.momentum).toBeGreaterThan(0);
    expect(itemOf(after, 'momentum')).toMatchObject({ origin: 'rule', final: after.settings.momentum });
    expect(itemOf(after, 'beta1')).toMatchObject({ final: null, recommended: before.settings.beta1 });
    expect(after.warnings.map(({ message }) => message).join()).toContain('beta1 does not apply');
    const again = await override(before.id, { slot: 'momentum', value: 0.95, reason: 'ours' });
    expect(again.status).toBe(201);
  });

  it('warns of what contradicts the task, as the rules do', async () => {
    const { id, warnings } = await advise();
    expect(warnings.map(({ code }) => code)).not.toContain('loss_unsuitable');
    const after = await (await override(id, { slot: 'loss', value: 'poisson', reason: 'x' })).json();
    expect(recommendationSchema.parse(after).warnings.map(({ code }) => code)).toContain('loss_unsuitable');
  });

  it('can be overridden again, and what the rules said stays', async () => {
    const before = await advise();
    await override(before.id, fiveLayers);
    await override(before.id, { slot: 'hiddenLayers', value: 4, reason: 'four' });
    const item = itemOf(await get(before.id), 'hiddenLayers');
    expect(item).toMatchObject({ final: 4, because: 'four', recommended: before.settings.hiddenLayers });
    expect(item?.alternatives).toHaveLength((itemOf(before, 'hiddenLayers')?.alternatives.length ?? 0) + 1);
  });

  it.each([
    [{ slot: 'hiddenLayers', value: 9, reason: 'x' }, 'settings_invalid', '/value'],
    [{ slot: 'hiddenLayers', value: null, reason: 'x' }, 'settings_invalid', '/value'],
    [{ slot: 'learningRateSchedule', value: { name: 'cosine', often: 1 }, reason: 'x' }, 'settings_invalid', '/value'],
    [{ slot: 'momentum', value: 0.9, reason: 'x' }, 'settings_invalid', '/slot'],
    [{ slot: 'warnings', value: [], reason: 'x' }, 'settings_invalid', '/slot'],
    [{ slot: 'task', value: 'regression', reason: 'x' }, 'settings_invalid', '/slot'],
    [{ slot: 'depth', value: 1, reason: 'x' }, 'request_invalid', '/slot'],
    [{ slot: 'hiddenLayers', value: 2, reason: '  ' }, 'request_invalid', '/reason'],
    [{ slot: 'hiddenLayers', value: 2, reason: 'x'.repeat(2001) }, 'request_invalid', '/reason'],
    [{ slot: 'hiddenLayers', value: 2 }, 'request_invalid', '/reason'],
    [{ slot: 'hiddenLayers', reason: 'x' }, 'request_invalid', '/value'],
  ])('refuses %j and points at it', async (body, code, pointer) => {
    const { id } = await advise();
    const problem = await problemOf(override(id, body));
    expect(problem).toMatchObject({ status: 422, code });
    expect(problem.errors?.map((one) => one.pointer)).toContain(pointer);
    expect((await get(id)).advice.every(({ origin }) => origin === 'rule')).toBe(true);
  });

  it('is done once for an idempotency key', async () => {
    const { id } = await advise();
    const send = (body: object = fiveLayers) => override(id, body, { 'Idempotency-Key': 'once' });
    const [one, other] = [await send(), await send()];
    expect(other.status).toBe(201);
    expect(other.headers.get('decision-id')).toBe(one.headers.get('decision-id'));
    expect(await other.json()).toEqual(await one.json());
    const about = (await listDecisions(context, { limit: 50 })).filter((each) => each.recommendationId === id);
    expect(about.map(({ kind }) => kind)).toEqual(['override', 'recommendation']);
    expect(await problemOf(send({ ...fiveLayers, value: 4 }))).toMatchObject({ status: 409 });
  });

  it('loses none of several at once', async () => {
    const { id } = await advise();
    const bodies = [
      fiveLayers,
      { slot: 'batchSize', value: 77, reason: 'x' },
      { slot: 'dropout', value: 0.33, reason: 'x' },
    ];
    const statuses = await Promise.all(bodies.map(async (body) => (await override(id, body)).status));
    expect(statuses).toEqual([201, 201, 201]);
    expect((await get(id)).settings).toMatchObject({ hiddenLayers: 5, batchSize: 77, dropout: 0.33 });
  });

  it('says 404 for a recommendation that is not there', async () => {
    const problem = await problemOf(override('rec_019a2b3c-4d5e-7f60-8a1b-2c3d4e5f6071', fiveLayers));
    expect(problem).toMatchObject({ status: 404, code: 'not_found' });
  });
});

describe('an override and probes', () => {
  const csv = ['a,b,y', ...Array.from({ length: 90 }, (_, i) => `${i % 10},${(i * 7) % 13},${i % 10 > 4 ? 'p' : 'q'}`)];
  const probe = { trialsLimit: 6, seed: 1 };
  const made = (async () => {
    const request = { method: 'POST', body: csv.join('\n'), headers: { 'Content-Type': 'text/csv' } };
    const uploaded = await app.request('/v1/datasets?name=rows.csv', request);
    const { id: dataset } = z.object({ id: z.string() }).parse(await uploaded.json());
    const constraints = { settings: { foldRepeats: 1, epochs: 30 } };
    return advise({ dataset: { id: dataset, target: ['y'] }, constraints });
  })();
  let stop: (() => Promise<void>) | undefined;
  afterAll(() => stop?.());
  const ended = async (id: string): Promise<Recommendation> => {
    for (;;) {
      const now = await get(id);
      if (now.probe && !['queued', 'running'].includes(now.probe.status)) return now;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };

  it('waits for a probe that is under way: 409', async () => {
    const { id } = await made;
    const queued = await app.request(`/v1/recommendations/${id}/probes`, post(probe));
    const { id: probeId } = z.object({ id: z.string() }).parse(await queued.json());
    expect(await problemOf(override(id, fiveLayers))).toMatchObject({ status: 409, code: 'probe_unfinished' });
    await app.request(`/v1/probes/${probeId}/cancel`, { method: 'POST' });
    expect((await override(id, fiveLayers)).status).toBe(201);
  });

  it('is kept by the next probe, which varies the other settings', { timeout: 120_000 }, async () => {
    const { id, settings } = await made;
    const value = 0.0123;
    expect((await override(id, { slot: 'learningRate', value, reason: 'as agreed' })).status).toBe(201);
    stop = await startWorker();
    expect((await app.request(`/v1/recommendations/${id}/probes`, post(probe))).status).toBe(201);
    const { advice, probe: report, settings: final, warnings } = await ended(id);
    expect(report?.status).toBe('succeeded');
    expect(final).toMatchObject({ learningRate: value, hiddenLayers: 5 });
    const changed = report?.trials.flatMap((trial) => Object.keys(trial.settings)) ?? [];
    expect(changed.length).toBeGreaterThan(0);
    expect(changed).not.toContain('learningRate');
    expect(changed).not.toContain('hiddenLayers');
    const item = advice.find(({ slot }) => slot === 'learningRate');
    expect(item).toMatchObject({ origin: 'override', because: 'as agreed', recommended: settings.learningRate });
    expect(warnings.map(({ code }) => code)).not.toContain('overridden_after_probe');
    const after = await (await override(id, { slot: 'dropout', value: 0.4, reason: 'x' })).json();
    expect(recommendationSchema.parse(after).warnings.map(({ code }) => code)).toContain('overridden_after_probe');
  });
});
