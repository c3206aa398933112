import { describe, expect, it } from 'vitest';
import {
  embeddedCodes,
  encodeFeatures,
  type EncodingSettings,
  fitFeatures,
  numericInputs,
} from '../../src/prepare/encode-features.js';
import type { FeatureColumn } from '../../src/profile/table.js';
import { boolean, categorical, inputOf, numeric, rounded } from './builders.js';

const plain: EncodingSettings = {
  numericScaling: 'standard',
  numericEmbedding: null,
  categoricalEncoding: null,
  missingValues: null,
};
const rowsOf = (column: FeatureColumn): number =>
  column.kind === 'categorical' ? column.codes.length : column.values.length;
const tableOf = (...columns: FeatureColumn[]) => ({ rows: columns[0] ? rowsOf(columns[0]) : 0, columns });
/** As many missing cells as get an input of their own. */
const gaps = new Array<number>(30).fill(Number.NaN);
const firstRows = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);

/** Fits on the first `train` rows, encodes all; one list an input. */
function encode(column: FeatureColumn, train: number, settings: Partial<EncodingSettings> = {}): number[][] {
  const table = tableOf(column);
  const encoder = fitFeatures(table, firstRows(train), { ...plain, ...settings });
  const x = encodeFeatures(encoder, table);
  return Array.from({ length: encoder.inputs }, (_, input) => inputOf(x, encoder.inputs, input));
}

/** Training values, then values met later. */
const trained = [3.5, 1, 2, 2, 8, -4, 2, 0.5, 6.25, 100];
const later = [3.5, 1, 8, -4, 100, -50, 1000, 1.25, 2.75, 50];
const both = numeric([...trained, ...later]);
const encodeLater = (numericScaling: NonNullable<EncodingSettings['numericScaling']>): number[] =>
  encode(both, trained.length, { numericScaling })[0]?.slice(trained.length) ?? [];

