import { expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { evidenceOf } from '../../src/decide/evidence.js';
import type { ProbeInput } from '../../src/decide/probe-input.js';
import { Runner } from '../../src/decide/runner.js';
import { binarySettings } from '../fixtures/recommendation.js';
import { idlePool, twoClasses } from './tables.js';
import { successful, trialOf } from './trials.js';

const settings = { ...binarySettings, folds: 2, foldRepeats: 1 };
const runner = new Runner({ table: twoClasses(8), settings, pool: idlePool, clock: systemClock, seed: 0 });
const input: Pick<ProbeInput, 'runner'> = { runner };
const subject = successful({ id: 'first', losses: new Array<number>(8).fill(0.3) });
const rate = (id: string, learningRate: number, isLost?: true) =>
  trialOf({ id, parentId: 'first', changes: { learningRate }, ...(isLost && { isLost }) });

it('a rate that diverged is one of the ladder, and one whose process was lost is not', () => {
  const shareOf = (...others: ReturnType<typeof rate>[]) =>
    evidenceOf(input, { subject, trials: [subject, ...others], history: { trialsTried: 3 } }).divergedShare;
  expect(shareOf(rate('high', 0.5))).toBe(1 / 2);
  expect(shareOf(rate('high', 0.5), rate('low', 1e-4, true))).toBe(1 / 2);
  expect(shareOf(rate('high', 0.5), rate('low', 1e-4))).toBe(2 / 3);
});

it('the ladder is of the network that is looked at: rates of another width say nothing of it', () => {
  const rates = [subject, rate('high', 0.5), rate('low', 1e-4)];
  const wider = successful({ id: 'wide', changes: { hiddenUnits: 512 }, losses: new Array<number>(8).fill(0.2) });
  const seen = (...more: ReturnType<typeof rate>[]) =>
    evidenceOf(input, { subject: wider, trials: [...rates, wider, ...more], history: { trialsTried: 4 } });
  expect(seen()).not.toHaveProperty('divergedShare');
  expect(seen()).not.toHaveProperty('bestRateAtEdge');
  const lower = trialOf({
    id: 'wide low',
    changes: { hiddenUnits: 512, learningRate: 1e-4 },
    losses: new Array<number>(8).fill(0.4),
  });
  expect(seen(lower)).toMatchObject({ divergedShare: 0, bestRateAtEdge: 'high' });
});
