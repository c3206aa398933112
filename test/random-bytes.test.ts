import { expect, it } from 'vitest';
import { createRandomBytes } from '../src/random-bytes.js';

it('gives every byte once, however long the pieces are', () => {
  const random = createRandomBytes();
  const pieces = Array.from({ length: 3000 }, (_, i) => random(10 + (i % 7)));
  expect(pieces.every((piece, i) => piece.length === 10 + (i % 7))).toBe(true);
  // Pieces that shared bytes, or a pool given anew, would be alike somewhere; 80 random bits are not.
  expect(new Set(pieces.map((piece) => Buffer.from(piece.subarray(0, 10)).toString('hex'))).size).toBe(pieces.length);
  expect(random(4096)).toHaveLength(4096);
  const earlier = random(16);
  const copy = Uint8Array.from(earlier);
  random(4096);
  expect(earlier).toEqual(copy);
});
