import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recommendationSchema } from '../../../src/settings/recommendation.js';
import { createDesk, smallestProfile } from '../helpers.js';

const desk = createDesk();

interface Listed {
  readonly decisions: readonly { readonly id: string; readonly recommendationId: string; readonly actor: string }[];
}

describe('advise', () => {
  it('prints a table of settings with reasons', async () => {
    const { code, stdout, stderr } = await desk.sextant(['advise', desk.write('p.json', smallestProfile)]);
    expect(stdout).toContain('binaryCrossentropy');
    expect(stdout).toMatch(/slot +value +why +verdict/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('prints one object that the published schema allows, with --json', async () => {
    const { code, stdout, stderr } = await desk.sextant(['advise', desk.write('p.json', smallestProfile), '--json']);
    const published: unknown = JSON.parse(readFileSync('openapi/schemas/recommendation.schema.json', 'utf8'));
    const answer: unknown = JSON.parse(stdout);
    expect(z.fromJSONSchema(z.record(z.string(), z.json()).parse(published)).safeParse(answer).error).toBeUndefined();
    expect(recommendationSchema.parse(answer).settings.task).toBe('binary');
    expect({ code, stderr, lines: stdout.trimEnd().split('\n').length }).toEqual({ code: 0, stderr: '', lines: 1 });
  });

  it('keeps what the caller fixed', async () => {
    const file = desk.write('p.json', smallestProfile);
    const { stdout } = await desk.sextant([
      'advise',
      file,
      '--json',
      '--set',
      'optimizer=sgd',
      '--set',
      'hiddenLayers=1',
    ]);
    const { settings, advice } = recommendationSchema.parse(JSON.parse(stdout));
    expect([settings.optimizer, settings.hiddenLayers]).toEqual(['sgd', 1]);
    expect(advice.find(({ slot }) => slot === 'optimizer')?.origin).toBe('caller');
  });

  it('takes what `profile --json` printed', async () => {
    const file = desk.write(
      'wrapped.json',
      JSON.stringify({ file: 'x.csv', profile: JSON.parse(smallestProfile) as unknown }),
    );
    expect((await desk.sextant(['advise', file, '--json'])).code).toBe(0);
  });

  it('records the decision, which decisions lists and explain explains', async () => {
    const { stdout } = await desk.sextant(['advise', desk.write('p.json', smallestProfile), '--json']);
    const { id, decisionId } = recommendationSchema.parse(JSON.parse(stdout));
    const listed = await desk.sextant(['decisions', '--recommendation', id, '--json']);
    expect((JSON.parse(listed.stdout) as Listed).decisions.map((one) => one.id)).toEqual([decisionId]);
    expect((await desk.sextant(['decisions'])).stdout).toContain(decisionId);
    for (const asked of [id, decisionId]) {
      const explained = await desk.sextant(['explain', asked]);
      expect(explained.stdout).toContain('optimizer = adam');
      expect(explained.stdout).toMatch(/did not fire because rows was 1,000/);
    }
    const one = await desk.sextant(['explain', id, '--slot', 'loss']);
    expect(one.stdout).toContain('loss = binaryCrossentropy');
    expect(one.stdout).not.toContain('optimizer =');
    const lines = readFileSync(join(desk.dataDirectory, 'decisions.ndjson'), 'utf8').trim().split('\n');
    expect(lines.some((line) => line.includes(decisionId))).toBe(true);
  });

  it('takes rules of an own folder before the built-in ones, and the record explains by them', async () => {
    const profile = desk.write('large.json', JSON.stringify({ task: 'binary', rows: 60_000, columns: { numeric: 9 } }));
    const overlay = fileURLToPath(new URL('../../../examples/rules', import.meta.url));
    const { stdout } = await desk.sextant(['advise', profile, '--rules', overlay, '--json']);
    const { id, ruleSet, settings } = recommendationSchema.parse(JSON.parse(stdout));
    expect(ruleSet).toMatchObject({ name: 'example', version: '1.0.0' });
    expect(settings.optimizer).toBe('nesterov');
    const { stdout: why } = await desk.sextant(['explain', id, '--slot', 'optimizer']);
    expect(why).toContain('optimizer.house-nesterov');
    expect(why).toContain('belongs to the overlay');
    const fromEnvironment = await desk.sextant(['advise', profile, '--json'], { env: { SEXTANT_RULES: overlay } });
    expect(JSON.parse(fromEnvironment.stdout)).toMatchObject({ ruleSet: { hash: ruleSet.hash } });
  });

  it('says how to get the same answer again, with rules and settings', async () => {
    const file = desk.write('p.json', smallestProfile);
    const overlay = fileURLToPath(new URL('../../../examples/rules', import.meta.url));
    const fixed = ['--set', 'optimizer=sgd', '--set', 'hiddenLayers=1'];
    const { stdout } = await desk.sextant(['advise', file, '--format', 'md', '--rules', overlay, ...fixed]);
    expect(stdout).toContain(`sextant advise ${file} ${fixed.join(' ')} --rules ${overlay}`);
  });

  it.each([
    ['a missing file', undefined, /no such file/],
    ['text', 'rows: 5', /not JSON/],
    ['an unknown fact', '{"task":"binary","rows":10,"columns":{},"row":3}', /\/row: There is no such member/],
    ['a wrong range', '{"task":"binary","rows":0,"columns":{"numeric":-1}}', /\/rows: [^]*\/columns\/numeric: /],
    ['neither task nor target', '{"rows":10,"columns":{}}', /\/task: .*target/],
  ])('refuses %s', async (_what, content, says) => {
    const file = content === undefined ? join(desk.folder, 'absent.json') : desk.write('bad.json', content);
    const { code, stdout, stderr } = await desk.sextant(['advise', file]);
    expect(stderr).toMatch(says);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('explain', () => {
  it.each(['rec_x', 'dec_01a20a45-687c-724c-89f7-8c4f6fd10a71'])('says that %s is not there', async (id) => {
    const { code, stderr } = await desk.sextant(['explain', id]);
    expect(stderr).toContain(id);
    expect(code).toBe(2);
  });
});
