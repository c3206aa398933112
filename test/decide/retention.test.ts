import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { compose } from '../../src/compose.js';
import { adviseProfile } from '../../src/decide/advise.js';
import { checkpoint, listAuditEntries, verifyAudit } from '../../src/decide/audit.js';
import type { Context } from '../../src/decide/context.js';
import { createKey } from '../../src/decide/keys.js';
import { createRetention, pruneOld } from '../../src/decide/retention.js';
import { aroundTriggers } from '../store/around-triggers.js';
import { describeOnBackends, temporaryFolder } from '../store/backends.js';

const profile = { task: 'binary', rows: 4321, columns: { numeric: 4 }, classCounts: { no: 4000, yes: 321 } } as const;

describeOnBackends('a trail that its newest note contradicts', (backend) => {
  let context: Context;
  const kinds = async () => (await listAuditEntries(context, { limit: 9 })).map(({ kind }) => kind).toReversed();
  const contradicted = {
    code: 'trail_contradicted',
    message: 'Chain service: The trail is not the one that the note on its first 2 entries vouches for.',
    fields: { chains: ['service'] },
  };
  /** The trail of the service, which comes before those of workspaces. */
  beforeEach(async () => {
    const folder = temporaryFolder();
    const env = { SEXTANT_AUDIT_KEY: join(temporaryFolder(), 'key.pem') };
    const { context: composed } = compose({ flags: { dataDirectory: folder }, env, cwd: folder });
    context = { ...composed, actor: 'ada', store: (use) => use(backend().store) };
    const old = { ...context, clock: { ...systemClock, now: () => Date.now() - 9 * 86_400_000 } };
    await adviseProfile(old, { profile, settings: {} });
    for (const name of ['one', 'another']) await createKey(old, { name, scopes: ['advise'] });
    await checkpoint(context);
    await aroundTriggers(backend().store.db, (tx) =>
      tx.execute(sql`delete from sextant.audit_entries where chain_id = 'service' and seq = 2`),
    );
  });

  it('keeps no other from being pruned, and is told at the end', async () => {
    await expect(pruneOld(context, 3)).rejects.toMatchObject(contradicted);
    expect(await kinds()).toEqual(['prune']);
  });

  it('is told to a service that prunes by itself', async () => {
    const failures: unknown[] = [];
    const retention = createRetention(context, { days: 3, first: 0, onFailure: (error) => failures.push(error) });
    await expect.poll(() => failures.length).toBe(1);
    await retention.close();
    expect(failures).toMatchObject([contradicted]);
    expect(await kinds()).toEqual(['prune']);
  });

  it('keeps no other from being signed, and is told at the end', async () => {
    await adviseProfile(context, { profile, settings: {} });
    await expect(checkpoint(context)).rejects.toMatchObject(contradicted);
    expect(await verifyAudit(context)).toMatchObject({ intact: true, to: 2, witnessed: 2 });
  });
});
