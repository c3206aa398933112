import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, expect, it } from 'vitest';
import { ruleSetOf } from '../../src/advise/assemble.js';
import { canonicalRuleSet } from '../../src/advise/hash.js';
import { createDecisionLog } from '../../src/audit/decision-log.js';
import { newVerdictsRecord } from '../../src/audit/new-record.js';
import { recordDecisions } from '../../src/audit/record.js';
import { systemClock } from '../../src/clock.js';
import { adviseProfile } from '../../src/decide/advise.js';
import { activateRuleSet, startShadow, stopShadow } from '../../src/decide/choose-rule-set.js';
import type { Context } from '../../src/decide/context.js';
import { listDecisions } from '../../src/decide/list-decisions.js';
import { getRuleEvidence } from '../../src/decide/rule-evidence.js';
import { createRuleSet, getRuleSet, listRuleSets } from '../../src/decide/rule-sets.js';
import { createServiceRules } from '../../src/decide/service-rules.js';
import { builtInRuleSetId, createIds } from '../../src/ids.js';
import type { Effect, Verdict } from '../../src/settings/recommendation.js';
import type { Store } from '../../src/store/database.js';
import { ensureWorkspace } from '../../src/store/keys.js';
import { builtIn } from '../advise/built-in.js';
import { createContext as createRecordContext, createRecording, items } from '../fixtures/decisions.js';
import { overlay } from '../http/rules.js';
import { saveRuleSet } from '../../src/store/rule-sets.js';
import { decisions } from '../../src/store/schema.js';
import { addToShadow, startShadow as startShadowRow } from '../../src/store/shadows.js';
import { insertWorkspaceRuleSet } from '../../src/store/workspace-rule-sets.js';
import { aroundTriggers } from '../store/around-triggers.js';
import { describeOnBackends } from '../store/backends.js';
import { createBench } from './context.js';

