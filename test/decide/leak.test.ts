import { expect, it } from 'vitest';
import { configurationOf, sharedOf } from '../../src/decide/population.js';
import { partition } from '../../src/prepare/folds.js';
import { prepare } from '../../src/prepare/prepare.js';
import { loadBackend } from '../../src/probe/backend.js';
import { uploadData } from '../../src/probe/device-data.js';
import { trainPopulation } from '../../src/probe/train.js';
import type { Table } from '../../src/profile/table.js';
import { createNormal, createRandom } from '../../src/random.js';
import type { Settings } from '../../src/settings/slots.js';
import { binarySettings } from '../fixtures/recommendation.js';

const { tf } = await loadBackend('native');
const ROWS = 60;
const random = createRandom(6, 'leak');
const normal = createNormal(random);
const codes = Int32Array.from({ length: ROWS }, () => Math.floor(2 * random()));
const measured = Float64Array.from(codes, (code) => code + normal());
/** Of no meaning in training, and with gaps there. */
const idle = Float64Array.from({ length: ROWS }, (_, row) => (row % 6 === 0 ? Number.NaN : normal()));
const letters = Int32Array.from({ length: ROWS }, () => Math.floor(3 * random()));

const settings: Settings = {
  ...binarySettings,
  hiddenLayers: 1,
  hiddenUnits: 6,
  batchSize: 8,
  epochs: 5,
  earlyStopping: null,
  dropout: 0.1,
  classWeights: 'balanced',
  initializer: 'dataDriven',
  missingValues: 'medianWithIndicator',
  numericEmbedding: { kind: 'piecewiseLinear', size: 4 },
  categoricalEncoding: { oneHotUpTo: 4, embeddingSize: 2, maxLevels: 100 },
  foldKind: 'stratified',
  folds: 3,
  foldRepeats: 1,
};

/** A number and a category that are as drawn in the rows that the first fold trains on, and given in those that it validates. */
function planted(number: (row: number) => number, level: (row: number) => number): Table {
  const table: Table = {
    rows: ROWS,
    columns: [{ name: 'measured', kind: 'numeric', values: measured }],
    target: { columns: ['y'], labels: ['no', 'yes'], codes },
    duplicateOf: Int32Array.from(codes.keys()),
  };
  const isHeld = new Set(partition(table, settings, 0)[0]?.validation);
  const values = idle.map((value, row) => (isHeld.has(row) ? number(row) : value));
  const levels = letters.map((code, row) => (isHeld.has(row) ? level(row) : code));
  const columns = [
    { name: 'number', kind: 'numeric', values },
    { name: 'level', kind: 'categorical', levels: ['a', 'b', 'c'], codes: levels },
  ] as const;
  return { ...table, columns: [...table.columns, ...columns] };
}

/** The first fold's member after its last step, and what it says of the rows that it validates. */
async function memberOf(table: Table, over: Partial<Settings>) {
  const all = { ...settings, ...over };
  const matrices = prepare(table, partition(table, all, 0).slice(0, 1), all);
  const folds = matrices.folds.map(({ fold, x, y, rowWeights }) => ({ ...fold, x, y, rowWeights }));
  const device = uploadData(tf, { ...matrices, folds });
  const population = {
    ...sharedOf(all, matrices, 0),
    keepsLast: true,
    halving: false,
    configurations: [configurationOf('a', all)],
  };
  const { configurations } = await trainPopulation({ tf, data: device, population, elapsed: () => 0 });
  device.dispose();
  return { weights: configurations[0]?.weights, outputs: configurations[0]?.outOfFold };
}

it.each<[string, Partial<Settings>]>([
  ['robust scales and bins', {}],
  ['gaps filled from the other numbers', { missingValues: 'regression' }],
  ['gaps filled from the other numbers and marked', { missingValues: 'regressionWithIndicator' }],
  ['periodic vectors of numbers', { numericEmbedding: { kind: 'periodic', size: 3, sigma: 0.1 } }],
  ['deviations from the mean', { numericScaling: 'standard', numericEmbedding: { kind: 'none' } }],
  [
    'normal scores and vectors of categories',
    {
      numericScaling: 'quantileNormal',
      numericEmbedding: { kind: 'none' },
      categoricalEncoding: { oneHotUpTo: 2, embeddingSize: 2, maxLevels: 100 },
    },
  ],
])(
  'a member learns the same to the bit, whatever a column holds in its validation rows alone, as of the target: %s',
  async (_, over) => {
    const copy = await memberOf(
      planted(
        (row) => codes[row] ?? 0,
        (row) => codes[row] ?? 0,
      ),
      over,
    );
    const opposite = await memberOf(
      planted(
        (row) => 1e6 * (1 - (codes[row] ?? 0)),
        (row) => 2 - (codes[row] ?? 0),
      ),
      over,
    );
    expect(copy.weights?.length).toBeGreaterThan(20);
    expect(copy.weights).toEqual(opposite.weights);
    // The columns are read all the same.
    expect(copy.outputs).not.toEqual(opposite.outputs);
  },
);
