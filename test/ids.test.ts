import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createIds, prefixOf } from '../src/ids.js';

const ids = (now: () => number, random: (count: number) => Uint8Array = randomBytes) =>
  createIds({ clock: { now }, randomBytes: random });

describe('ids', () => {
  it('are a prefix and a UUID of version 7 that begins with the time', () => {
    const id = ids(() => 0x0199_b3f2_6a10)('rec');
    expect(id).toMatch(/^rec_0199b3f2-6a10-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('sort in the order in which they were made, within a millisecond and when the clock goes back', () => {
    const times = [5, 5, 5, 4, 3, 6, 6, 2];
    const create = ids(() => times.shift() ?? 7);
    const made = Array.from({ length: 10_000 }, () => create('dec'));
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });

  it('keep the version, the variant and the order at the edges of the random numbers', () => {
    for (const byte of [0, 255]) {
      const create = ids(
        () => 1,
        (count) => new Uint8Array(count).fill(byte),
      );
      const made = Array.from({ length: 5000 }, () => create('trl'));
      expect(made.toSorted()).toEqual(made);
      expect(made.every((id) => prefixOf(id) === 'trl')).toBe(true);
    }
  });

  it('tell what they name', () => {
    expect(prefixOf(ids(Date.now)('prb'))).toBe('prb');
    expect(prefixOf('rec_0199b3f2-6a10-4c31-8f0e-3a9be4d2c715')).toBeUndefined();
    expect(prefixOf('xyz_0199b3f2-6a10-7c31-8f0e-3a9be4d2c715')).toBeUndefined();
    expect(prefixOf('rec_')).toBeUndefined();
  });
});
