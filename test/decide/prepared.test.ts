import { expect, it } from 'vitest';
import { PreparedData } from '../../src/decide/prepared.js';
import { partition } from '../../src/prepare/folds.js';
import type { Settings } from '../../src/settings/slots.js';
import { multiclassSettings, numberSettings } from './models.js';
import { idlePool, mixedTable } from './tables.js';

const table = mixedTable(24);
const search = partition(table, multiclassSettings, 0);
const prepared = () => new PreparedData({ table, folds: { search, rest: [], refit: [], half: [] }, pool: idlePool });
const ordered: Settings = {
  ...multiclassSettings,
  task: 'ordinal',
  loss: 'ordinalCrossentropy',
  outputActivation: 'sigmoid',
};

it.each<[string, Settings, string, number]>([
  ['classes', multiclassSettings, 'classes', 3],
  ['ordered classes', ordered, 'steps', 2],
  ['ordered classes under another loss', { ...ordered, loss: 'categoricalCrossentropy' }, 'classes', 3],
  ['a quantity', numberSettings, 'quantity', 1],
  ['a count', { ...numberSettings, outputActivation: 'exponential' }, 'rate', 1],
  ['a share', { ...numberSettings, outputActivation: 'sigmoid' }, 'classes', 1],
])('%s are scored by what their outputs mean', (_, settings, kind, outputs) => {
  expect(prepared().of(settings).scheme).toMatchObject({ kind, outputs });
});

it('matrices are shared by settings that do not change them, and steps are not classes', () => {
  const data = prepared();
  expect(data.of({ ...multiclassSettings, dropout: 0.5 })).toBe(data.of(multiclassSettings));
  expect(data.of({ ...ordered, loss: 'categoricalCrossentropy' })).not.toBe(data.of(ordered));
});
