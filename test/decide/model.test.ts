import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { numbersOf } from '../../src/decide/decode.js';
import { loadModel, type Model, predictTable, saveModel } from '../../src/decide/model.js';
import { parametersOf } from '../../src/probe/layout.js';
import type { FeatureColumn } from '../../src/profile/table.js';
import { createBench } from './context.js';
import { firstPart, multiclassSettings, numberSettings, untrainedModel, withPart } from './models.js';
import { mixedTable } from './tables.js';

const bench = createBench();
const table = mixedTable(24);
const classes = untrainedModel(table, multiclassSettings);
const number = untrainedModel(table, numberSettings);
const withLabelValues = (model: Model, labelValues: readonly number[]): Model => ({
  ...model,
  schema: { ...model.schema, target: { ...model.schema.target, labelValues } },
});
/** Four rows with the values of one row, but for numbers that are as large and as small as they come. */
const farOut = (column: FeatureColumn): FeatureColumn => {
  if (column.kind === 'categorical') return { ...column, codes: new Int32Array(4) };
  if (column.kind === 'boolean') return { ...column, values: new Float64Array(4) };
  return { ...column, values: Float64Array.of(1e308, -1e308, 1e39, -1e39) };
};

describe('a saved model', () => {
  it.each([
    ['classes', classes],
    ['a number', number],
    ['labels that are numbers', withLabelValues(classes, [1, 2, 3])],
    ['quantiles', untrainedModel(table, { ...multiclassSettings, numericScaling: 'quantileNormal' })],
    [
      'ordered classes',
      untrainedModel(table, {
        ...multiclassSettings,
        task: 'ordinal',
        loss: 'ordinalCrossentropy',
        outputActivation: 'sigmoid',
        outputUnits: 2,
      }),
    ],
    ['normal scores of the target', untrainedModel(table, { ...numberSettings, targetTransform: 'quantile' })],
    [
      'rare levels that share an input',
      untrainedModel(table, {
        ...numberSettings,
        categoricalEncoding: { oneHotUpTo: 5, embeddingSize: 2, maxLevels: 2 },
      }),
    ],
    [
      'vectors of categories',
      untrainedModel(table, {
        ...numberSettings,
        categoricalEncoding: { oneHotUpTo: 2, embeddingSize: 2, maxLevels: 2 },
        numericEmbedding: { kind: 'periodic', size: 4, sigma: 0.1 },
      }),
    ],
    [
      'batch normalisation, with its moments',
      untrainedModel(table, { ...numberSettings, hiddenLayers: 2, normalization: 'batch', residual: true }),
    ],
    [
      'no hidden layer',
      untrainedModel(table, { ...numberSettings, hiddenLayers: 0, hiddenUnits: null, hiddenActivation: null }),
    ],
  ])('of %s is loaded as it was', async (name, model) => {
    const folder = join(bench.folder, name);
    await saveModel(model, folder);
    expect(await loadModel(folder)).toEqual(model);
    expect(readdirSync(folder).toSorted()).toEqual(['model.json', 'weights.bin']);
    expect(statSync(join(folder, 'weights.bin')).size).toBe(4 * 2 * parametersOf(firstPart(model).network));
  });

  it('keeps its weights as little-endian numbers of four bytes', async () => {
    const folder = join(bench.folder, 'bytes');
    await saveModel(classes, folder);
    const bytes = readFileSync(join(folder, 'weights.bin'));
    expect(bytes.readFloatLE(4)).toBe(firstPart(classes).weights[1]);
  });

  it('is written over the one before', async () => {
    const folder = join(bench.folder, 'twice');
    await saveModel(classes, folder);
    await saveModel(number, folder);
    expect(await loadModel(folder)).toEqual(number);
    expect(readdirSync(bench.folder).filter((name) => name.startsWith('twice'))).toEqual(['twice']);
  });

  it('is written to a folder that is named with a slash, or by a link', async () => {
    const folder = join(bench.folder, 'slash');
    await saveModel(classes, `${folder}/`);
    expect(await loadModel(folder)).toEqual(classes);
    const link = join(bench.folder, 'link to slash');
    symlinkSync(folder, link);
    await saveModel(number, link);
    expect(await loadModel(folder)).toEqual(number);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  it.each<[string, (folder: string) => void, RegExp]>([
    [
      'other files',
      (folder) => writeFileSync(join(folder, 'notes.txt'), 'mine'),
      /notes.*holds what is no model \("notes\.txt"\), which would be lost/,
    ],
    ['a folder', (folder) => mkdirSync(join(folder, 'src')), /"src"/],
    ['weights of another program', (folder) => writeFileSync(join(folder, 'weights.bin'), 'w'), /another model/],
    [
      'a model for TensorFlow.js',
      (folder) => {
        writeFileSync(join(folder, 'model.json'), '{"format":"graph-model","modelTopology":{}}');
        writeFileSync(join(folder, 'weights.bin'), 'w');
      },
      /another model/,
    ],
  ])('takes no place of a folder with %s', async (what, fill, says) => {
    const folder = join(bench.folder, `notes of ${what}`);
    mkdirSync(folder);
    fill(folder);
    const before = readdirSync(folder);
    await expect(saveModel(classes, folder)).rejects.toMatchObject({
      code: 'usage_invalid',
      message: expect.stringMatching(says),
    });
    expect(readdirSync(folder)).toEqual(before);
  });

  it('takes the place of an empty folder, and of no file', async () => {
    const empty = join(bench.folder, 'empty');
    mkdirSync(empty);
    await saveModel(classes, empty);
    expect(await loadModel(empty)).toEqual(classes);
    const file = bench.write('a-text', 'mine');
    await expect(saveModel(classes, file)).rejects.toMatchObject({ code: 'usage_invalid' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('that cannot be written says why, and leaves nothing behind', async () => {
    const file = bench.write('a-file', 'no folder');
    const saving = saveModel(classes, join(file, 'model'));
    await expect(saving).rejects.toMatchObject({ code: 'usage_invalid', message: expect.stringContaining('a-file') });
    expect(readdirSync(bench.folder).filter((name) => name.startsWith('a-file'))).toEqual(['a-file']);
  });
});

describe('predictions', () => {
  it('of classes are the mean of the members, and sum to 1', async () => {
    const plain = { ...classes, temperature: 1 };
    const all = await predictTable(plain, table, bench.pool());
    const { members, weights, network } = firstPart(plain);
    const size = parametersOf(network);
    const alone = await Promise.all(
      members.map((member, i) => {
        const own = { members: [member], weights: weights.slice(i * size, (i + 1) * size) };
        return predictTable(withPart(plain, own), table, bench.pool());
      }),
    );
    const [first, second] = alone;
    if (all.kind !== 'classes' || first?.kind !== 'classes' || second?.kind !== 'classes') throw new Error('classes');
    expect(all.probabilities).toHaveLength(24 * 3);
    all.probabilities.forEach((value, i) =>
      expect(value).toBeCloseTo(((first.probabilities[i] ?? 0) + (second.probabilities[i] ?? 0)) / 2, 12),
    );
    for (let row = 0; row < 24; row++) {
      expect(all.probabilities.subarray(3 * row, 3 * row + 3).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    }
    expect(Array.from(first.probabilities)).not.toEqual(Array.from(second.probabilities));
  });

  it('of numbers follow the line of the model, within what its members have seen, also when loaded', async () => {
    const free = withPart(number, { settings: { ...numberSettings, predictionRange: 'none' } });
    const seen = withPart(number, { settings: { ...numberSettings, predictionRange: 'seen' } });
    const of = async (one: Model) => numbersOf(await predictTable(one, table, bench.pool()));
    const line = { intercept: 3, slope: -2 };
    const plain = await of(free);
    expect(await of({ ...free, line })).toEqual(plain.map((value) => 3 - 2 * value));
    const kept = await of({ ...seen, line: { intercept: 1e6, slope: 0 } });
    const [highest] = Float64Array.from(table.target.values ?? [])
      .sort()
      .reverse();
    expect(new Set(kept)).toEqual(new Set([highest]));
    const folder = join(bench.folder, 'line');
    await saveModel({ ...number, line }, folder);
    expect(await loadModel(folder)).toEqual({ ...number, line });
  });

  it('are the mean of the parts by their shares, with the temperature of the whole', async () => {
    const other = untrainedModel(table, { ...multiclassSettings, hiddenUnits: 6, hiddenActivation: 'tanh' });
    const model = {
      ...classes,
      parts: [
        { ...firstPart(classes), share: 0.75 },
        { ...firstPart(other), share: 0.25 },
      ],
    };
    const of = async (one: Model) => {
      const predictions = await predictTable(one, table, bench.pool());
      if (predictions.kind !== 'classes') throw new Error('classes');
      return predictions.probabilities;
    };
    const [first, second, both, soft] = await Promise.all([
      of({ ...classes, temperature: 1 }),
      of({ ...other, temperature: 1 }),
      of({ ...model, temperature: 1 }),
      of({ ...model, temperature: 2 }),
    ]);
    both.forEach((value, i) => expect(value).toBeCloseTo(0.75 * (first[i] ?? 0) + 0.25 * (second[i] ?? 0), 12));
    const roots = Array.from(both.subarray(0, 3), Math.sqrt);
    const sum = roots.reduce((a, b) => a + b);
    roots.forEach((root, k) => expect(soft[k]).toBeCloseTo(root / sum, 12));
    const folder = join(bench.folder, 'two parts');
    await saveModel(model, folder);
    expect(await loadModel(folder)).toEqual(model);
  });

  it('of a level that training did not have are those of a missing one, and of the rare ones that were merged', async () => {
    const model = untrainedModel(table, {
      ...multiclassSettings,
      categoricalEncoding: { oneHotUpTo: 2, embeddingSize: 2, maxLevels: 2 },
    });
    const features = firstPart(model).members[0]?.features.columns ?? [];
    expect(features.map((column) => (column.kind === 'embedded' ? column.codes : 0))).toEqual([0, 0, 3]);
    const rows = (code: number) => ({
      ...table,
      rows: 1,
      columns: table.columns.map((column) =>
        column.kind === 'categorical'
          ? { ...column, codes: Int32Array.of(code) }
          : { ...column, values: Float64Array.of(1) },
      ),
    });
    const [unknown, blue, green, red] = await Promise.all(
      [-1, 0, 1, 2].map(async (code) => {
        const predictions = await predictTable(model, rows(code), bench.pool());
        return predictions.kind === 'classes' ? Array.from(predictions.probabilities) : [];
      }),
    );
    expect(red).toEqual(unknown);
    expect(blue).not.toEqual(unknown);
    expect(green).not.toEqual(unknown);
    expect(green).not.toEqual(blue);
  });

  it('are probabilities for values as far out as a file can hold', async () => {
    for (const numericScaling of ['standard', 'robustSmoothClip', 'quantileNormal'] as const) {
      const model = untrainedModel(table, { ...multiclassSettings, numericScaling });
      const far = { ...table, rows: 4, columns: table.columns.map(farOut) };
      const predictions = await predictTable(model, far, bench.pool());
      if (predictions.kind !== 'classes') throw new Error('classes');
      for (let row = 0; row < 4; row++) {
        const sum = predictions.probabilities.subarray(3 * row, 3 * row + 3).reduce((a, b) => a + b);
        expect(sum, numericScaling).toBeCloseTo(1, 12);
      }
      // What lies far above is not taken for what lies far below.
      expect(predictions.probabilities[0]).not.toBe(predictions.probabilities[3]);
    }
  });

  it('of a number stay in the range that was seen, where the settings say so', async () => {
    const within = await predictTable(
      withPart(number, { settings: { ...numberSettings, predictionRange: 'seen' } }),
      table,
      bench.pool(),
    );
    const free = await predictTable(
      withPart(number, { settings: { ...numberSettings, predictionRange: 'none' } }),
      table,
      bench.pool(),
    );
    if (within.kind !== 'numbers' || free.kind !== 'numbers') throw new Error('numbers');
    expect(within.values.every((value) => value >= 1 && value <= 3)).toBe(true);
    expect(free.values.some((value) => value < 1 || value > 3)).toBe(true);
  });
});

describe('a folder that does not hold a model', () => {
  const whole = join(bench.folder, 'whole');
  beforeAll(() => saveModel(classes, whole));
  let count = 0;
  /** A copy of the saved model, damaged. */
  const damaged = (damage: (folder: string) => void): string => {
    const folder = join(bench.folder, `damaged ${count++}`);
    mkdirSync(folder);
    for (const name of readdirSync(whole)) copyFileSync(join(whole, name), join(folder, name));
    damage(folder);
    return folder;
  };
  const described = (change: (description: Record<string, unknown>) => unknown) =>
    damaged((folder) => {
      const file = join(folder, 'model.json');
      const description: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'));
      writeFileSync(file, JSON.stringify({ ...description, ...Object(change(description)) }));
    });
  const { weights, ...part } = firstPart(classes);
  const [member] = part.members;
  const describedPart = (change: object) => described(() => ({ parts: [{ ...part, ...change }] }));
  const [size, isNew, colour] = member?.features.columns ?? [];
  const members = (over: object) => ({ parts: [{ ...part, members: [member, { ...member, ...over }] }] });
  const columns = (list: readonly unknown[]) => members({ features: { ...member?.features, columns: list } });

  it.each<[string, () => string, RegExp]>([
    ['no folder', () => join(bench.folder, 'absent'), /ENOENT/],
    ['no weights', () => damaged((folder) => rmSync(join(folder, 'weights.bin'))), /weights\.bin/],
    ['weights cut short', () => damaged((folder) => truncateSync(join(folder, 'weights.bin'), 100)), /100 bytes/],
    [
      'weights that are no numbers',
      () => damaged((folder) => writeFileSync(join(folder, 'weights.bin'), Buffer.alloc(4 * weights.length, 0xff))),
      /not a number/,
    ],
    ['no JSON', () => damaged((folder) => truncateSync(join(folder, 'model.json'), 40)), /JSON/],
    ['another JSON', () => damaged((folder) => writeFileSync(join(folder, 'model.json'), '[1]')), /model\.json/],
    ['another version', () => described(() => ({ version: 2 })), /\/version .*version 1/],
    ['no parts', () => described(() => ({ parts: [] })), /\/parts/],
    ['no members', () => describedPart({ members: [] }), /\/members/],
    ['shares that do not sum to 1', () => describedPart({ share: 0.5 }), /shares sum to 0\.5/],
    ['no settings', () => describedPart({ settings: null }), /\/settings/],
    [
      'an illegal setting',
      () => describedPart({ settings: { ...multiclassSettings, dropout: 2 } }),
      /\/settings\/dropout/,
    ],
    [
      'an unknown activation',
      () => describedPart({ network: { ...part.network, activation: 'step' } }),
      /\/network\/activation/,
    ],
    ...[[2], [0, 0], [1, 0], []].map((inputs): [string, () => string, RegExp] => [
      `embedded inputs ${JSON.stringify(inputs)} that are not the numeric ones`,
      () => describedPart({ network: { ...part.network, embedding: { inputs, frequencies: 2, size: 1, sigma: 0.1 } } }),
      /network\/embedding/,
    ]),
    ['a network of another size', () => describedPart({ network: { ...part.network, inputs: 99 } }), /99/],
    ['a network of other outputs', () => describedPart({ network: { ...part.network, outputs: 2 } }), /target/],
    ['a threshold without two labels', () => described(() => ({ threshold: 0.4 })), /threshold/],
    ['a temperature of zero', () => described(() => ({ temperature: 0 })), /\/temperature/],
    ['a column too few', () => described(() => columns([size, isNew])), /members\/1\/features/],
    ['columns in another order', () => described(() => columns([isNew, size, colour])), /members\/1\/features/],
    [
      'a column of another kind',
      () => described(() => columns([{ kind: 'boolean', name: 'size' }, isNew, colour])),
      /members\/1\/features/,
    ],
    [
      'a number that is none',
      () => described(() => columns([{ ...size, scale: null }, isNew, colour])),
      /columns\/0\/scale/,
    ],
    [
      'levels of another table',
      () => described(() => columns([size, isNew, { ...colour, seen: [true] }])),
      /members\/1\/features/,
    ],
    [
      'an input beyond the last',
      () => described(() => columns([size, isNew, { ...colour, inputOfLevel: [0, 1, 3] }])),
      /members\/1\/features/,
    ],
    [
      'codes of another table',
      () => described(() => columns([size, isNew, { kind: 'embedded', name: 'colour', codeOfLevel: [1], codes: 4 }])),
      /members\/1\/features/,
    ],
    [
      'a code beyond the last',
      () =>
        described(() => columns([size, isNew, { kind: 'embedded', name: 'colour', codeOfLevel: [1, 2, 4], codes: 4 }])),
      /members\/1\/features/,
    ],
    [
      'vectors for a column that has no codes',
      () => describedPart({ network: { ...part.network, categories: { levels: [4], size: 2 } } }),
      /network\/categories\/levels/,
    ],
    ['values of other labels', () => described(() => withLabelValues(classes, [1, 2])), /target\/labelValues/],
    [
      'labels of another table',
      () => described(() => members({ target: { kind: 'classes', labels: ['a', 'b', 'c'] } })),
      /members\/1\/target/,
    ],
    [
      'a schema without labels',
      () => described(() => ({ schema: { ...classes.schema, target: { columns: ['y'] } } })),
      /target/,
    ],
  ])('%s', async (_, make, reason) => {
    const folder = make();
    const error = await loadModel(folder).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'model_invalid', message: expect.stringMatching(reason) });
    expect(error).toMatchObject({ message: expect.stringContaining(folder) });
  });

  it('may hold members that this version does not know', async () => {
    expect(await loadModel(described(() => ({ madeBy: 'a later version' })))).toEqual(classes);
  });
});