const { context: bench } = createBench();
const smallest = { task: 'binary', rows: 1000, columns: { numeric: 12 }, classCounts: { no: 910, yes: 90 } } as const;
const folder = mkdtempSync(join(tmpdir(), 'sextant-rules-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeOnBackends('rule sets of a workspace', (backend) => {
  const servers: Context[] = [];
  afterEach(async () => {
    for (const { rules } of servers.splice(0)) await rules?.close();
  });

  /** A server on the store of the test; where its clock stands still it learns of changes by being told alone. */
  const createServer = (store: Store = backend().store, elapsed = () => 0): Context => {
    const clock = { now: () => systemClock.now(), elapsed };
    const ids = createIds({ clock: systemClock, randomBytes });
    const parts = { ...bench, clock, ids, store: <T>(use: (of: Store) => Promise<T>) => use(store) };
    const base = () => Promise.resolve(builtIn);
    const context = { ...parts, rules: createServiceRules({ ...parts, base, checkSeconds: 60 }) };
    servers.push(context);
    return context;
  };
  const upload = async (context: Context, of: Parameters<typeof overlay>[0] = {}): Promise<string> =>
    (await createRuleSet(context, { upload: overlay(of) })).entry.id;
  const dropoutOf = async (context: Context): Promise<unknown> =>
    (await adviseProfile(context, { profile: smallest })).settings.dropout;

  it('decide in every server as soon as they are activated in one', async () => {
    const [one, other] = [createServer(), createServer()];
    const before = await dropoutOf(other);
    await activateRuleSet(one, { id: await upload(one), requestId: 'r' });
    expect(await dropoutOf(one)).toBe(0.35);
    await expect.poll(() => dropoutOf(other)).toBe(0.35);
    await activateRuleSet(other, { id: builtInRuleSetId, requestId: 'r' });
    expect(await dropoutOf(other)).toBe(before);
    await expect.poll(() => dropoutOf(one)).toBe(before);
  });

  it('decide in their own workspace alone', async () => {
    const one = createServer();
    const id = await ensureWorkspace(backend().store.db, { id: one.ids('wsp'), name: 'elsewhere', now: 1 });
    const elsewhere = { ...one, workspaceId: id };
    await activateRuleSet(one, { id: await upload(one), requestId: 'r' });
    expect(await dropoutOf(elsewhere)).not.toBe(0.35);
    expect((await listRuleSets(elsewhere, { limit: 9 })).map(({ kind, status }) => [kind, status])).toEqual([
      ['builtIn', 'active'],
    ]);
    // The same content is a rule set of each.
    expect(await upload(elsewhere)).not.toBe(await upload(one));
  });

  it('are counted in shadow by every server, and no more after the end', async () => {
    const [one, other] = [createServer(), createServer()];
    const id = await upload(one);
    await startShadow(one, { id, requestId: 'r' });
    for (const server of [one, other, one, other]) await dropoutOf(server);
    for (const { rules } of [one, other]) await rules?.shadows.settle();
    const counts = { decisions: 4, different: 4, failed: 0, skipped: 0, bySlot: { dropout: 4 } };
    expect((await getRuleSet(one, id)).shadow).toMatchObject(counts);
    await stopShadow(one, { id, requestId: 'r' });
    await dropoutOf(one);
    await one.rules?.shadows.settle();
    expect((await getRuleSet(other, id)).shadow).toMatchObject(counts);
    // Another time is counted from nothing.
    await startShadow(one, { id, requestId: 'r' });
    expect((await getRuleSet(one, id)).shadow).toMatchObject({ decisions: 0, bySlot: {}, endedAt: null });
  });

  it('do not touch the recommendation when they fail in shadow', async () => {
    const one = createServer();
    const { db } = backend().store;
    // As if an earlier version had let it pass: nothing decides most settings.
    const ruleSet = ruleSetOf({ name: 'broken', version: '1.0.0', conditions: {}, rules: builtIn.rules.slice(0, 3) });
    const { name, version, hash } = ruleSet;
    await saveRuleSet(db, { name, version, hash, body: canonicalRuleSet(ruleSet) });
    const { workspaceId } = one;
    const row = {
      workspaceId,
      hash,
      createdAt: 1,
      createdBy: 'x',
      extends: null,
      rules: 3,
      findings: [],
      provenBy: 'x',
    };
    await insertWorkspaceRuleSet(db, { ...row, id: 'rst_broken' });
    const against = builtIn.hash;
    await startShadowRow(db, { workspaceId, ruleSetId: 'rst_broken', against, startedAt: 5 });
    expect(await dropoutOf(one)).toBeGreaterThan(0);
    await one.rules?.shadows.settle();
    expect((await getRuleSet(one, 'rst_broken')).shadow).toMatchObject({ decisions: 1, failed: 1, different: 0 });
  });

  it('are counted only against the rules that decided', async () => {
    const one = createServer();
    const { db } = backend().store;
    const id = await upload(one);
    const named = { workspaceId: one.workspaceId, ruleSetId: id };
    const counts = { decisions: 1, different: 1, failed: 0, skipped: 0, bySlot: { dropout: 1 } };
    await startShadowRow(db, { ...named, against: 'now', startedAt: 5 });
    await addToShadow(db, { ...named, against: 'before', startedAt: 5 }, counts);
    await addToShadow(db, { ...named, against: 'now', startedAt: 4 }, counts);
    expect((await getRuleSet(one, id)).shadow).toMatchObject({ decisions: 0, bySlot: {} });
    await addToShadow(db, { ...named, against: 'now', startedAt: 5 }, counts);
    expect((await getRuleSet(one, id)).shadow).toMatchObject({ decisions: 1, bySlot: { dropout: 1 } });
  });

  it('decide within a second where no notification comes, and at once where they were activated', async () => {
    const deaf = { ...backend().store, listen: () => Promise.reject(new Error('no connection')) };
    let now = 0;
    const [one, other] = [createServer(deaf), createServer(deaf, () => now)];
    const before = await dropoutOf(one);
    expect(await dropoutOf(other)).toBe(before);
    await activateRuleSet(one, { id: await upload(one), requestId: 'r' });
    expect(await dropoutOf(one)).toBe(0.35);
    expect(await dropoutOf(other)).toBe(before);
    now = 1000;
    expect(await dropoutOf(other)).toBe(0.35);
  });
});

