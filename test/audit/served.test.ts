import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compose } from '../../src/compose.js';
import { defaultWorkspaceId } from '../../src/ids.js';
import { rowsOf } from '../../src/store/database.js';
import { createDesk, smallestProfile } from '../cli/helpers.js';
import { serveFolder } from '../cli/remote/servers.js';
import { post } from '../http/helpers.js';
import { ask, getProbe, shortTraining } from '../http/service-client.js';

const programSchema = z.object({ kind: z.string(), program: z.string() });

describe('a served service', () => {
  it('signs what was there before at its start, and has its start and stop on record and signed', async () => {
    const desk = createDesk();
    const env = { SEXTANT_AUDIT_KEY: join(desk.folder, 'key.pem') };
    await desk.sextant(['advise', desk.write('p.json', smallestProfile), '--json'], { env });
    const notes = join(desk.dataDirectory, 'checkpoints', defaultWorkspaceId);
    expect(existsSync(notes)).toBe(false);
    const server = await serveFolder(desk.dataDirectory, env);
    await expect.poll(() => existsSync(notes) && readdirSync(notes)).toEqual(['000000000001.note']);
    await server.stop();
    const { code, stdout } = await desk.sextant(['audit', 'verify', '--service', '--json'], { env });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ chainId: 'service', intact: true, entries: 2, unwitnessed: 0 });
    await desk.sextant(['audit', 'export', 'trail', '--service'], { env });
    const lines = readFileSync(join(desk.folder, 'trail', 'entries.ndjson'), 'utf8')
      .trimEnd()
      .split('\n');
    const told = lines.map((line) => programSchema.parse(JSON.parse(JSON.parse(line).payload)));
    expect(told).toEqual([
      { kind: 'start', program: 'http' },
      { kind: 'stop', program: 'http' },
    ]);
  });

  it('has no cell of a table on record: not in the trail, the log or a recommendation', {
    timeout: 180_000,
  }, async () => {
    const desk = createDesk();
    mkdirSync(desk.dataDirectory);
    const { csv, cells } = markedTable(120);
    const server = await serveFolder(desk.dataDirectory, { SEXTANT_AUDIT_KEY: join(desk.folder, 'key.pem') });
    try {
      await probeTable(server.url, csv);
    } finally {
      await server.stop();
    }
    const { payloads, lines, recommendations } = await recorded(desk.dataDirectory);
    // Of the advice, of each refinement and of the verdicts; and the profile is there.
    expect(payloads.length).toBeGreaterThan(2);
    expect(payloads.join('\n')).toContain('"rows":120');
    expect([lines.length, recommendations.length]).toEqual([expect.any(Number), 1]);
    expect(lines.length).toBeGreaterThan(1);
    expect(recommendations[0]).toContain('"trials"');
    for (const text of [...payloads, ...lines, ...recommendations])
      expect(cells.filter((cell) => text.includes(cell))).toEqual([]);
  });
});

/** Cells of features that are found nowhere by chance: texts and numbers of one row each, and texts of many rows. */
function markedTable(rows: number) {
  const marked = Array.from({ length: rows }, (_, row) => [
    `zqtext${row}x`,
    `zqkind${row % 3}x`,
    String(8_300_000_000_001 + row * 1009),
    `${70_411 + row}.${4_410_007 + row * 31}`,
  ]);
  const lines = marked.map((cells, row) => `${cells.join(',')},${row % 10 > 4 ? 'p' : 'q'}`);
  return { csv: ['text,kind,whole,real,y', ...lines].join('\n'), cells: [...new Set(marked.flat())] };
}

/** Uploads a table, and has it recommended for with a short probe. */
async function probeTable(url: string, csv: string): Promise<void> {
  const upload = { method: 'POST', body: csv, headers: { 'Content-Type': 'text/csv' } };
  const { id } = z.object({ id: z.string() }).parse(await (await ask(`${url}/v1/datasets?name=t.csv`, upload)).json());
  const body = { dataset: { id, target: ['y'] }, constraints: shortTraining, probe: { trialsLimit: 2 } };
  const made = await (await ask(`${url}/v1/recommendations`, post(body))).json();
  const { probe } = z.object({ probe: z.object({ id: z.string() }) }).parse(made);
  await expect.poll(async () => (await getProbe(url, probe.id)).status).toBe('succeeded');
}

/** All payloads, lines and recommendations of a data folder. */
async function recorded(dataDirectory: string) {
  const { context } = compose({ env: {}, flags: { dataDirectory }, cwd: dataDirectory });
  const readAll = (table: string): Promise<unknown[]> =>
    context.store(async ({ db }) => [...(await rowsOf(db, sql`select * from ${sql.raw(`sextant.${table}`)}`))]);
  const entries = z.array(z.object({ payload: z.string() })).parse(await readAll('audit_entries'));
  return {
    payloads: entries.map(({ payload }) => payload),
    lines: readFileSync(join(dataDirectory, 'decisions.ndjson'), 'utf8').trimEnd().split('\n'),
    recommendations: (await readAll('recommendations')).map((row) => JSON.stringify(row)),
  };
}
