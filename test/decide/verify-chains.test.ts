import { join } from 'node:path';
import { type SQL, sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { compose } from '../../src/compose.js';
import { adviseProfile } from '../../src/decide/advise.js';
import { checkpoint, exportAudit } from '../../src/decide/audit.js';
import type { Context } from '../../src/decide/context.js';
import { createKey } from '../../src/decide/keys.js';
import { pruneOld } from '../../src/decide/retention.js';
import { verifyChains } from '../../src/decide/verify-chains.js';
import { askAll } from '../audit/verifiers.js';
import { aroundTriggers } from '../store/around-triggers.js';
import { describeOnBackends, temporaryFolder } from '../store/backends.js';

const profile = { task: 'binary', rows: 4321, columns: { numeric: 4 }, classCounts: { no: 4000, yes: 321 } } as const;

describeOnBackends('verification of every chain', (backend) => {
  let context: Context;
  let folder: string;
  beforeEach(async () => {
    folder = temporaryFolder();
    const env = { SEXTANT_AUDIT_KEY: join(temporaryFolder(), 'key.pem') };
    const { context: composed } = compose({ flags: { dataDirectory: folder }, env, cwd: folder });
    context = { ...composed, actor: 'ada', store: (use) => use(backend().store) };
    // Two entries are pruned in each chain, the third stays, and the fourth tells of it.
    const now = Date.now();
    for (const days of [9, 8, 1]) {
      const then = { ...context, clock: { ...systemClock, now: () => now - days * 86_400_000 } };
      await adviseProfile(then, { profile, settings: {} });
      await createKey(then, { name: `key ${days}`, scopes: ['advise'] });
    }
    for (const pruning of await pruneOld(context, 3)) expect(pruning).toEqual({ pruned: 2, upTo: 2 });
    await checkpoint(context);
  });

  const change = (statement: SQL): Promise<unknown> =>
    aroundTriggers(backend().store.db, (tx) => tx.execute(statement));
  const verify = async () => {
    const { intact, chains } = await verifyChains(context);
    const codes = chains.map(({ chainId, findings }) => [chainId, findings.map(({ code, first }) => [code, first])]);
    return { intact, codes: Object.fromEntries(codes) as Readonly<Record<string, unknown>> };
  };

  it('finds nothing after a pruning', async () => {
    expect(await verify()).toEqual({ intact: true, codes: { [context.workspaceId]: [], service: [] } });
  });

  it.each([
    ['is no JSON', sql`'no JSON'`],
    ['is nothing of a pruning', sql`'[]'`],
    ['has another tree', sql`replace(payload, '"size":2', '"size":8')`],
    ['has no tree', sql`regexp_replace(payload, '"compactRange":\\[[^]]*\\]', '"compactRange":[]')`],
    ['ends elsewhere', sql`replace(payload, '"upTo":2', '"upTo":1')`],
  ])('tells of a pruning whose entry %s, and of the other chains', async (_what, payload) => {
    await change(
      sql`update sextant.audit_entries set payload = ${payload} where chain_id = ${context.workspaceId} and kind = 'prune'`,
    );
    const found = [
      ['gap', 1],
      ['content_edited', 4],
    ];
    expect(await verify()).toEqual({ intact: false, codes: { [context.workspaceId]: found, service: [] } });
    const trail = join(folder, 'trail');
    await exportAudit(context, { folder: trail });
    for (const [report] of await askAll([trail])) expect(report).toMatchObject({ intact: false, from: 1, to: 4 });
  });

  it('takes what is no key among those that are kept for none', async () => {
    await change(sql`insert into sextant.audit_keys (public_key, name, valid_from) values ('AAAA', 'none', 0)`);
    expect(await verify()).toMatchObject({ intact: true });
    const trail = join(folder, 'trail');
    await exportAudit(context, { folder: trail });
    for (const [report] of await askAll([trail])) expect(report).toMatchObject({ intact: true, from: 3, to: 4 });
  });
});
