import { describe, expect, it } from 'vitest';
import { profileSchema } from '../../../src/profile/schema.js';
import { createDesk, smallCsv } from '../helpers.js';

const desk = createDesk();

describe('profile', () => {
  it('shows columns and classes', async () => {
    const { code, stdout, stderr } = await desk.sextant(['profile', desk.write('d.csv', smallCsv()), '--target', 'y']);
    expect(stdout).toMatch(/x +numeric/);
    expect(stdout).toMatch(/yes +26/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('prints one object with --json whose profile `advise` takes', async () => {
    const { stdout } = await desk.sextant(['profile', desk.write('d.csv', smallCsv()), '--target', 'y', '--json']);
    const { profile } = JSON.parse(stdout) as { profile: unknown };
    expect(profileSchema.parse(profile).classCounts).toEqual({ no: 14, yes: 26 });
    expect((await desk.sextant(['advise', desk.write('p.json', stdout), '--json'])).code).toBe(0);
  });

  it('hands groups and times on, so that `advise` keeps them whole and in order', async () => {
    const file = desk.write('d.csv', smallCsv());
    const advised = async (...flags: string[]) => {
      const { stdout } = await desk.sextant(['profile', file, '--target', 'y', ...flags, '--json']);
      const advice = await desk.sextant(['advise', desk.write('p.json', stdout), '--json']);
      const { settings } = JSON.parse(advice.stdout) as { settings: Record<string, unknown> };
      return settings['foldKind'];
    };
    expect(await advised()).toBe('stratified');
    expect(await advised('--group', 'z')).toBe('grouped');
    expect(await advised('--time', 'x')).toBe('forward');
  });

  it('takes a target whose name holds a comma', async () => {
    const file = desk.write('d.csv', smallCsv().replace('x,z,y', 'x,z,"y, z"'));
    expect((await desk.sextant(['profile', file, '--target', '"y, z"'])).code).toBe(0);
  });

  it('stops at once when it is interrupted', async () => {
    const file = desk.write('d.csv', smallCsv());
    const { code, stdout, stderr } = await desk.sextant(['profile', file, '--target', 'y'], {
      signal: AbortSignal.abort(),
    });
    expect(stderr).toContain('Stopped');
    expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
  });
});
