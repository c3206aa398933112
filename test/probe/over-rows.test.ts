import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';
import { productOverRows, sumOverRows } from '../../src/probe/over-rows.js';
import { createNormal, createRandom } from '../../src/random.js';
import { distance } from './builders.js';

const { tf } = await loadBackend('native');
beforeAll(() => tf.engine().startScope());
afterAll(() => tf.engine().endScope());

const normal = createNormal(createRandom(5, 'over rows'));
const normalTensor = (shape: [number, number, number]) =>
  tf.tensor3d(Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, normal), shape);

/** Both sides of the sizes from which another way is taken. */
const sizes: [rows: number, inputs: number, units: number][] = [
  [64, 64, 2],
  [256, 64, 4],
  [256, 64, 5],
  [130, 127, 1],
  [256, 256, 256],
];

describe.each(sizes)('over %i rows', (rows, inputs, units) => {
  const x = normalTensor([4, rows, inputs]);
  const d = normalTensor([4, rows, units]);

  it(`${inputs} inputs by ${units} units are multiplied as by hand`, () => {
    const product = productOverRows(tf, x, d);
    expect(product.shape).toEqual([4, inputs, units]);
    const [values, ofX, ofD] = [product.arraySync(), x.arraySync(), d.arraySync()] as number[][][][];
    for (const [member, input, unit] of [
      [0, 0, 0],
      [1, inputs - 1, units - 1],
      [3, inputs >> 1, units >> 1],
    ] as const) {
      let expected = 0;
      for (let row = 0; row < rows; row++)
        expected += (ofX?.[member]?.[row]?.[input] ?? NaN) * (ofD?.[member]?.[row]?.[unit] ?? NaN);
      expect(values?.[member]?.[input]?.[unit]).toBeCloseTo(expected, 3);
    }
  });

  it(`${inputs} units are summed as by hand`, () => {
    const sum = sumOverRows(tf, x);
    expect(sum.shape).toEqual([4, inputs]);
    const [values, ofX] = [sum.arraySync() as number[][], x.arraySync()];
    for (const [member, unit] of [
      [0, 0],
      [3, inputs - 1],
    ] as const) {
      let expected = 0;
      for (let row = 0; row < rows; row++) expected += ofX[member]?.[row]?.[unit] ?? NaN;
      expect(values[member]?.[unit]).toBeCloseTo(expected, 3);
    }
  });

  it.each([
    [1, 2],
    [2, 2],
    [3, 1],
  ])('of four members, those from %i on (%i of them) have what they have among all', (from, members) => {
    const among = { product: productOverRows(tf, x, d), sum: sumOverRows(tf, x) };
    const [ownX, ownD] = [tf.slice(x, from, members), tf.slice(d, from, members)];
    const own = { product: productOverRows(tf, ownX, ownD), sum: sumOverRows(tf, ownX) };
    for (const which of ['product', 'sum'] as const) {
      const [values, expected] = [own[which].dataSync(), tf.slice(among[which], from, members).dataSync()];
      // A member alone is multiplied by another kernel of TensorFlow, whose order of the sum is another one on some processors.
      if (members > 1) expect(values).toEqual(expected);
      else expect(distance(values, expected)).toBeLessThan(1e-6 * Math.max(...expected.map(Math.abs)));
    }
  });
});
