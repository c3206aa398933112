import { readdirSync, readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { expect, it } from 'vitest';
import { defaultWorkspaceId } from '../../src/ids.js';
import { entryHash, genesisHash } from '../../src/audit/entry-hash.js';
import { migrationsFolder } from '../../src/store/migrations.js';
import * as schema from '../../src/store/schema.js';
import * as views from '../../src/store/views.js';

it('the migrations make the tables of the schema (else: npx drizzle-kit generate --name <what>)', async () => {
  const last = readdirSync(`${migrationsFolder}/meta`)
    .filter((name) => name.endsWith('_snapshot.json'))
    .toSorted()
    .at(-1);
  const snapshot: ReturnType<typeof generateDrizzleJson> = JSON.parse(
    readFileSync(`${migrationsFolder}/meta/${last}`, 'utf8'),
  );
  const current = generateDrizzleJson({ ...schema, ...views }, snapshot.id, undefined, 'snake_case');
  expect(await generateMigration(snapshot, current)).toEqual([]);
});

it('what was recorded before there were workspaces is in the default one', async () => {
  const client = await PGlite.create();
  const run = (name: string) => client.exec(readFileSync(`${migrationsFolder}/${name}`, 'utf8'));
  await run('0000_initial.sql');
  await client.exec(`
    insert into sextant.rule_sets (hash, name, version, body) values ('h', 'n', '1', '{}');
    insert into sextant.recommendations (id, created_at, body, decision_id) values ('rec_1', 1, '{}', 'dec_1');
    insert into sextant.decisions (id, kind, schema_version, occurred_at, rule_set_hash, payload, payload_hash)
      values ('dec_1', 'recommendation', 1, 1, 'h', '{}', 'p');`);
  await run('0001_access.sql');
  for (const table of ['recommendations', 'decisions']) {
    const { rows } = await client.query(`select workspace_id from sextant.${table}`);
    expect(rows).toEqual([{ workspace_id: defaultWorkspaceId }]);
    await expect(client.exec(`update sextant.${table} set workspace_id = default`)).rejects.toThrow(/null value/);
  }
  await client.close();
});

it('what was recorded before there were chains is in one', async () => {
  const client = await PGlite.create();
  const all = readdirSync(migrationsFolder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  const chains = all.findIndex((name) => name.startsWith('0004'));
  for (const name of all.slice(0, chains)) await client.exec(readFileSync(`${migrationsFolder}/${name}`, 'utf8'));
  const other = 'wsp_00000000-0000-7000-8000-00000000000b';
  await client.exec(`
    insert into sextant.rule_sets (hash, name, version, body) values ('h', 'n', '1', '{}');
    insert into sextant.workspaces (id, name, created_at) values ('${other}', 'Größe', 1);
    insert into sextant.decisions (id, workspace_id, kind, schema_version, occurred_at, rule_set_hash, payload, payload_hash)
      values ('dec_2', '${defaultWorkspaceId}', 'recommendation', 1, 9, 'h', '{"2":2}', 'p2'),
        ('dec_1', '${defaultWorkspaceId}', 'verdicts', 1, 7, 'h', '{"1":1}', 'p1'),
        ('dec_3', '${other}', 'recommendation', 1, 8, 'h', '{"3":3}', 'p3');`);
  for (const name of all.slice(chains)) await client.exec(readFileSync(`${migrationsFolder}/${name}`, 'utf8'));
  const head = { chainId: defaultWorkspaceId, schemaVersion: 1 };
  const first = {
    ...head,
    seq: 1,
    entryId: 'ent_1',
    kind: 'verdicts',
    occurredAt: 7,
    prevHash: genesisHash,
    payloadHash: 'p1',
  };
  const second = { ...first, seq: 2, entryId: 'ent_2', kind: 'recommendation', occurredAt: 9, payloadHash: 'p2' };
  const alone = { ...second, chainId: other, seq: 1, entryId: 'ent_3', occurredAt: 8, payloadHash: 'p3' };
  const { rows } = await client.query(
    'select id, d.seq, payload, entry_hash from sextant.decisions d join sextant.audit_entries e on chain_id = workspace_id and e.seq = d.seq order by id',
  );
  expect(rows).toEqual([
    { id: 'dec_1', seq: 1, payload: '{"1":1}', entry_hash: entryHash(first) },
    { id: 'dec_2', seq: 2, payload: '{"2":2}', entry_hash: entryHash({ ...second, prevHash: entryHash(first) }) },
    { id: 'dec_3', seq: 1, payload: '{"3":3}', entry_hash: entryHash(alone) },
  ]);
  await client.close();
});
