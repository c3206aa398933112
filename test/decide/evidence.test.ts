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
const input: Pick<ProbeInput, 'runner' | 'settings'> = { runner, settings };
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
