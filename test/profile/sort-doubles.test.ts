import { describe, expect, it } from 'vitest';
import { sortDoubles } from '../../src/profile/sort-doubles.js';
import { createNormal, createRandom } from '../../src/random.js';

const random = createRandom(3, 'doubles');
const normal = createNormal(random);
const extremes = [
  0,
  -0,
  Infinity,
  -Infinity,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  1 + Number.EPSILON,
  1,
];
const list = (length: number, make: () => number): Float64Array => Float64Array.from({ length }, make);

describe('doubles', () => {
  it.each<[string, Float64Array]>([
    ['none', list(0, normal)],
    ['a few', list(100, normal)],
    ['of both signs', list(5000, normal)],
    ['whole', list(5000, () => Math.floor(random() * 50) - 25)],
    ['all the same', list(5000, () => -3)],
    ['of all sizes', list(5000, () => normal() * 10 ** Math.floor(random() * 600 - 300))],
    ['at the edges', list(5000, () => extremes[Math.floor(random() * extremes.length)] ?? 0)],
  ])('are in the order of the built-in sort: %s', (_, values) => {
    const expected = values.slice().sort();
    const sorted = sortDoubles(values);
    // Bits, since -0 equals 0.
    expect(new BigUint64Array(sorted.buffer, sorted.byteOffset, sorted.length)).toEqual(
      new BigUint64Array(expected.buffer),
    );
  });

  it('that are a part of a list are sorted within it', () => {
    const around = list(6002, normal);
    const [first, last] = [around[0], around[6001]];
    const part = around.subarray(1, 6001);
    const expected = part.slice().sort();
    expect(sortDoubles(part)).toEqual(expected);
    expect([around[0], around[6001]]).toEqual([first, last]);
  });
});
