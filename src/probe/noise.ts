import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { createNormal, createRandom, type Random } from '../random.js';
import type { Tf } from './backend.js';

/** Spare numbers beyond one draw, from which a draw's random start is taken. */
const SPARE = 1 << 20;

/**
 * A store of random numbers on the device, filled once: `tf.randomUniform` fills its values in a JavaScript loop at every
 * call, a slice at a random start costs one copy. Draws of one store overlap, which dropout and noise bear.
 */
export interface NoisePool {
  readonly numbers: Tensor1D;
  /** So many numbers, or as many of what was made of each of them. */
  draw(size: number, of?: Tensor1D): Tensor;
  dispose(): void;
}

export function createNoisePool(
  tf: Tf,
  { kind, largest, seed }: { readonly kind: 'uniform' | 'normal'; readonly largest: number; readonly seed: number },
): NoisePool {
  const random = createRandom(seed, `${kind} pool`);
  const next = kind === 'uniform' ? random : createNormal(random);
  const values = new Float32Array(largest + SPARE);
  for (let i = 0; i < values.length; i++) values[i] = next();
  const numbers: Tensor1D = tf.tensor1d(values);
  return {
    numbers,
    draw: (size, of = numbers) => tf.slice(of, [Math.floor(random() * (values.length - size))], [size]),
    dispose: () => numbers.dispose(),
  };
}

/** Inverted dropout: 1 / keep with probability keep, else 0, of a uniform number each; `rate` is 1 less that probability. */
export const dropoutMask = <T extends Tensor>(tf: Tf, uniform: T, rate: Tensor): T =>
  tf.mul(tf.cast(tf.greaterEqual(uniform, rate), 'float32'), tf.div(1, tf.sub(1, rate)));

/**
 * A number from the beta distribution with both parameters `alpha` > 0: up to 1 by Johnk's method (1964), of whose tries at least half succeed, beyond by Ulrich's
 * (Devroye 1986, Non-Uniform Random Variate Generation, chapter IX, section 4.3), which needs one.
 */
export function betaSample(alpha: number, random: Random): number {
  if (alpha > 1) {
    const radius = Math.sqrt(1 - random() ** (2 / (2 * alpha - 1)));
    return (1 + radius * Math.cos(2 * Math.PI * random())) / 2;
  }
  for (;;) {
    const [u, v] = [random(), random()];
    const [a, b] = [u ** (1 / alpha), v ** (1 / alpha)];
    // So small a parameter that both vanish: the larger one is all of their sum.
    if (a + b === 0) return Number(u > v);
    if (a + b <= 1) return a / (a + b);
  }
}

/**
 * Mixes every row of [members, rows, ...] with its mirror image in the batch, by the member's own share [members, 1, 1]. It is
 * symmetric, so the gradient goes back through the same function.
 */
export const mixRows = (tf: Tf, values: Tensor, own: Tensor): Tensor =>
  tf.add(tf.mul(values, own), tf.mul(tf.reverse(values, 1), tf.sub(1, own)));
