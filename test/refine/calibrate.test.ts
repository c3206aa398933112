import { describe, expect, it } from 'vitest';
import { createNormal, createRandom } from '../../src/random.js';
import { fitLine, fitTemperature } from '../../src/refine/calibrate.js';
import { allRows, score } from '../../src/refine/metrics.js';
import { classProbabilities, soften } from '../../src/refine/predictions.js';

/** Probabilities of a model, and labels drawn from them at `temperature`: what a fit must find again. */
function drawn(temperature: number, { width, rows }: { width: number; rows: number }) {
  const random = createRandom(11, 'labels');
  const normal = createNormal(random);
  const outputs = Float64Array.from({ length: rows * width }, () => 3 * normal());
  const classes = Math.max(2, width);
  const stated = classProbabilities(outputs, width);
  const probabilities = soften(stated, classes, temperature);
  const codes = Int32Array.from({ length: rows }, (_, row) => {
    let left = random();
    let code = 0;
    for (; code < classes - 1; code++) {
      left -= probabilities[row * classes + code] ?? 0;
      if (left < 0) break;
    }
    return code;
  });
  return { probabilities: stated, codes, classes };
}

describe('the fitted temperature', () => {
  it.each([
    [1, 0.5],
    [1, 2],
    [3, 0.7],
    [3, 3],
  ])('with %i outputs finds %f again', (width, temperature) => {
    const { probabilities, codes, classes } = drawn(temperature, { width, rows: 20_000 });
    expect(Math.abs(Math.log(fitTemperature(probabilities, classes, { codes }) / temperature))).toBeLessThan(0.06);
  });

  it('has the least log loss of its neighbours', () => {
    const { probabilities: stated, codes, classes } = drawn(1.6, { width: 3, rows: 500 });
    const fitted = fitTemperature(stated, classes, { codes });
    const lossAt = (temperature: number): number => {
      const probabilities = soften(stated, classes, temperature);
      return score(
        'logLoss',
        { kind: 'classes', classes: 3, codes },
        { kind: 'classes', classes: 3, probabilities },
        allRows(codes.length),
      );
    };
    for (const factor of [0.8, 0.97, 1.03, 1.25]) expect(lossAt(fitted)).toBeLessThan(lossAt(fitted * factor));
  });

  it('stays within four times sharper and four times softer', () => {
    const probabilities = classProbabilities([1, -1, 2, -2], 1);
    expect(fitTemperature(probabilities, 2, { codes: Int32Array.of(1, 0, 1, 0) })).toBeCloseTo(0.25, 2);
    expect(fitTemperature(probabilities, 2, { codes: Int32Array.of(0, 1, 0, 1) })).toBeCloseTo(4, 1);
  });

  it('counts a row of weight 2 as two rows, and one of weight 0 not at all', () => {
    const { probabilities, codes, classes } = drawn(1.6, { width: 3, rows: 300 });
    const weights = Array.from(codes, (_, row) => row % 3);
    const copies = Array.from(codes.keys()).flatMap((row) => new Array<number>(row % 3).fill(row));
    const copied = Float64Array.from(
      copies.flatMap((row) => [...probabilities.subarray(row * classes, (row + 1) * classes)]),
    );
    const expected = fitTemperature(copied, classes, { codes: Int32Array.from(copies, (row) => codes[row] ?? 0) });
    expect(fitTemperature(probabilities, classes, { codes, weights })).toBeCloseTo(expected, 9);
    expect(fitTemperature(probabilities, classes, { codes })).not.toBeCloseTo(expected, 3);
  });

  it('is 1 without rows', () => {
    expect(fitTemperature(new Float64Array(0), 3, { codes: new Int32Array(0) })).toBe(1);
  });
});

describe('the fitted line', () => {
  it('is that of least squares over the named rows', () => {
    // By hand: means 2 and 5; sum of products 6, of squares 2.
    expect(fitLine([1, 2, 3, 100], [2, 5, 8, 0], { rows: [0, 1, 2] })).toEqual({ slope: 3, intercept: -1 });
  });

  it('counts a row of weight 2 as two rows, and one of weight 0 not at all', () => {
    const [predicted, truth] = [
      [1, 2, 4, 100],
      [2, 5, 7, 0],
    ];
    const expected = fitLine(predicted, truth, { rows: [0, 1, 1, 2] });
    const { slope = 0, intercept = 0 } = fitLine(predicted, truth, { rows: [0, 1, 2, 3], weights: [1, 2, 1, 0] }) ?? {};
    expect([slope, intercept]).toEqual(
      [expected?.slope, expected?.intercept].map((one) => expect.closeTo(one ?? 0, 9)),
    );
  });

  it('brings the exponential of a mean of logarithms to the mean', () => {
    const normal = createNormal(createRandom(5, 'long tail'));
    const rows = Array.from({ length: 20_000 }, (_, row) => row);
    const centres = rows.map(() => normal());
    const truth = centres.map((centre) => Math.exp(centre + 0.5 * normal()));
    const line = fitLine(centres.map(Math.exp), truth, { rows });
    // The mean of a log-normal number lies exp(deviation squared / 2) above its median.
    expect(line?.slope).toBeCloseTo(Math.exp(0.125), 1);
  });

  it('of predictions that do not vary is none', () => {
    expect(fitLine([2, 2, 2], [1, 2, 3], { rows: [0, 1, 2] })).toBeUndefined();
  });
});
