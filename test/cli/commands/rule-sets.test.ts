import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { packageRoot } from '../../../src/package-info.js';
import { serveFolder } from '../remote/servers.js';
import { createDesk, type Desk, smallestProfile } from '../helpers.js';

const house = join(packageRoot, 'examples', 'rules');
const entrySchema = z.looseObject({ id: z.string(), name: z.string(), status: z.string(), kind: z.string() });
const createdSchema = z.object({ entry: entrySchema, isNew: z.boolean() });
const chosenSchema = z.object({ entry: entrySchema, decisionId: z.string().nullable() });
const listSchema = z.object({ ruleSets: z.array(entrySchema) });
const diffSchema = z.object({
  cells: z.object({ added: z.array(z.string()) }),
  decisions: z.looseObject({ decisions: z.int(), different: z.int() }),
});
const shadowSchema = z.object({ shadow: z.looseObject({ endedAt: z.number().nullable(), decisions: z.int() }) });

const json = async <T>(schema: z.ZodType<T>, desk: Desk, ...command: string[]): Promise<T> => {
  const { code, stdout, stderr } = await desk.sextant([...command, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return schema.parse(JSON.parse(stdout));
};

/** What an operator does with a candidate, in order. */
function candidates(desk: Desk): void {
  let id = '';

  it('are uploaded once, from a folder', async () => {
    const first = await json(createdSchema, desk, 'rule-sets', 'create', house, '--overlay');
    const second = await json(createdSchema, desk, 'rule-sets', 'create', house, '--overlay');
    expect([first.isNew, second.isNew, second.entry.id]).toEqual([true, false, first.entry.id]);
    id = first.entry.id;
    const { ruleSets } = await json(listSchema, desk, 'rule-sets', 'list');
    expect(ruleSets.map(({ kind, status }) => [kind, status])).toEqual([
      ['overlay', 'inactive'],
      ['builtIn', 'active'],
    ]);
  });

  it('are compared, in all cells and on recorded decisions', async () => {
    await desk.sextant(['advise', desk.write('p.json', smallestProfile)]);
    const { cells, decisions } = await json(diffSchema, desk, 'rule-sets', 'diff', 'built-in', id);
    expect(cells.added.length).toBeGreaterThan(0);
    expect(decisions.decisions).toBeGreaterThan(0);
    const { stdout } = await desk.sextant(['rule-sets', 'diff', 'built-in', id]);
    expect(stdout).toContain(`added: ${cells.added[0]}`);
    expect(stdout).toContain('recorded decisions');
  });

  it('run in shadow, and end there', async () => {
    expect((await json(chosenSchema, desk, 'rule-sets', 'shadow', id)).decisionId).toMatch(/^dec_/);
    expect((await json(chosenSchema, desk, 'rule-sets', 'shadow', id)).decisionId).toBeNull();
    expect((await json(shadowSchema, desk, 'rule-sets', 'show', id)).shadow.endedAt).toBeNull();
    const stopped = await desk.sextant(['rule-sets', 'shadow', id, '--stop']);
    expect(stopped.stdout).toMatch(/ is in shadow no longer from now on: dec_/);
    expect((await json(shadowSchema, desk, 'rule-sets', 'show', id)).shadow.endedAt).not.toBeNull();
    const { stdout } = await desk.sextant(['rule-sets', 'show', id]);
    expect(stdout).toContain('Proven: ');
    expect(stdout).toContain('In shadow from ');
  });

  it('are activated, and rolled back from', async () => {
    const { entry } = await json(chosenSchema, desk, 'rule-sets', 'activate', id);
    expect(entry.status).toBe('active');
    const { stdout } = await desk.sextant(['rule-sets', 'activate', 'built-in']);
    expect(stdout).toMatch(/ decides from now on: dec_/);
    expect((await desk.sextant(['rule-sets', 'list'])).stdout).toMatch(/shipped +active\n$/);
  });

  it('that are not there, or no rules, are said so', async () => {
    const missing = await desk.sextant(['rule-sets', 'show', 'rst_01a20a45-687c-724c-89f7-8c4f6fd10a71']);
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('rule set') });
    const empty = await desk.sextant(['rule-sets', 'create', desk.folder]);
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining('manifest.json') });
    const active = await desk.sextant(['rule-sets', 'shadow', 'built-in']);
    expect(active).toMatchObject({ code: 2, stderr: expect.stringContaining('It decides already') });
  });
}

describe('rule sets of the record here', () => {
  candidates(createDesk());
});

describe('rule sets of a server', () => {
  const desk = createDesk();
  let server: Awaited<ReturnType<typeof serveFolder>>;
  beforeAll(async () => {
    mkdirSync(desk.dataDirectory);
    server = await serveFolder(desk.dataDirectory);
  });
  afterAll(() => server.stop());
  candidates(desk);
});