describe('a numeric column', () => {
  it('has mean 0 and deviation 1 on the training rows under standard', () => {
    // scikit-learn 1.9.1, StandardScaler.
    const expected = [
      -0.292846, -0.377729, -0.343776, -0.343776, -0.140057, -0.547495, -0.343776, -0.394705, -0.199475, 2.983633,
    ];
    const [values = []] = encode(both, trained.length);
    expected.forEach((value, row) => expect(values[row]).toBeCloseTo(value, 5));
  });

  it('is scaled by quartiles and bent into (-3, 3) under robustSmoothClip', () => {
    // scikit-learn 1.9.1, RobustScaler, then z / sqrt(1 + (z / 3)^2).
    const expected = [
      0.34551156, -0.23119445, 1.26217493, -1.26217493, 2.97419475, -2.91124895, 2.99974796, -0.17362155, 0.17362155,
      2.89662867,
    ];
    encodeLater('robustSmoothClip').forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5));
  });

  it('is scaled by its range where the quartiles are equal', () => {
    const [values] = encode(numeric([0, 0, 0, 0, 0, 0, 0, 4]), 8, { numericScaling: 'robustSmoothClip' });
    // 2 / range = 1/2: 4 becomes 2, bent to 2 / sqrt(1 + 4/9).
    expect(rounded(values ?? [])).toEqual(rounded([0, 0, 0, 0, 0, 0, 0, 2 / Math.sqrt(13 / 9)]));
  });

  it('becomes the normal score of its rank under quantileNormal', () => {
    // scikit-learn 1.9.1, QuantileTransformer(n_quantiles=10, output_distribution="normal").
    const expected = [
      0.4307273, -0.76470967, 1.22064035, -5.19933758, 5.19933758, -5.19933758, 5.19933758, -0.67448975, 0.28221615,
      1.55153742,
    ];
    encodeLater('quantileNormal').forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5));
  });

  it('shares the mean rank of its ties under quantileNormal', () => {
    // The three values 2 have the ranks 3, 4 and 5 of 0..9, the two values 9 the ranks 8 and 9: 4/9 and 8.5/9.
    const [values = []] = encode(numeric([3, 1, 2, 2, 8, -4, 2, 0.5, 9, 9]), 10, { numericScaling: 'quantileNormal' });
    expect([values[2], values[3], values[6]].map((value) => value?.toFixed(5))).toEqual(Array(3).fill('-0.13971'));
    expect([values[8], values[9]].map((value) => value?.toFixed(5))).toEqual(Array(2).fill('1.59322'));
  });

  it('keeps a thousand quantiles of a long column', () => {
    const long = Array.from({ length: 2003 }, (_, i) => (((i * 7919) % 2003) / 2003) ** 3);
    const [values = []] = encode(numeric([...long, 0.001, 0.125, 0.3, 0.9]), 2003, {
      numericScaling: 'quantileNormal',
    });
    // scikit-learn 1.9.1, QuantileTransformer(n_quantiles=1000, output_distribution="normal", subsample=None).
    const expected = [-1.28127317, 0.00062509, 0.4392702, 1.82463069];
    values.slice(2003).forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5));
  });

  it.each(['standard', 'robustSmoothClip', 'quantileNormal'] as const)(
    'that is constant or missing in the training rows tells nothing: %s',
    (numericScaling) => {
      // 0.1 is no binary fraction: a plain sum of ten of them is not 1.
      const constant = encode(numeric([...new Array<number>(10).fill(0.1), 7]), 10, { numericScaling });
      expect(constant).toEqual([new Array<number>(11).fill(0)]);
      const missing = encode(numeric([Number.NaN, Number.NaN, 7]), 2, { numericScaling });
      expect(missing).toEqual([[0, 0, 0]]);
    },
  );

  describe('under a piecewise-linear embedding', () => {
    const numericEmbedding = { kind: 'piecewiseLinear', size: 2 } as const;
    // Quantiles of the training rows 0, 1, 2, 3, 10: edges 0, 2, 10.
    const column = (...more: number[]) => numeric([0, 1, 2, 3, 10, ...more]);

    it('has an input a bin, which tells how much of the bin lies below the value', () => {
      const [value = [], low = [], high = []] = encode(column(-5, 50, 6, Number.NaN), 5, { numericEmbedding });
      expect(low).toEqual([-1, 0, 1, 1, 1, -1, 1, 1, 1]);
      expect(rounded(high)).toEqual(rounded([-1, -1, -1, -0.75, 1, -1, 1, 0, -1]));
      expect(value[1]).toBeLessThan(value[2] ?? 0);
    });

    it('stands behind the indicator of gaps', () => {
      const inputs = encode(column(...gaps), 5, { numericEmbedding, missingValues: 'medianWithIndicator' });
      expect(inputs).toHaveLength(4);
      expect(inputs[1]).toEqual([0, 0, 0, 0, 0, ...gaps.map(() => 1)]);
      expect(inputs[2]?.[0]).toBe(-1);
    });

    it('has no more bins than there are steps between values, in every fold alike, and none for a single step', () => {
      expect(encode(numeric([0, 1, 2, 3]), 4, { numericEmbedding: { ...numericEmbedding, size: 8 } })).toHaveLength(4);
      expect(encode(numeric([0, 0, 0, 3, 1]), 3, { numericEmbedding })).toHaveLength(3);
      expect(encode(numeric([0, 1, 1, 0]), 4, { numericEmbedding })).toHaveLength(1);
    });

    it('steps where a bin has no width', () => {
      const inputs = encode(numeric([1, 1, 1, 1, 5, 5, 0, 3]), 6, { numericEmbedding });
      // Most rows have 1, and all others 5, which is an edge twice.
      expect(inputs[1]).toEqual([-1, -1, -1, -1, 1, 1, -1, 0]);
      expect(inputs[2]).toEqual([-1, -1, -1, -1, 1, 1, -1, -1]);
    });

    it('leaves the rows of the next frequent value to an edge too', () => {
      const rows = [...new Array<number>(80).fill(0), ...new Array<number>(14).fill(1), 2, 3, 4, 5, 6, 7];
      const inputs = encode(numeric(rows), 100, { numericEmbedding: { ...numericEmbedding, size: 4 } });
      // Edges 0, 1, and 2, 4.5 and 7: of all rows a quarter has none but 0, of the others 1 has most.
      const ofRow = (row: number): number[] => inputs.slice(1).map((bin) => bin[row] ?? Number.NaN);
      expect(ofRow(80)).toEqual([1, -1, -1, -1]);
      expect(ofRow(94)).toEqual([1, 1, -1, -1]);
      expect(ofRow(97).map((share) => Number(share.toFixed(5)))).toEqual([1, 1, 1, -0.6]);
    });

    it('has as many bins where no training row has a value, or all have one of two', () => {
      const size = (rows: readonly number[], train: number): number =>
        encode(numeric(rows), train, { numericEmbedding }).length;
      expect(size([Number.NaN, Number.NaN, 1, 2, 3], 2)).toBe(3);
      expect(size([1, 2, 1, 2, 3], 4)).toBe(3);
      expect(size([1, 1, 1, 2, 3], 3)).toBe(3);
    });

    it('leaves the rows of a value that most have, such as 0, to one edge, and spreads the others over the rest', () => {
      const most = new Array<number>(60).fill(0);
      const inputs = encode(numeric([...most, 1, 2, 3, 4, 5, 6, 7, 8]), 68, {
        numericEmbedding: { ...numericEmbedding, size: 4 },
      });
      // Edges 0, and 1, 10/3, 17/3 and 8 as quantiles of the others.
      const ofValue = (value: number): number[] => inputs.slice(1).map((bin) => bin[59 + value] ?? Number.NaN);
      expect(ofValue(0)).toEqual([-1, -1, -1, -1]);
      expect(ofValue(1)).toEqual([1, -1, -1, -1]);
      [1, 1, 2 * (2 / 3 / (7 / 3)) - 1, -1].forEach((share, bin) => expect(ofValue(4)[bin]).toBeCloseTo(share, 5));
      expect(ofValue(8)).toEqual([1, 1, 1, 1]);
    });
  });

  it('has the training median for a missing value, and a second input that tells it when asked', () => {
    const column = numeric([1, Number.NaN, 3, 8, 1000]);
    const [values = []] = encode(column, 4);
    // Median of 1, 3 and 8 is 3, mean 4, variance 26/3.
    expect(values[1]).toBeCloseTo((3 - 4) / Math.sqrt(26 / 3), 6);
    const asked = { missingValues: 'medianWithIndicator' } as const;
    const [, indicator] = encode(numeric([1, ...gaps, 3]), 4, asked);
    expect(indicator).toEqual([0, ...gaps.map(() => 1), 0]);
    expect(encode(numeric([1, 2, 3]), 3, asked)).toHaveLength(1);
    // Of fewer than thirty cells a network would learn what does not hold for more.
    expect(encode(numeric([1, ...gaps.slice(1), 3]), 4, asked)).toHaveLength(1);
  });

  it('has its indicator in every fold alike, also where no training row is missing', () => {
    const column = numeric([1, 2, 3, ...gaps]);
    expect(encode(column, 3, { missingValues: 'medianWithIndicator' })[1]).toEqual([0, 0, 0, ...gaps.map(() => 1)]);
  });
});

