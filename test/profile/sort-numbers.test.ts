import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortNumbers } from '../../src/profile/sort-numbers.js';
import { numberLists } from './number-lists.js';

/** Enough for the sort by digits, which leaves short lists to the built-in one. */
const LENGTH = 5000;

function checkLikeBuiltIn(values: Float64Array): void {
  const expected = values.slice().sort();
  const sorted = sortNumbers(values, new Float64Array(values.length + 2));
  expect(sorted.length).toBe(expected.length);
  // Object.is, so that -0 is told from 0.
  expect(sorted.findIndex((value, index) => !Object.is(value, expected[index]))).toBe(-1);
}

describe('numbers', () => {
  it.each(numberLists)('%s are sorted as the built-in sort does it', (_, valueOf) => {
    checkLikeBuiltIn(Float64Array.from({ length: LENGTH }, (_unused, row) => valueOf(row)));
  });

  it('of any bits are sorted as the built-in sort does it', () => {
    const lists = fc.float64Array({ noNaN: true, minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(lists, (few) => {
        checkLikeBuiltIn(Float64Array.from({ length: LENGTH }, (_, row) => few[(row * row) % few.length] ?? 0));
      }),
      { numRuns: 30 },
    );
  });

  it('are sorted where they are a part of a longer list', () => {
    const whole = Float64Array.from({ length: LENGTH + 3 }, (_, row) => Math.cos(row * 1.7));
    checkLikeBuiltIn(whole.subarray(3));
  });
});
