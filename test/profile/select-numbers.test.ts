import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersAt } from '../../src/profile/select-numbers.js';
import { numberLists } from './number-lists.js';

/** Enough for the search by buckets, which leaves short lists to the built-in sort. */
const LENGTH = 5000;

function checkLikeSorted(values: Float64Array, places: readonly number[]): void {
  const before = values.slice();
  const sorted = values.slice().sort();
  const found = numbersAt(values, places, new Float64Array(values.length + 2));
  // Object.is, so that -0 is told from 0.
  expect(found.findIndex((value, index) => !Object.is(value, sorted[places[index] ?? -1]))).toBe(-1);
  expect(found).toHaveLength(places.length);
  expect(values).toEqual(before);
}

describe('the numbers at some places', () => {
  it.each(numberLists)('%s are those of the sorted list', (_, valueOf) => {
    const values = Float64Array.from({ length: LENGTH }, (_unused, row) => valueOf(row));
    checkLikeSorted(values, [0, 1, 1249, 1250, 1250, 2500, 3749, LENGTH - 2, LENGTH - 1]);
    checkLikeSorted(values, [4000, 17]);
    checkLikeSorted(values.subarray(3), [0, 2000]);
  });

  it('are those of the sorted list for any bits, however many', () => {
    const lists = fc.float64Array({ noNaN: true, minLength: 1, maxLength: 50 });
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(lists, shares, fc.constantFrom(7, LENGTH), (few, some, length) => {
        const values = Float64Array.from({ length }, (_, row) => few[(row * row) % few.length] ?? 0);
        checkLikeSorted(
          values,
          some.map((share) => Math.floor(share * (length - 1))),
        );
      }),
      { numRuns: 60 },
    );
  });
});
