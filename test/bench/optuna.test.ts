import { expect, it } from 'vitest';
import { medianRatio, type Race } from '../../bench/optuna/result.js';
import { optunaTable } from '../../bench/optuna/table.js';

const race = (set: string, seed: number, reachedAt: number | null): Race => ({
  set,
  rows: 100,
  seed,
  optuna: { loss: 0.4, foundAt: 30, trials: 50 },
  sextant: { budget: 5, reachedAt, loss: 0.3 },
});

it('takes the median over the sets of the medians over the seeds; what was never reached is no small number', () => {
  const races = [race('a', 0, 6), race('a', 1, 12), race('a', 2, 3), race('b', 0, null), race('c', 0, 30)];
  const result = { seconds: 60, jobs: 2, races };
  expect(medianRatio(result)).toBe(0.5);
  const table = optunaTable(result);
  expect(table).toContain('| a | 100 | 0.4000 | 50 | 30.0 s | 6.0 s | 5 s | 0.100 |');
  expect(table).toContain('never');
  expect(table).toContain('over the sets: 0.500');
});
