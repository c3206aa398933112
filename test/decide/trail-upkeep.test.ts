import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { compose } from '../../src/compose.js';
import { createActiveRules } from '../../src/decide/active-rules.js';
import { adviseProfile } from '../../src/decide/advise.js';
import { checkpoint, exportAudit, listAuditEntries, ofService, verifyAudit } from '../../src/decide/audit.js';
import type { Context } from '../../src/decide/context.js';
import { eraseDecision } from '../../src/decide/erase-decision.js';
import { getDecision } from '../../src/decide/get-decision.js';
import { createKey, revokeKey } from '../../src/decide/keys.js';
import { listDecisions } from '../../src/decide/list-decisions.js';
import { overrideSetting } from '../../src/decide/override-setting.js';
import { pruneTrail } from '../../src/decide/prune-trail.js';
import { getRecommendation } from '../../src/decide/recommendations.js';
import { recordedRules } from '../../src/decide/recorded-rules.js';
import { createRetention, pruneOld } from '../../src/decide/retention.js';
import { recordEvents } from '../../src/decide/record-event.js';
import { rotateAuditKey } from '../../src/decide/rotate-audit-key.js';
import { openSigningKey } from '../../src/audit/signing-key.js';
import { takeCheckpoint } from '../../src/audit/take-checkpoint.js';
import { listCheckpoints } from '../../src/store/audit-checkpoints.js';
import { aroundTriggers } from '../store/around-triggers.js';
import { describeOnBackends, temporaryFolder } from '../store/backends.js';
import { askAll } from '../audit/verifiers.js';

const profile = { task: 'binary', rows: 4321, columns: { numeric: 4 }, classCounts: { no: 4000, yes: 321 } } as const;

