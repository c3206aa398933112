import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDesk } from '../helpers.js';

const desk = createDesk();
const env = { SEXTANT_AUDIT_KEY: join(desk.folder, 'key.pem') };
const profile = desk.write(
  'profile.json',
  JSON.stringify({ task: 'binary', rows: 1000, columns: { numeric: 12 }, classCounts: { no: 910, yes: 90 } }),
);
const run = async (...argv: string[]) => {
  const outcome = await desk.sextant(argv, { env });
  return { ...outcome, json: outcome.code === 0 && argv.includes('--json') ? JSON.parse(outcome.stdout) : undefined };
};

describe('sextant audit on the record here', () => {
  it('signs what commands recorded, verifies it, and writes it out to be verified elsewhere', async () => {
    for (let i = 0; i < 3; i++) expect((await run('advise', profile, '--json')).code).toBe(0);
    expect((await run('audit', 'verify', '--workspace', 'default', '--json')).json).toMatchObject({
      intact: true,
      entries: 3,
      unwitnessed: 3,
    });
    expect((await run('audit', 'checkpoint', '--json')).json).toEqual({ notes: 1 });
    expect((await run('audit', 'checkpoint')).stdout).toBe('Nothing is new.\n');
    expect((await run('audit', 'verify', '--workspace', 'default', '--json')).json).toMatchObject({
      unwitnessed: 0,
      witnessed: 3,
    });
    expect((await run('advise', profile, '--json')).code).toBe(0);
    expect((await run('audit', 'export', 'trail')).stdout).toBe('4 entries are in trail.\n');
    const verified = await run('audit', 'verify', 'trail', '--json');
    expect(verified.json).toMatchObject({ intact: true, entries: 4, witnessed: 4, keys: 'bundle' });
    expect(readdirSync(join(desk.folder, 'trail', 'rule-sets'))).toHaveLength(1);
  });

  it('says of a trail without decisions what that means there', async () => {
    const store = ['--data-dir', join(desk.folder, 'unused')];
    expect((await run('audit', 'export', 'none', ...store)).code).toBe(0);
    const { code, stdout } = await run('audit', 'explain', 'none');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^No decision is in this trail: none was recorded before it was exported, or all were erased/,
    );
    expect((await run('audit', 'explain', 'none', '--json')).json).toEqual({ decisions: [] });
  });

  it('needs a new folder, a workspace that is there, and a key that lies elsewhere', async () => {
    expect(await run('audit', 'export', 'trail')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('not empty'),
    });
    expect(await run('audit', 'verify', '--workspace', 'nobody')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no workspace "nobody"'),
    });
    expect((await run('advise', profile, '--json')).code).toBe(0);
    const inside = { SEXTANT_AUDIT_KEY: join(desk.dataDirectory, 'key.pem') };
    expect(await desk.sextant(['audit', 'checkpoint'], { env: inside })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('lies in the data folder'),
    });
  });

  it('misses what was signed and is gone', async () => {
    await run('audit', 'checkpoint');
    rmSync(join(desk.dataDirectory, 'db'), { recursive: true });
    expect((await run('advise', profile, '--json')).code).toBe(0);
    const { code, stdout } = await run('audit', 'verify');
    expect(code).toBe(3);
    expect(stdout).toContain('damaged');
  });
});
