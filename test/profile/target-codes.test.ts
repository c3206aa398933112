import { expect, it } from 'vitest';
import { allFound } from '../../src/profile/target-codes.js';

it('a file whose own labels are not found again is not trained on', () => {
  expect(allFound(Int32Array.of(0, 1, 0))).toEqual(Int32Array.of(0, 1, 0));
  expect(() => allFound(Int32Array.of(0, -1, 0))).toThrow('none of those of its own file');
});