describe('a boolean column', () => {
  it('is -1, 1, and 0 where it is missing', () => {
    expect(encode(boolean([0, 1, Number.NaN, 1]), 2)).toEqual([[-1, 1, 0, 1]]);
  });
});

describe('a categorical column', () => {
  it('has an input a level; a missing value and a level the training rows did not have are all 0', () => {
    // Level d occurs in the last row alone, which does not train.
    expect(encode(categorical('abac.d'), 5)).toEqual([
      [1, 0, 1, 0, 0, 0],
      [0, 1, 0, 0, 0, 0],
      [0, 0, 0, 1, 0, 0],
      [0, 0, 0, 0, 0, 0],
    ]);
  });

  it('merges the rarest levels of the training rows beyond the most', () => {
    const categoricalEncoding = { oneHotUpTo: 10, embeddingSize: 4, maxLevels: 3 };
    // Training rows: c three times, a twice, b and d once; e only later.
    const inputs = encode(categorical('cacacbd' + 'ebdac.'), 7, { categoricalEncoding });
    expect(inputs).toEqual([
      [1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0],
      [0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0],
      [0, 0, 0, 0, 0, 1, 1, 0, 1, 1, 0, 0, 0],
    ]);
  });

  it('merges nothing up to the most', () => {
    const categoricalEncoding = { oneHotUpTo: 10, embeddingSize: 4, maxLevels: 4 };
    expect(encode(categorical('abcd'), 4, { categoricalEncoding })).toHaveLength(4);
  });
});

