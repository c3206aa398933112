import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDesk, smallCsv } from '../helpers.js';

const desk = createDesk();
const answerShape = z.looseObject({ id: z.string(), decisionId: z.string() });
let ids: z.infer<typeof answerShape>;
beforeAll(async () => {
  const words = ['recommend', desk.write('data.csv', smallCsv(80)), '-t', 'y', '--trials', '3', '--set', 'epochs=5'];
  const { code, stdout, stderr } = await desk.sextant([...words, '--json']);
  expect(code, stderr).toBe(0);
  ids = answerShape.parse(JSON.parse(stdout));
});

describe('sextant override', () => {
  it('sets a setting with a reason, which is explained from then on', async () => {
    const words = ['override', ids.id, 'hiddenLayers=3', '--reason', 'three are usual here'];
    const { code, stdout } = await desk.sextant(words);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^hiddenLayers is 3 from now on: dec_[\w-]+\.\n/)]);
    const explained = await desk.sextant(['explain', ids.id]);
    expect(explained.stdout).toContain('three are usual here');
    const listed = await desk.sextant(['decisions', '--kind', 'override', '--json']);
    expect(JSON.parse(listed.stdout)).toMatchObject({ decisions: [{ kind: 'override', requestId: null }] });
  });

  it.each([
    [['hiddenLayers=none', '--reason', 'r'], /^error: hiddenLayers cannot be/],
    [['hiddenlayer=3', '--reason', 'r'], /Did you mean "hiddenLayers"/],
    [['hiddenLayers=3'], /--reason/],
  ])('refuses %j', async (flags, says) => {
    const { code, stderr } = await desk.sextant(['override', ids.id, ...flags]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
  });

  it('says where there is no such recommendation', async () => {
    const { code, stderr } = await desk.sextant(['override', 'rec_none', 'hiddenLayers=3', '--reason', 'r']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('no recommendation rec_none')]);
  });
});

describe('sextant evidence', () => {
  it('shows the rules that the probe tested, and counts the others', async () => {
    const { code, stdout } = await desk.sextant(['evidence']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^learningRate\.\S+ +\d+ +\d+ +\d+ +\d+ +\d+% \(/m);
    expect(stdout).toMatch(/From 1 probe; of \d+ further rules/);
    const { rules, looked } = JSON.parse((await desk.sextant(['evidence', '--json'])).stdout);
    expect(looked).toEqual({ probes: 1, isWhole: true });
    expect(rules.length).toBeGreaterThan(20);
  });

  it('says that there is none yet', async () => {
    const { stdout } = await createDesk().sextant(['evidence']);
    expect(stdout).toBe('No probe has tested a rule yet: 0 probes on record.\n');
  });
});