describeOnBackends('upkeep of a trail', (backend) => {
  let context: Context;
  let folder: string;
  const setUp = (): void => {
    folder = temporaryFolder();
    const env = { SEXTANT_AUDIT_KEY: join(temporaryFolder(), 'key.pem') };
    const { context: composed } = compose({ flags: { dataDirectory: folder }, env, cwd: folder });
    context = { ...composed, actor: 'ada', store: (use) => use(backend().store) };
  };
  setUp();
  afterEach(setUp);

  const advise = () => adviseProfile(context, { profile, settings: {} });
  const verify = async (of = context) => {
    const { findings, ...report } = await verifyAudit(of);
    return { ...report, codes: findings.map(({ code, first }) => [code, first]) };
  };
  const execute = (text: string) => backend().store.db.execute(sql.raw(text));
  const kinds = async (of = context) =>
    (await listAuditEntries(of, { limit: 50 })).map(({ kind }) => kind).toReversed();

  describe('an erasure', () => {
    it('leaves nothing of a decision but hashes, and a trail that verifies', async () => {
      const [gone, kept] = [await advise(), await advise()];
      const reason = 'The team keeps three layers.';
      await overrideSetting(context, {
        recommendationId: gone.id,
        slot: 'hiddenLayers',
        value: 3,
        reason,
        requestId: 'r',
      });
      await checkpoint(context);
      const erased = await eraseDecision(context, { id: gone.decisionId, reason: 'asked for' });
      expect(erased).toMatchObject({ recommendationId: gone.id, decisions: [gone.decisionId, expect.any(String)] });
      await expect(getDecision(context, gone.decisionId)).rejects.toMatchObject({ code: 'not_found' });
      await expect(getRecommendation(context, gone.id)).rejects.toMatchObject({ code: 'not_found' });
      expect((await listDecisions(context, { limit: 10 })).map(({ id }) => id)).toEqual([kept.decisionId]);
      const entries = await listAuditEntries(context, { limit: 10 });
      expect(entries.filter(({ payload }) => payload?.includes(gone.id) || payload?.includes(reason))).toEqual([]);
      expect(entries[0]?.payload).toContain('"reason":"asked for"');
      await checkpoint(context);
      expect(await verifyAudit(context)).toMatchObject({
        intact: true,
        entries: 5,
        witnessed: 5,
        findings: [{ code: 'erased', first: 1, last: 3, count: 2 }],
      });
    });

    it('takes a recommendation away whose decision was pruned', async () => {
      const gone = await advise();
      await pruneTrail(context, { before: Date.now() + 1000, reason: 'old' });
      const erased = await eraseDecision(context, { id: gone.decisionId, reason: 'asked for' });
      expect(erased).toEqual({ recommendationId: gone.id, decisions: [] });
      await expect(getRecommendation(context, gone.id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(eraseDecision(context, { id: gone.decisionId, reason: 'asked for' })).rejects.toMatchObject({
        code: 'not_found',
      });
      expect(await kinds()).toEqual(['prune']);
    });

    it('is asked for by the id of the recommendation as well', async () => {
      const gone = await advise();
      const erased = await eraseDecision(context, { id: gone.id, reason: 'asked for' });
      expect(erased).toEqual({ recommendationId: gone.id, decisions: [gone.decisionId] });
      expect(await kinds()).toEqual(['recommendation', 'erasure']);
    });

    it('is taken for damage where no entry tells of it', async () => {
      await advise();
      await advise();
      const { db } = backend().store;
      await aroundTriggers(db, (tx) => tx.execute(sql`update sextant.audit_entries set payload = null where seq = 1`));
      expect(await verify()).toMatchObject({ intact: false, codes: [['content_edited', 1]] });
    });

    it('is of one decision that is there', async () => {
      await expect(eraseDecision(context, { id: 'dec_none', reason: 'r' })).rejects.toMatchObject({
        code: 'not_found',
      });
      expect(await kinds()).toEqual([]);
    });
  });

  describe('a pruning', () => {
    it('takes the oldest entries away, and leaves what the rest is verified from, again and again', async () => {
      for (let turn = 0; turn < 5; turn++) await advise();
      await checkpoint(context);
      const stays = await advise();
      const later = (await listAuditEntries(context, { limit: 1 }))[0]?.occurredAt ?? 0;
      // Within one millisecond nothing can be told apart.
      expect(await pruneTrail(context, { before: later + 1, reason: 'old' })).toEqual({ pruned: 6, upTo: 6 });
      expect(await verify()).toMatchObject({ intact: true, from: 7, to: 7, witnessed: 6, unwitnessed: 1, codes: [] });
      await expect(getDecision(context, stays.decisionId)).rejects.toMatchObject({ code: 'not_found' });
      expect((await getRecommendation(context, stays.id)).id).toBe(stays.id);
      const { id, decisionId } = await advise();
      await checkpoint(context);
      expect(await verify()).toMatchObject({ intact: true, from: 7, to: 8, witnessed: 8 });
      expect(await pruneTrail(context, { before: 1, reason: 'old' })).toEqual({ pruned: 0, upTo: 6 });
      expect(await pruneTrail(context, { before: Date.now() + 1000, reason: 'older' })).toEqual({ pruned: 2, upTo: 8 });
      await expect(getDecision(context, decisionId)).rejects.toMatchObject({ code: 'not_found' });
      expect((await getRecommendation(context, id)).id).toBe(id);
      await advise();
      expect(await verify()).toMatchObject({ intact: true, from: 9, to: 10, codes: [] });
      expect(await kinds()).toEqual(['prune', 'recommendation']);
    });

    it('takes from every trail what is older than a service keeps', async () => {
      const days = 3;
      const clock = { ...systemClock };
      const at = (ms: number): Context => ({ ...context, clock: { ...clock, now: () => ms } });
      const now = Date.now();
      const old = now - (days + 1) * 86_400_000;
      await adviseProfile(at(old), { profile, settings: {} });
      await createKey(at(old), { name: 'k', scopes: ['advise'] });
      const stays = await adviseProfile(at(now), { profile, settings: {} });
      const pruned = await pruneOld(at(now), days);
      expect(pruned.map((one) => one.pruned)).toEqual([1, 1]);
      expect(await kinds()).toEqual(['recommendation', 'prune']);
      expect(await kinds(ofService(context))).toEqual(['prune']);
      expect((await listAuditEntries(context, { limit: 1 }))[0]?.payload).toContain('Older than 3 days');
      expect((await getDecision(context, stays.decisionId)).id).toBe(stays.decisionId);
      for (const of of [context, ofService(context)])
        expect(await verify(of)).toMatchObject({ intact: true, codes: [] });
      expect((await pruneOld(at(now), days)).map((one) => one.pruned)).toEqual([0, 0]);
    });

    it('leaves what was added after that time before a clock was set back', async () => {
      const now = Date.now();
      for (const age of [3, 1, 3]) {
        const clock = { ...systemClock, now: () => now - age * 86_400_000 };
        await adviseProfile({ ...context, clock }, { profile, settings: {} });
      }
      expect(await pruneTrail(context, { before: now - 2 * 86_400_000, reason: 'old' })).toEqual({
        pruned: 1,
        upTo: 1,
      });
      expect(await verify()).toMatchObject({ intact: true, from: 2, codes: [['time_order', 3]] });
    });

    it('is done by a service by itself, which ends when it is told to', async () => {
      const old = { ...context, clock: { ...systemClock, now: () => Date.now() - 9 * 86_400_000 } };
      await adviseProfile(old, { profile, settings: {} });
      const failures: unknown[] = [];
      const retention = createRetention(context, { days: 1, first: 0, onFailure: (error) => failures.push(error) });
      await expect.poll(kinds).toEqual(['prune']);
      await retention.close();
      const away = { ...context, store: () => Promise.reject(new Error('away')) };
      const failing = createRetention(away, { days: 1, first: 0, onFailure: (error) => failures.push(error) });
      await expect.poll(() => failures.length).toBe(1);
      await failing.close();
    });

    it('is exported as a bundle that every verifier agrees on', async () => {
      for (let turn = 0; turn < 6; turn++) await advise();
      await pruneTrail(context, { before: Date.now() + 1000, reason: 'old' });
      const [first] = [await advise(), await advise()];
      await eraseDecision(context, { id: first?.decisionId ?? '', reason: 'asked for' });
      const trail = join(folder, 'trail');
      await exportAudit(context, { folder: trail });
      const expected = { intact: true, from: 7, to: 10, witnessed: 10, unwitnessed: 0 };
      for (const [report] of await askAll([trail])) expect(report).toMatchObject(expected);
    });

    it('beside those who record and sign takes nothing from the trail that the rest needs', async () => {
      const sign = () =>
        context.store(({ db }) =>
          takeCheckpoint(db, { chainId: context.workspaceId, upTo: Number.MAX_SAFE_INTEGER }, context.notary),
        );
      for (let round = 0; round < 25; round++) {
        await advise();
        const prune = () => pruneTrail(context, { before: Date.now() + 1000, reason: 'old' });
        await Promise.all([prune(), sign(), advise(), sign(), prune(), sign()]);
      }
      await checkpoint(context);
      expect(await verify()).toMatchObject({ intact: true, unwitnessed: 0, codes: [] });
    });

    it.each([
      ['goes on', 'the same key', true],
      ['does not', 'another key', false],
    ])('of what a note elsewhere vouches for: the server that has it %s, with %s', async (_does, _key, isSame) => {
      const key = isSame ? context.notary.openKey() : openSigningKey(join(temporaryFolder(), 'key.pem'), folder);
      const elsewhere = { ...context.notary, folder: temporaryFolder(), openKey: () => key };
      const signElsewhere = () =>
        context.store(({ db }) => takeCheckpoint(db, { chainId: context.workspaceId, upTo: 9 }, elsewhere));
      await advise();
      expect(await signElsewhere()).toBe(1);
      for (let turn = 0; turn < 3; turn++) await advise();
      expect(await pruneTrail(context, { before: Date.now() + 1000, reason: 'old' })).toMatchObject({ upTo: 4 });
      await advise();
      if (isSame) expect(await signElsewhere()).toBe(6);
      else await expect(signElsewhere()).rejects.toMatchObject({ code: 'trail_contradicted' });
      // Nothing is taken away by a note that does not go on from what this server signed.
      expect(readdirSync(join(elsewhere.folder, context.workspaceId))).toContain('000000000001.note');
      const copies = await context.store(({ db }) => listCheckpoints(db, { chainId: context.workspaceId }));
      expect(copies.map(({ size }) => size)).toContain(4);
      const there = await verify({ ...context, notary: elsewhere });
      expect(there).toMatchObject({ intact: true, from: 5, witnessed: isSame ? 6 : 4, codes: [] });
    });

    it('of a trail that the newest note contradicts is refused, and the trail is exported as it is', async () => {
      for (let turn = 0; turn < 3; turn++) await advise();
      await checkpoint(context);
      await aroundTriggers(backend().store.db, (tx) =>
        tx.execute(sql`delete from sextant.audit_entries where seq = 3`),
      );
      const pruning = pruneTrail(context, { before: Date.now() + 1000, reason: 'old' });
      await expect(pruning).rejects.toMatchObject({ code: 'trail_contradicted' });
      const trail = join(folder, 'contradicted');
      await exportAudit(context, { folder: trail });
      for (const [report] of await askAll([trail])) expect(report).toMatchObject({ intact: false, to: 2 });
    });

    it('that is not on record is a gap', async () => {
      for (let turn = 0; turn < 3; turn++) await advise();
      await aroundTriggers(backend().store.db, (tx) =>
        tx.execute(sql`delete from sextant.audit_entries where seq < 3`),
      );
      expect(await verify()).toMatchObject({ intact: false, codes: [['gap', 1]] });
    });
  });

  describe('while the trail is read', () => {
    /** Begins with the first entry that is read; many pages are left then. */
    const whileRead = (change: () => Promise<unknown>) => {
      let done: Promise<unknown> | undefined;
      const signal = { throwIfAborted: () => void (done ??= change()) } as AbortSignal;
      return { signal, done: async () => expect(await done).toBeDefined() };
    };
    const grow = () =>
      backend().store.db.transaction((tx) =>
        recordEvents(
          tx,
          context,
          Array.from({ length: 5000 }, () => ({ kind: 'start', program: 'test', appVersion: '0' }) as const),
        ),
      );

    it('an erasure is no damage, and none in a bundle', async () => {
      await grow();
      const { decisionId } = await advise();
      const first = whileRead(() => eraseDecision(context, { id: decisionId, reason: 'asked for' }));
      expect(await verifyAudit(context, first)).toMatchObject({ intact: true });
      await first.done();
      const { decisionId: other } = await advise();
      const second = whileRead(() => eraseDecision(context, { id: other, reason: 'asked for' }));
      const trail = join(folder, 'trail');
      await exportAudit(context, { folder: trail, signal: second.signal });
      await second.done();
      for (const [report] of await askAll([trail])) expect(report).toMatchObject({ intact: true });
    });

    it('a pruning is no damage, and none in a bundle', async () => {
      for (const read of [
        (signal: AbortSignal) => verifyAudit(context, { signal }),
        async (signal: AbortSignal) => {
          const trail = join(folder, 'trail');
          await exportAudit(context, { folder: trail, signal });
          return (await askAll([trail]))[0]?.[0];
        },
      ]) {
        await grow();
        const { signal, done } = whileRead(() => pruneTrail(context, { before: Date.now() + 1000, reason: 'old' }));
        expect(await read(signal)).toMatchObject({ intact: true });
        await done();
      }
    });
  });

  it('the database refuses whatever else would change an entry', async () => {
    await advise();
    await advise();
    const refused = [
      `update sextant.audit_entries set payload = '{}' where seq = 1`,
      'update sextant.audit_entries set payload = null',
      'delete from sextant.audit_entries where seq = 2',
      'truncate sextant.audit_entries cascade',
      `select sextant.erase_payload('${context.workspaceId}', 1)`,
      `select sextant.prune_entries('${context.workspaceId}', 1)`,
    ];
    for (const text of refused) await expect(execute(text), text).rejects.toThrow();
    expect(await verify()).toMatchObject({ intact: true, entries: 2 });
  });

  it('rules that were changed where they are kept are told, and decide nothing', async () => {
    const { id } = await advise();
    const { hash } = (await getRecommendation(context, id)).ruleSet;
    await execute(`update sextant.rule_sets set body = replace(body, '"epochs"', '"patience"')`);
    const { findings, intact } = await verifyAudit(context);
    expect({ findings, intact }).toMatchObject({
      intact: false,
      findings: [{ code: 'rule_set_differs', count: 1, file: `${hash}.json` }],
    });
    await expect(context.store(({ db }) => recordedRules(db, hash))).rejects.toMatchObject({ code: 'store_failed' });
    const active = createActiveRules({ ...context, advisor: () => Promise.reject(new Error('no others')) });
    await execute(`insert into sextant.workspace_rule_sets (id, workspace_id, hash, created_at, created_by, rules)
      values ('rst_1', '${context.workspaceId}', '${hash}', 1, 'ada', 1)`);
    await execute(`insert into sextant.active_rule_sets values ('${context.workspaceId}', 'rst_1')`);
    await expect(active.advisorOf(context.workspaceId)).rejects.toMatchObject({ code: 'store_failed' });
    await active.close();
  });

  it('keys are on record in the trail of the service', async () => {
    const { of } = await createKey(context, { name: 'k', scopes: ['advise'] });
    await revokeKey(context, of.id);
    await revokeKey(context, of.id);
    const service = ofService(context);
    const entries = await listAuditEntries(service, { limit: 10 });
    expect(entries.map(({ payload }) => JSON.parse(payload ?? '') as object).toReversed()).toMatchObject([
      { kind: 'key', change: 'created', key: of.id, name: 'k', scopes: ['advise'], actor: 'ada' },
      { kind: 'key', change: 'revoked', key: of.id, actor: 'ada' },
    ]);
    await checkpoint(context);
    expect(await verify(service)).toMatchObject({ intact: true, entries: 2, witnessed: 2, chainId: 'service' });
  });

  it('another key signs after a rotation, and the old one counts for what was there before alone', async () => {
    await advise();
    await checkpoint(context);
    const { publicKey, before, retired } = await rotateAuditKey(context);
    expect(publicKey).not.toBe(before);
    await advise();
    await checkpoint(context);
    expect(await verify()).toMatchObject({ intact: true, witnessed: 2, notes: { verified: 2 } });
    expect(await kinds(ofService(context))).toEqual(['key']);
    // As one does who found the old key.
    await advise();
    await new Promise((resolve) => setTimeout(resolve, 2));
    const thief = { ...context.notary, clock: systemClock, openKey: () => openSigningKey(retired, folder) };
    await context.store(({ db }) => takeCheckpoint(db, { chainId: context.workspaceId, upTo: 3 }, thief));
    expect(await verify()).toMatchObject({ intact: false, codes: [['signature_bad', 3]] });
  });
});
