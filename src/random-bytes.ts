import { randomFillSync } from 'node:crypto';

/** Bytes asked of the system at once: it takes as long for sixteen as for thousands. */
const POOL = 4096;

/** A source of random bytes in short pieces, at most 4,096 at a time; every byte is given once. */
export function createRandomBytes(): (count: number) => Uint8Array {
  let pool = new Uint8Array(0);
  let next = 0;
  return (count) => {
    if (next + count > pool.length) {
      pool = randomFillSync(new Uint8Array(POOL));
      next = 0;
    }
    next += count;
    return pool.subarray(next - count, next);
  };
}
