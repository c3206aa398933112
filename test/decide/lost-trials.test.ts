import { expect, it } from 'vitest';
import { recommend } from '../../src/decide/recommend.js';
import { SextantError } from '../../src/errors.js';
import type { Pool } from '../../src/probe/pool.js';
import { recommendationSchema } from '../../src/settings/recommendation.js';
import { createBench, exampleData } from './context.js';

const bench = createBench();
/** All is fixed but the width, of which the recommended one, its half and its double are tried. */
const settings = {
  search: 'random',
  hiddenLayers: 1,
  learningRate: 0.01,
  dropout: 0,
  weightDecay: 0,
  batchSize: 32,
  epochs: 20,
  foldRepeats: 1,
} as const;

/** A probe of which every process ends that trains networks of these widths. */
async function probeWithout(isLost: (width: number) => boolean) {
  const createPool = (): Pool => {
    const pool = bench.context.createPool();
    const lost = new SextantError('trial_failed', 'The process ended by SIGKILL.');
    return {
      ...pool,
      train: (call) => (isLost(call.population.network.hidden[0] ?? 0) ? Promise.reject(lost) : pool.train(call)),
    };
  };
  const { recommendation, model } = await recommend(
    { ...bench.context, createPool },
    { file: exampleData('iris'), target: ['species'], seed: 0, settings, probe: { trialsLimit: 3 } },
  );
  const { probe, warnings } = recommendationSchema.parse(recommendation);
  const widths = probe?.trials.map((trial) => trial.settings['hiddenUnits'] ?? 64);
  return { probe, widths, model, messages: warnings.map(({ code, message }) => `${code}: ${message}`) };
}

it('a trial whose process is lost, at the second try too, costs itself and not the run, and is told', async () => {
  const { probe, widths, model, messages } = await probeWithout((width) => width === 128);
  expect(probe?.status).toBe('succeeded');
  expect(widths?.toSorted()).toEqual([128, 32, 64]);
  for (const [i, { score, kept, selected }] of probe?.trials.entries() ?? []) {
    const isLost = widths?.[i] === 128;
    expect(score === null).toBe(isLost);
    if (isLost) expect([kept, selected]).toEqual([false, undefined]);
  }
  expect(probe?.score?.value).toBeLessThan(0.5);
  expect(model?.parts.length).toBeGreaterThan(0);
  expect(messages).toContainEqual(expect.stringMatching(/^trials_lost: One trial was lost with its training process/));
});

it('nothing is told of lost trials where none is', async () => {
  const { probe, messages } = await probeWithout(() => false);
  expect(probe?.trials.every(({ score }) => score !== null)).toBe(true);
  expect(messages.join('\n')).not.toContain('trials_lost');
});
