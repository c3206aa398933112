import { expect, it } from 'vitest';
import { nothingTrained } from '../../src/decide/nothing-trained.js';

const budget = { budgetSeconds: 5 };
const network = { hiddenLayers: 2, epochs: 0 };
const linear = { hiddenLayers: 0, epochs: 47 };

it.each([
  ['the network had no epoch, whatever the linear baseline had', [network, linear]],
  ['nothing was begun', []],
  ['a linear model that was asked for had no epoch', [{ ...linear, epochs: 0 }]],
])('a budget is too short where %s', (_, plans) => {
  const error = nothingTrained(budget, plans);
  expect(error.code).toBe('usage_invalid');
  expect(error.message).toContain('5 s is too short');
});

it.each([
  ['a network that trained diverged', budget, [{ ...network, epochs: 3 }, linear]],
  ['a linear model alone diverged', budget, [linear]],
  ['there was no budget of time', { trialsLimit: 3 }, [network]],
  ['there was no probe', undefined, [network]],
])('a trial failed where %s', (_, probe, plans) => {
  expect(nothingTrained(probe, plans).code).toBe('trial_failed');
});
