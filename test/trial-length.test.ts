import { expect, it } from 'vitest';
import { isShorter } from '../src/settings/trial-length.js';

it('a trial is shorter that had a smaller share of its epochs; a tenth less is rounding', () => {
  expect(isShorter({ epochsShare: 0.4 }, {})).toBe(true);
  expect(isShorter({ epochsShare: 0.95 }, {})).toBe(false);
  expect(isShorter({}, { epochsShare: 0.4 })).toBe(false);
});

it('but not one that had more epochs than another that was to have fewer', () => {
  const cut = { epochsShare: 0.4, settings: { epochs: 100 } };
  expect(isShorter(cut, { settings: { epochs: 20 } })).toBe(false);
  expect(isShorter(cut, { settings: { epochs: 100 } })).toBe(true);
  expect(isShorter(cut, { settings: { epochs: 50 } })).toBe(true);
  // Of each its own schedule ran to its end.
  expect(isShorter({ settings: { epochs: 50 } }, { settings: { epochs: 100 } })).toBe(false);
});
