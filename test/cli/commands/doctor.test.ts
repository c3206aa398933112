import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDesk } from '../helpers.js';

const desk = createDesk();

describe('doctor', () => {
  it('finds everything in order, and makes no store to say so', async () => {
    const { code, stdout, stderr } = await desk.sextant(['doctor', '--backend', 'cpu']);
    for (const name of ['versions', 'training', 'data files', 'rules', 'storage'])
      expect(stdout).toMatch(new RegExp(`ok +${name}`));
    expect(stdout).toContain('TensorFlow.js');
    expect({ code, stderr, files: desk.files() }).toEqual({ code: 0, stderr: '', files: [] });
  });

  it('exits with 1 when something needed is broken, and says what mends it', async () => {
    const file = join(desk.folder, 'file');
    writeFileSync(file, '');
    const { code, stdout } = await desk.sextant([
      'doctor',
      '--json',
      '--backend',
      'cpu',
      '--data-dir',
      join(file, 'record'),
    ]);
    const { isHealthy, checks } = JSON.parse(stdout) as {
      isHealthy: boolean;
      checks: { name: string; status: string; fix?: string }[];
    };
    expect({ code, isHealthy }).toEqual({ code: 1, isHealthy: false });
    expect(checks.find(({ name }) => name === 'storage')).toMatchObject({
      status: 'broken',
      fix: expect.stringContaining('--data-dir'),
    });
  });
});
