import { readdirSync, readFileSync } from 'node:fs';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { expect, it } from 'vitest';
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
