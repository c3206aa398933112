import { expect, it } from 'vitest';
import { type LeftOut, leftOutWarnings } from '../../src/decide/left-out.js';

const nothing: LeftOut = {
  configurations: { trained: 5, planned: 5 },
  proposals: 0,
  repeats: { trained: 1, planned: 1 },
  isHalfUnseen: false,
};
const told = (over: Partial<LeftOut>, probe: Parameters<typeof leftOutWarnings>[1]['probe'] = { budgetSeconds: 5 }) =>
  leftOutWarnings({ ...nothing, ...over }, { search: 'grid', probe }).map(({ code, message }) => `${code}: ${message}`);

it('nothing is told where nothing was left out', () => {
  expect(told({})).toEqual([]);
});

it('what was left out is one sentence, with what would take it further', () => {
  expect(told({ proposals: 1 })).toEqual([
    'probe_cut: Within its budget the probe left 1 proposal of the rules untried; more seconds (budgetSeconds, --budget) take it further.',
  ]);
  const all: LeftOut = {
    configurations: { trained: 8, planned: 972 },
    proposals: 3,
    repeats: { trained: 1, planned: 3 },
    isHalfUnseen: true,
  };
  expect(told(all, { trialsLimit: 16 })).toEqual([
    'probe_cut: Within its budget the probe trained 8 of 972 configurations of the grid search, left 3 proposals of the rules untried, has networks of 1 of 3 repeats of the folds in the final model and did not look at what more rows would bring; more trials (trialsLimit, --trials) take it further.',
  ]);
});
