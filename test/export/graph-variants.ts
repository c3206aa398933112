import type { Table } from '../../src/profile/table.js';
import { createRandom } from '../../src/random.js';
import type { Settings } from '../../src/settings/slots.js';
import { multiclassSettings, numberSettings } from '../decide/models.js';
import { mixedTable } from '../decide/tables.js';

/** Columns of each kind, with gaps, a level that no row has, and numbers far out. */
function variedTable(rows: number): Table {
  const random = createRandom(3, 'varied');
  const plain = mixedTable(rows);
  const numbers = (scale: number): Float64Array =>
    Float64Array.from({ length: rows }, () => (random() < 0.2 ? Number.NaN : (random() - 0.3) * scale));
  const codes = (levels: number): Int32Array =>
    Int32Array.from({ length: rows }, () => Math.floor(random() * levels) - 1);
  return {
    ...plain,
    columns: [
      { name: 'town', kind: 'categorical', levels: ['a', 'b', 'c', 'd', 'e', 'f', 'never'], codes: codes(7) },
      ...plain.columns,
      { name: 'wide', kind: 'numeric', values: numbers(1e5) },
      { name: 'flag', kind: 'boolean', values: numbers(1).map((value) => (value > 0 ? 1 : Number(value === 0))) },
      { name: 'small', kind: 'numeric', values: numbers(1e-3) },
      { name: 'one', kind: 'numeric', values: new Float64Array(rows).fill(7) },
    ],
  };
}
export const table = variedTable(60);

export const deep = { hiddenLayers: 3, hiddenUnits: 5 } as const;
export const embedded = { oneHotUpTo: 3, embeddingSize: 3, maxLevels: 5 };
export const variants: readonly (readonly [string, Settings])[] = [
  ['classes', multiclassSettings],
  ['a number', numberSettings],
  ['standardised numbers', { ...numberSettings, numericScaling: 'standard' }],
  ['numbers squeezed smoothly', { ...numberSettings, numericScaling: 'robustSmoothClip' }],
  ['gaps that are marked', { ...numberSettings, missingValues: 'medianWithIndicator' }],
  ['gaps that follow from other numbers', { ...numberSettings, missingValues: 'regressionWithIndicator' }],
  [
    'bins of such numbers',
    {
      ...numberSettings,
      missingValues: 'regressionWithIndicator',
      numericEmbedding: { kind: 'piecewiseLinear', size: 6 },
    },
  ],
  ['bins of numbers', { ...numberSettings, numericEmbedding: { kind: 'piecewiseLinear', size: 6 } }],
  ['periodic numbers', { ...numberSettings, numericEmbedding: { kind: 'periodic', size: 4, sigma: 0.3 } }],
  [
    'vectors of categories and periodic numbers',
    {
      ...multiclassSettings,
      categoricalEncoding: embedded,
      numericEmbedding: { kind: 'periodic', size: 3, sigma: 0.2 },
    },
  ],
  ['rare levels that share an input', { ...numberSettings, categoricalEncoding: { ...embedded, oneHotUpTo: 9 } }],
  ['a factor for each input', { ...numberSettings, inputScale: true }],
  ['layer normalisation', { ...multiclassSettings, ...deep, normalization: 'layer' }],
  ['parametric activations', { ...numberSettings, ...deep, hiddenActivation: 'mish', activationParametric: true }],
  ...(['relu', 'leakyRelu', 'tanh', 'sigmoid', 'elu', 'selu', 'silu', 'gelu', 'mish'] as const).map(
    (hiddenActivation) => [hiddenActivation, { ...numberSettings, ...deep, hiddenActivation }] as const,
  ),
  ['no hidden layer', { ...numberSettings, hiddenLayers: 0, hiddenUnits: null, hiddenActivation: null }],
  ['the logarithm of a target', { ...numberSettings, targetTransform: 'log1p' }],
  ['a target within what was seen', { ...numberSettings, predictionRange: 'seen' }],
  ['counts', { ...numberSettings, loss: 'poisson', outputActivation: 'exponential', targetTransform: null }],
  [
    'ordered classes',
    {
      ...multiclassSettings,
      task: 'ordinal',
      loss: 'ordinalCrossentropy',
      outputActivation: 'sigmoid',
      outputUnits: 2,
    },
  ],
];
