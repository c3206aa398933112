import { createRandom, shuffle } from '../random.js';

/** Digits beyond this resolution of [0, 1) tell no two points apart. */
const RESOLUTION = 2 ** -32;

/**
 * A randomised Halton sequence in one prime base: the digits of the index are mirrored about the point, each place with a
 * random permutation of its own (Owen 2017: A randomized Halton algorithm in R, arXiv 1706.02808). Every `base ** k` points
 * in a row fall one into each of as many equal parts of [0, 1), and sequences of different bases fill their product as evenly,
 * so that few draws cover many dimensions.
 */
export function createHalton(base: number, seed: number): (index: number) => number {
  const places = Math.ceil(Math.log(1 / RESOLUTION) / Math.log(base));
  const permutations = Array.from({ length: places }, (_, place) =>
    shuffle(
      Int32Array.from({ length: base }, (__, digit) => digit),
      createRandom(seed, `halton ${base} ${place}`),
    ),
  );
  return (index) => {
    let rest = index;
    let weight = 1;
    let point = 0;
    for (const permutation of permutations) {
      weight /= base;
      point += weight * (permutation[rest % base] ?? 0);
      rest = Math.floor(rest / base);
    }
    return point;
  };
}
