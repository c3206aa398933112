import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-node';
import { afterAll, describe, expect, it } from 'vitest';
import { type Model, predictTable } from '../../src/decide/model.js';
import { graphModelOf } from '../../src/export/graph-model.js';
import type { FeatureTable } from '../../src/profile/table.js';
import { createBench } from '../decide/context.js';
import { firstPart, multiclassSettings, numberSettings, untrainedModel, withPart } from '../decide/models.js';
import { deep, embedded, table, variants } from './graph-variants.js';

const bench = createBench();
const folder = mkdtempSync(join(tmpdir(), 'sextant-graph-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let written = 0;
/** As a program would that has the two files alone. */
async function load(model: Model): Promise<tf.GraphModel> {
  const { description, weights } = graphModelOf(model);
  const name = join(folder, `model ${written++}`);
  mkdirSync(name);
  writeFileSync(join(name, 'model.json'), description);
  writeFileSync(join(name, 'weights.bin'), weights);
  return tf.loadGraphModel(`file://${join(name, 'model.json')}`);
}

function inputsOf({ columns, rows }: FeatureTable): Record<string, tf.Tensor> {
  const numbers = columns.flatMap((column) => (column.kind === 'categorical' ? [] : [column.values]));
  const codes = columns.flatMap((column) => (column.kind === 'categorical' ? [column.codes] : []));
  const tensorOf = (from: readonly ArrayLike<number>[], dtype: 'float32' | 'int32') =>
    tf.tensor2d(
      Array.from({ length: rows }, (_, row) => from.map((values) => values[row] ?? Number.NaN)),
      [rows, from.length],
      dtype,
    );
  return {
    ...(numbers.length > 0 && { numbers: tensorOf(numbers, 'float32') }),
    ...(codes.length > 0 && { codes: tensorOf(codes, 'int32') }),
  };
}

async function expectSame(model: Model, of: FeatureTable = table): Promise<void> {
  const [expected, loaded] = [await predictTable(model, of, bench.pool()), await load(model)];
  const inputs = inputsOf(of);
  const near = (found: tf.Tensor, values: ArrayLike<number>): void => {
    const all = found.dataSync();
    expect(all).toHaveLength(values.length);
    all.forEach((value, i) => {
      const right = values[i] ?? Number.NaN;
      expect(Math.abs(value - right)).toBeLessThan(2e-4 * Math.max(1, Math.abs(right)));
    });
  };
  if (expected.kind === 'numbers') return near(loaded.execute(inputs, 'value') as tf.Tensor, expected.values);
  const [probabilities, label] = loaded.execute(inputs, ['probabilities', 'label']) as [tf.Tensor, tf.Tensor];
  near(probabilities, expected.probabilities);
  const { classes, named } = expected;
  const most = (row: number): number => {
    const own = expected.probabilities.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(Math.max(...own));
  };
  expect(Array.from(label.dataSync())).toEqual(Array.from({ length: of.rows }, (_, row) => named?.[row] ?? most(row)));
}

describe('the final model as a graph of TensorFlow.js', () => {
  it.each(variants)('predicts as Sextant does: %s', async (_what, settings) => {
    await expectSame(untrainedModel(table, settings));
  });

  it('predicts as Sextant does: batch normalisation and skip connections', async () => {
    const model = untrainedModel(table, { ...numberSettings, ...deep, normalization: 'batch', residual: true });
    // Variances are positive.
    await expectSame(withPart(model, { weights: firstPart(model).weights.map(Math.abs) }));
  });

  it('of two classes names the second from the threshold on', async () => {
    const target = {
      columns: ['y'],
      labels: ['no', 'yes'],
      codes: Int32Array.from({ length: 60 }, (_, row) => row % 2),
    };
    const model = untrainedModel(
      { ...table, target },
      {
        ...multiclassSettings,
        task: 'binary',
        loss: 'binaryCrossentropy',
        outputActivation: 'sigmoid',
        outputUnits: 1,
      },
    );
    await expectSame(model);
    await expectSame({ ...model, threshold: 0.3 });
  });

  it('of a number whose values are labels as well gives the number', async () => {
    const model = untrainedModel(table, numberSettings);
    const { schema } = model;
    const read = { ...model, schema: { ...schema, target: { ...schema.target, labels: ['1', '2', '3'] } } };
    await expectSame(read);
    expect((await load(read)).metadata).not.toHaveProperty('labels');
  });

  it('blends parts, and keeps numbers on their line and in their range', async () => {
    const one = withPart(untrainedModel(table, { ...numberSettings, predictionRange: 'seen' }), { share: 0.7 });
    const other = { ...firstPart(untrainedModel(table, { ...numberSettings, ...deep })), share: 0.3 };
    await expectSame({ ...one, parts: [...one.parts, other], line: { intercept: -0.5, slope: 2 } });
  });

  it.each([
    ['numbers', 'numeric'],
    ['categories', 'categorical'],
    ['flags', 'boolean'],
  ] as const)('is fed what there is, where all columns are %s', async (_what, kind) => {
    const some = { ...table, columns: table.columns.filter((column) => column.kind === kind) };
    const model = untrainedModel(some, { ...numberSettings, categoricalEncoding: embedded });
    await expectSame(model, some);
    const inputs = (await load(model)).inputs.map(({ name }) => name);
    expect(inputs).toEqual([kind === 'categorical' ? 'codes' : 'numbers']);
  });

  it('takes levels that it does not know, and numbers that are as large and as small as they come', async () => {
    const model = untrainedModel(table, { ...numberSettings, numericScaling: 'robustSmoothClip' });
    const loaded = await load(model);
    const far = inputsOf({
      rows: 3,
      columns: table.columns.map((column) =>
        column.kind === 'categorical'
          ? { ...column, codes: Int32Array.of(-1, -1, -1) }
          : {
              ...column,
              values: column.kind === 'numeric' ? Float64Array.of(1e300, -1e300, Number.NaN) : new Float64Array(3),
            },
      ),
    });
    const values = (loaded.execute(far, 'value') as tf.Tensor).dataSync();
    expect(Array.from(values).every(Number.isFinite)).toBe(true);
  });

  it('tells what its columns and labels are', async () => {
    const loaded = await load(untrainedModel(table, multiclassSettings));
    expect(loaded.metadata).toMatchObject({
      numbers: [{ name: 'size', kind: 'numeric' }, { name: 'new', kind: 'boolean' }, { name: 'wide' }, {}, {}, {}],
      codes: [{ name: 'town', levels: ['a', 'b', 'c', 'd', 'e', 'f', 'never'] }, { name: 'colour' }],
      target: ['y'],
      labels: ['1', '2', '3'],
    });
    expect(loaded.outputs.map(({ name }) => name)).toEqual(['probabilities', 'label']);
  });

  it.each([1e60, 1e-60])('is refused for numbers about %d', (size) => {
    const columns = table.columns.map((column) =>
      column.kind === 'numeric' ? { ...column, values: column.values.map((value) => value * size) } : column,
    );
    const model = untrainedModel({ ...table, columns }, { ...numberSettings, numericScaling: 'robustSmoothClip' });
    expect(() => graphModelOf(model)).toThrow(/32 bits/);
  });

  it.each([
    ['numbers', { ...numberSettings, numericScaling: 'quantileNormal' }],
    ['the target', { ...numberSettings, targetTransform: 'quantile' }],
  ] as const)('is refused for normal scores of %s', (_what, settings) => {
    expect(() => graphModelOf(untrainedModel(table, settings))).toThrow(/normal scores/);
  });
});
