import { readdirSync, readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { expect, it } from 'vitest';
import { defaultWorkspaceId } from '../../src/ids.js';
import { migrationsFolder } from '../../src/store/migrations.js';
import * as schema from '../../src/store/schema.js';

it('the migrations make the tables of the schema (else: npx drizzle-kit generate --name <what>)', async () => {
  const last = readdirSync(`${migrationsFolder}/meta`)
    .filter((name) => name.endsWith('_snapshot.json'))
    .toSorted()
    .at(-1);
  const snapshot: ReturnType<typeof generateDrizzleJson> = JSON.parse(
    readFileSync(`${migrationsFolder}/meta/${last}`, 'utf8'),
  );
  const current = generateDrizzleJson(schema, snapshot.id, undefined, 'snake_case');
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