describeOnBackends('the evidence about a rule', (backend) => {
  const record = async (verdict: Verdict, effect?: Effect, at = 1_764_000_000_000): Promise<void> => {
    const context = createRecordContext(at);
    const recording = createRecording(context);
    const evidence = { trialId: 'trl_1', difference: 1, interval: [0, 1] as [number, number], probabilityOfGain: 0.9 };
    const judged = items.map((one) =>
      one.slot === 'dropout' ? { ...one, verdict, ...(effect && { evidence: { ...evidence, effect } }) } : one,
    );
    const place = {
      recommendationId: recording.recommendation.id,
      parentId: recording.recommendation.decisionId,
      durationMs: 1,
    };
    const verdicts = newVerdictsRecord(context, { ...place, probeId: 'prb_1', items: judged });
    const log = createDecisionLog(folder);
    await recordDecisions(backend().store, log, { ...recording, decisions: [...recording.decisions, verdicts] });
  };
  const context = (): Context => ({ ...bench, store: (use) => use(backend().store) });
  const of = (ruleId: string) => getRuleEvidence(context(), ruleId);
  const effect = (percent: number): Effect => ({ percent, interval: [percent - 1, percent + 1] });

  it('counts verdicts on the setting that it decided, with their mean effects, and says that they are few', async () => {
    await record('confirmed', effect(2));
    await record('confirmed', effect(4));
    await record('adjusted', effect(5));
    await record('untested');
    const evidence = await of('dropout.small');
    expect(evidence).toMatchObject({
      slot: 'dropout',
      probes: 4,
      verdicts: { confirmed: 2, adjusted: 1, refuted: 0, inconclusive: 0, untested: 1 },
      isFew: true,
      effects: { confirmed: { probes: 2, meanPercent: 3 }, adjusted: { probes: 1, meanPercent: 5, interval: null } },
      looked: { probes: 4, isWhole: true },
    });
    // By hand: t(0.975; 1) = 12.706, s / sqrt(2) = 1.
    expect(evidence.effects.confirmed?.interval?.[0]).toBeCloseTo(3 - 12.706, 2);
    // Wilson's interval of 2 out of 3, from its formula by hand.
    expect(evidence.confirmedShare?.value).toBeCloseTo(2 / 3);
    expect(evidence.confirmedShare?.interval[0]).toBeCloseTo(0.2077, 3);
    expect(evidence.confirmedShare?.interval[1]).toBeCloseTo(0.9385, 3);
  });

  it('reads page after page, also where many came at the same time', async () => {
    for (let i = 0; i < 45; i++) await record('confirmed', effect(1));
    expect(await of('dropout.small')).toMatchObject({
      probes: 45,
      isFew: false,
      looked: { probes: 45, isWhole: true },
    });
  });

  it('is read on where what a probe tested was pruned before', async () => {
    for (let i = 0; i < 25; i++) await record('confirmed', effect(1), 1_764_000_000_000 + i);
    // A recommendation from before the pruning that was probed last.
    const [tested] = await listDecisions(context(), { kind: 'recommendation', limit: 1 });
    await backend()
      .store.db.delete(decisions)
      .where(eq(decisions.id, tested?.id ?? ''));
    expect(await of('dropout.small')).toMatchObject({ probes: 24, looked: { probes: 25, isWhole: true } });
  });

  it('leaves out a probe of which a record was edited in the database, and says so', async () => {
    for (let i = 0; i < 3; i++) await record('confirmed', effect(1), 1_764_000_000_000 + i * 100);
    const { db } = backend().store;
    const edit = sql`update sextant.audit_entries set payload = replace(payload, '"confirmed"', '"adjusted"')`;
    await aroundTriggers(db, (tx) => tx.execute(sql`${edit} where seq = 2`));
    const looked = { probes: 3, isWhole: true, damaged: 1 };
    expect(await of('dropout.small')).toMatchObject({ probes: 2, verdicts: { confirmed: 2, adjusted: 0 }, looked });
  });

  it('is none for a rule that decided nothing yet, and for one that there is not', async () => {
    await record('confirmed');
    expect(await of('loss.binary')).toMatchObject({ slot: 'loss', probes: 0, confirmedShare: null, isFew: true });
    await expect(of('loss.nowhere')).rejects.toMatchObject({ code: 'not_found' });
    const other = { ...context(), workspaceId: 'wsp_none' };
    await expect(getRuleEvidence(other, 'dropout.small')).rejects.toMatchObject({ code: 'not_found' });
  });
});
