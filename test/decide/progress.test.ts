import { expect, it } from 'vitest';
import { createReporter } from '../../src/decide/progress.js';
import type { Progress } from '../../src/decide/schema.js';

it('a rung is told after the epoch at which configurations left', () => {
  const told: Progress[] = [];
  const reporter = createReporter({ onProgress: (progress) => told.push(progress) }, { trialsLimit: 5 });
  const at = { epoch: 4, epochs: 12, validationLoss: 0.5 };
  reporter.epoch('the ladder', at);
  reporter.epoch('the ladder', { ...at, epoch: 5, rung: { dropped: 2, left: 3 } });
  expect(told.map(({ event }) => event)).toEqual([
    { kind: 'epoch', purpose: 'the ladder', ...at },
    { kind: 'epoch', purpose: 'the ladder', ...at, epoch: 5 },
    { kind: 'rung', purpose: 'the ladder', epoch: 5, dropped: 2, left: 3 },
  ]);
});
