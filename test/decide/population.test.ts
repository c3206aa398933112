import { expect, it } from 'vitest';
import { networkOf, sharedOf, workOf } from '../../src/decide/population.js';
import { prepare } from '../../src/prepare/prepare.js';
import type { Network } from '../../src/probe/schema.js';
import type { Table } from '../../src/profile/table.js';
import { classProbabilities, stepProbabilities } from '../../src/refine/predictions.js';
import type { Settings } from '../../src/settings/slots.js';
import { binarySettings } from '../fixtures/recommendation.js';

const rows = 40;
const gap = (row: number): number => (row % 5 === 1 ? row : Number.NaN);
/** Gaps make the first number two inputs; the second category level makes three of the category. */
const table: Table = {
  rows,
  columns: [
    { name: 'a', kind: 'numeric', values: Float64Array.from({ length: rows }, (_, row) => gap(row)) },
    {
      name: 'b',
      kind: 'categorical',
      levels: ['x', 'y', 'z'],
      codes: Int32Array.from({ length: rows }, (_, row) => row % 3),
    },
    { name: 'c', kind: 'boolean', values: Float64Array.from({ length: rows }, (_, row) => row % 2) },
    { name: 'd', kind: 'numeric', values: Float64Array.from({ length: rows }, (_, row) => row * row) },
  ],
  target: { columns: ['y'], labels: ['no', 'yes'], codes: Int32Array.from({ length: rows }, (_, row) => row % 2) },
  duplicateOf: Int32Array.from({ length: rows }, (_, row) => row),
};
const fold = { train: Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7), validation: Int32Array.of(8, 9, 10, 11), repeat: 0 };
const recipe: Settings = {
  ...binarySettings,
  hiddenLayers: 2,
  hiddenUnits: 4,
  missingValues: 'medianWithIndicator',
  numericEmbedding: { kind: 'periodic', size: 4, sigma: 0.2 },
  inputScale: true,
  activationParametric: true,
};
const matrices = prepare(table, [fold], recipe);

it('a network embeds the inputs that hold numbers, and only those', () => {
  expect(matrices.inputs).toBe(7);
  expect(networkOf(recipe, matrices)).toEqual({
    inputs: 7,
    outputs: 1,
    hidden: [4, 4],
    activation: recipe.hiddenActivation,
    parametric: true,
    inputScale: true,
    embedding: { inputs: [0, 6], frequencies: 16, size: 3, sigma: 0.2 },
  });
});

it.each<[string, Partial<Settings>]>([
  ['a linear model', { hiddenLayers: 0 }],
  ['settings without one', { numericEmbedding: { kind: 'none' } }],
  ['an embedding of the number alone', { numericEmbedding: { kind: 'periodic', size: 1 } }],
])('%s has no embedding', (_, over) => {
  expect(networkOf({ ...recipe, ...over }, matrices).embedding).toBeUndefined();
});

it.each<[string, Partial<Settings>, Pick<Network, 'normalization' | 'residual'>]>([
  [
    'normalised units and skip connections',
    { normalization: 'batch', residual: true },
    { normalization: 'batch', residual: true },
  ],
  ['no normalisation by name', { normalization: 'none', residual: false }, {}],
  [
    'a single hidden layer, over which nothing skips',
    { hiddenLayers: 1, normalization: 'layer', residual: true },
    { normalization: 'layer' },
  ],
  ['no hidden layer, and nothing to normalise', { hiddenLayers: 0, normalization: 'layer', residual: true }, {}],
])('a network has %s', (_, over, expected) => {
  const { normalization, residual } = networkOf({ ...recipe, ...over }, matrices);
  expect({ normalization, residual }).toEqual(expected);
});

it('an embedding is work, and so is normalisation', () => {
  // So many members that arithmetic counts, not dispatch.
  const work = (over: Partial<Settings>): number =>
    workOf(sharedOf({ ...recipe, ...over }, matrices, 0), { members: 1e6, rows: 64 });
  expect(work({})).toBeGreaterThan(work({ numericEmbedding: { kind: 'none' } }));
  // Far more than what as many numbers a unit, the shares of its activation, are.
  const added = work({ normalization: 'layer' }) - work({});
  const shares = work({}) - work({ activationParametric: false });
  expect(added).toBeGreaterThan(2 * shares);
});

it('has the loss of its outputs, with what the settings leave open as the papers say', () => {
  const focal = sharedOf({ ...recipe, loss: 'focal', focalGamma: 1, focalAlpha: 0.4 }, matrices, 0);
  expect(focal).toMatchObject({ loss: 'binaryFocal', focalGamma: 1, focalAlpha: 0.4 });
  const open = sharedOf({ ...recipe, loss: 'focal', focalGamma: null, focalAlpha: null }, matrices, 0);
  expect(open).toMatchObject({ focalGamma: 2, focalAlpha: 0.25 });
  expect(sharedOf({ ...recipe, loss: 'categoricalCrossentropy' }, matrices, 0).loss).toBe('binaryCrossentropy');
});

it('starts at the shares of the training rows, whatever the loss', () => {
  const codes = Int32Array.from({ length: rows }, (_, row) => [0, 0, 0, 1, 1, 2, 2, 2][row] ?? 0);
  const three: Table = { ...table, target: { columns: ['y'], labels: ['1', '2', '3'], codes } };
  const biasOf = (settings: Settings): readonly number[] =>
    sharedOf(settings, prepare(three, [fold], settings), 0).outputBias[0] ?? [];
  const prior = { ...recipe, outputBias: 'prior' } as const;
  // Of eight rows 3, 2 and 3, with half a row added to each class.
  const classes = classProbabilities(
    biasOf({ ...prior, task: 'multiclass', loss: 'sparseCategoricalCrossentropy', outputActivation: 'softmax' }),
    3,
  );
  const ordered = stepProbabilities(
    biasOf({ ...prior, task: 'ordinal', loss: 'ordinalCrossentropy', outputActivation: 'sigmoid' }),
    2,
  );
  for (const shares of [classes, ordered])
    [3.5, 2.5, 3.5].forEach((count, k) => expect(shares[k]).toBeCloseTo(count / 9.5, 12));
});

it('a network looks up what has become codes, behind its numbers', () => {
  const settings: Settings = {
    ...recipe,
    categoricalEncoding: { oneHotUpTo: 2, embeddingSize: 5, maxLevels: 100 },
  };
  const coded = prepare(table, [fold], settings);
  expect(networkOf(settings, coded)).toMatchObject({
    inputs: 5,
    embedding: { inputs: [0, 3] },
    categories: { levels: [4], size: 5 },
  });
  expect(networkOf(recipe, matrices).categories).toBeUndefined();
});

it('a table costs less than as many weights', () => {
  const work = (embeddingSize: number, hiddenUnits: number): number => {
    const settings = { ...recipe, hiddenUnits, categoricalEncoding: { oneHotUpTo: 2, embeddingSize, maxLevels: 100 } };
    const coded = prepare(table, [fold], settings);
    return workOf(sharedOf(settings, coded, 0), { members: 1e6, rows: 64 });
  };
  expect(work(6, 4)).toBeGreaterThan(work(5, 4));
  // Four numbers more in the table and four weights more of the first layer, but four weights fewer behind the numbers.
  expect(work(6, 4) - work(5, 4)).toBeLessThan(work(5, 5) - work(5, 4));
});
