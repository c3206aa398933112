import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SQL, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compose } from '../../../src/compose.js';
import { adviseProfile } from '../../../src/decide/advise.js';
import { inWorkspace } from '../../../src/decide/keys.js';
import { profileSchema } from '../../../src/profile/schema.js';
import { aroundTriggers } from '../../store/around-triggers.js';
import { createDesk, smallestProfile } from '../helpers.js';

const answerSchema = z.strictObject({
  intact: z.boolean(),
  scope: z.literal('all'),
  keys: z.enum(['given', 'store']),
  chains: z.array(
    z.looseObject({
      chainId: z.string(),
      workspace: z.string().nullable(),
      intact: z.boolean(),
      entries: z.int(),
      unwitnessed: z.int(),
      findings: z.array(z.object({ code: z.string(), first: z.int().nullable(), last: z.int().nullable() })),
    }),
  ),
});

const desk = createDesk();
const env = { SEXTANT_AUDIT_KEY: join(desk.folder, 'key.pem') };
const notes = join(desk.dataDirectory, 'checkpoints');
const { context } = compose({ env, flags: { dataDirectory: desk.dataDirectory }, cwd: desk.folder });

/** Advises that often in a workspace; the id of its chain. */
async function advise(name: string, times: number): Promise<string> {
  const there = await inWorkspace(context, name);
  const profile = profileSchema.parse(JSON.parse(smallestProfile));
  for (let i = 0; i < times; i++) await adviseProfile(there, { profile, settings: {} });
  return there.workspaceId;
}

const change = (...statements: readonly SQL[]): Promise<unknown> =>
  context.store(({ db }) =>
    aroundTriggers(db, async (tx) => {
      for (const statement of statements) await tx.execute(statement);
    }),
  );

const withoutCopies = (chain: string): SQL => sql`delete from sextant.audit_checkpoints where chain_id = ${chain}`;

async function verify(...words: string[]) {
  const { code, stdout, stderr } = await desk.sextant(['audit', 'verify', ...words, '--json'], { env });
  expect(stderr).toBe('');
  const { intact, chains } = answerSchema.parse(JSON.parse(stdout));
  expect(code).toBe(intact ? 0 : 3);
  return chains.map(({ chainId, workspace, entries, unwitnessed, findings }) => ({
    chain: workspace ?? chainId,
    entries,
    unwitnessed,
    findings: findings.map(({ code: found, first, last }) => [found, first, last]),
  }));
}

describe('sextant audit verify without a name', () => {
  let lab = '';
  const asMade = join(desk.folder, 'as-made');
  beforeAll(async () => {
    await desk.sextant(['keys', 'create', 'first', '--workspace', 'lab'], { env });
    lab = await advise('lab', 3);
    await advise('default', 2);
    expect((await desk.sextant(['audit', 'checkpoint'], { env })).code).toBe(0);
    cpSync(desk.dataDirectory, asMade, { recursive: true });
  });
  beforeEach(() => {
    rmSync(desk.dataDirectory, { recursive: true, force: true });
    cpSync(asMade, desk.dataDirectory, { recursive: true });
  });
  const whole = [
    { chain: 'default', entries: 2, unwitnessed: 0, findings: [] },
    { chain: 'lab', entries: 3, unwitnessed: 0, findings: [] },
    { chain: 'service', entries: 1, unwitnessed: 0, findings: [] },
  ];

  it('verifies the chains of all workspaces and of the service', async () => {
    expect(await verify()).toEqual(whole);
    await advise('lab', 1);
    expect((await verify())[1]).toEqual({ chain: 'lab', entries: 4, unwitnessed: 1, findings: [] });
    const one = JSON.parse((await desk.sextant(['audit', 'verify', '--workspace', 'lab', '--json'], { env })).stdout);
    expect(one).toMatchObject({ chainId: lab, intact: true, entries: 4 });
  });

  it('finds damage in whatever chain it is', async () => {
    await change(sql`update sextant.audit_entries set payload = '{}' where chain_id = ${lab} and seq = 2`);
    const damaged = { chain: 'lab', entries: 3, unwitnessed: 0, findings: [['content_edited', 2, 2]] };
    expect(await verify()).toEqual([whole[0], damaged, whole[2]]);
    const { code, stdout } = await desk.sextant(['audit', 'verify'], { env });
    expect(code).toBe(3);
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^Chain wsp_.* \(workspace default\), entries 1 to 2: no damage was found, unwitnessed: 0$/,
        ),
        `Chain ${lab} (workspace lab), entries 1 to 3: damaged, unwitnessed: 0`,
        'Chain service, entries 1 to 1: no damage was found, unwitnessed: 0',
        `Damage in ${lab} (workspace lab)`,
        '  ! content_edited: Entry 2 was changed after writing: the hashes do not recompute.',
      ]),
    );
  });

  it.each(['files', 'copies'])('misses a chain of which nothing is left but its notes: %s', async (left) => {
    const tables = ['decisions', 'recommendations', 'keys'].map((name) => sql.raw(`sextant.${name}`));
    await change(
      sql`delete from sextant.audit_entries where chain_id = ${lab}`,
      ...tables.map((table) => sql`delete from ${table} where workspace_id = ${lab}`),
      sql`delete from sextant.workspaces where id = ${lab}`,
      ...(left === 'files' ? [withoutCopies(lab)] : []),
    );
    if (left === 'copies') rmSync(join(notes, lab), { recursive: true });
    const gone = { chain: lab, entries: 0, unwitnessed: 0, findings: [['truncated', 1, 3]] };
    const found = await verify();
    expect(found.toSorted((a, b) => a.chain.localeCompare(b.chain))).toEqual([whole[0], whole[2], gone]);
  });

  it('compares each chain with the notes on it that somebody kept, be they in folders or in one', async () => {
    const kept = join(desk.folder, 'kept');
    rmSync(kept, { recursive: true, force: true });
    cpSync(notes, kept, { recursive: true });
    expect(await verify('--checkpoints', 'kept')).toEqual(whole);
    // No note on them is left, here or in the database.
    await change(sql`delete from sextant.audit_entries where chain_id = ${lab} and seq = 3`, withoutCopies(lab));
    rmSync(join(notes, lab), { recursive: true });
    expect((await verify())[1]).toMatchObject({ chain: 'lab', findings: [] });
    expect((await verify('--checkpoints', 'kept'))[1]).toMatchObject({ findings: [['truncated', 3, 3]] });
    expect((await verify('--checkpoints', join('kept', lab)))[1]).toMatchObject({ findings: [['truncated', 3, 3]] });
    writeFileSync(join(kept, lab, 'other.note'), 'no note');
    const codes = (await verify('--checkpoints', 'kept'))[1]?.findings.map(([code]) => code);
    expect(codes).toEqual(['signature_bad', 'truncated']);
  });
});