describe('a categorical column of more levels than are one-hot', () => {
  const categoricalEncoding = { oneHotUpTo: 2, embeddingSize: 4, maxLevels: 100 };

  it('is one code, from the most frequent level on; 0 for a missing value and a level the training rows did not have', () => {
    // Level d occurs in the last two rows alone, which do not train.
    expect(encode(categorical('abcbb.dd'), 6, { categoricalEncoding })).toEqual([[2, 1, 3, 1, 1, 0, 0, 0]]);
  });

  it('merges the rarest levels of the training rows into code 0', () => {
    const few = { ...categoricalEncoding, maxLevels: 2 };
    // Training rows: c three times, a twice, b and d once; e only later.
    expect(encode(categorical('cacacbd' + 'ebdac.'), 7, { categoricalEncoding: few })).toEqual([
      [1, 2, 1, 2, 1, 0, 0, 0, 0, 0, 2, 1, 0],
    ]);
  });

  it('has as many codes as the column has levels or as are kept, and 0, whatever rows train', () => {
    const table = tableOf(categorical('abcdabcd'));
    const codes = (train: number, maxLevels: number): number[] =>
      embeddedCodes(
        fitFeatures(table, firstRows(train), { ...plain, categoricalEncoding: { ...categoricalEncoding, maxLevels } }),
      );
    expect([codes(1, 100), codes(8, 100), codes(8, 3)]).toEqual([[5], [5], [4]]);
  });

  it('stays one-hot where it has no more levels', () => {
    expect(encode(categorical('aba'), 3, { categoricalEncoding })).toHaveLength(2);
  });

  it('is neither scaled nor clipped, and stands behind all numbers', () => {
    const table = tableOf(
      categorical('abcdefaf', 'many'),
      numeric([1, 2, 3, 4, 5, 6, 7, 8]),
      categorical('abababab', 'two'),
    );
    for (const numericScaling of ['standard', 'robustSmoothClip', 'quantileNormal'] as const) {
      const encoder = fitFeatures(table, firstRows(8), { ...plain, categoricalEncoding, numericScaling });
      const x = encodeFeatures(encoder, table);
      expect(encoder.inputs).toBe(4);
      expect(numericInputs(encoder)).toEqual([0]);
      expect(inputOf(x, 4, 1)).toEqual([1, 0, 1, 0, 1, 0, 1, 0]);
      expect(inputOf(x, 4, 3)).toEqual([1, 3, 4, 5, 6, 2, 1, 2]);
    }
  });
});

describe('a table', () => {
  const columns = [
    numeric([1, 2, 3, ...gaps]),
    boolean([0, 1, 1, ...gaps.map(() => 0)]),
    categorical(`abc${'a'.repeat(30)}`),
    numeric([5, 6, 8, ...gaps.map(() => 9)], 'z'),
  ];
  const settings: EncodingSettings = { ...plain, missingValues: 'medianWithIndicator' };

  it('is laid out row by row, column after column', () => {
    const table = tableOf(...columns);
    const encoder = fitFeatures(table, firstRows(3), settings);
    expect(encoder.inputs).toBe(2 + 1 + 3 + 1);
    const row = encodeFeatures(encoder, table).slice(3 * 7, 4 * 7);
    // Missing with the mean 2 in its place; false; level a; (9 - 19/3) / deviation of 5, 6, 8.
    const deviation = Math.sqrt((5 ** 2 + 6 ** 2 + 8 ** 2) / 3 - (19 / 3) ** 2);
    expect(rounded(row)).toEqual(rounded([0, 1, -1, 1, 0, 0, (9 - 19 / 3) / deviation]));
  });

  it('is encoded in another file as in its own', () => {
    const table = tableOf(...columns);
    const encoder = fitFeatures(table, firstRows(3), settings);
    const other = tableOf(
      numeric([3]),
      boolean([1]),
      { ...categorical('b'), levels: ['a', 'b', 'c'], codes: Int32Array.of(1) },
      numeric([8]),
    );
    expect(encodeFeatures(encoder, other)).toEqual(
      encodeFeatures(
        encoder,
        tableOf(numeric([3]), boolean([1]), { ...categorical('abc'), codes: Int32Array.of(1) }, numeric([8])),
      ),
    );
    expect(() => encodeFeatures(encoder, tableOf(boolean([1]), boolean([1]), numeric([1]), numeric([1])))).toThrow(
      'column c',
    );
    expect(() => encodeFeatures(encoder, tableOf(numeric([1])))).toThrow('column b');
  });

  it('is plain JSON when fitted, so that it is saved and read back', () => {
    const table = tableOf(...columns);
    for (const numericScaling of ['standard', 'robustSmoothClip', 'quantileNormal'] as const) {
      const encoder = fitFeatures(table, firstRows(4), { ...settings, numericScaling });
      expect(encodeFeatures(JSON.parse(JSON.stringify(encoder)), table)).toEqual(encodeFeatures(encoder, table));
    }
  });
});
