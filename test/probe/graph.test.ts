import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadBackend } from '../../src/probe/backend.js';
import { uploadData } from '../../src/probe/device-data.js';
import { initialParameters } from '../../src/probe/initialize.js';
import { nativeBackend } from '../../src/probe/native-backend.js';
import { createProgram } from '../../src/probe/program.js';
import { savedGraph } from '../../src/probe/saved-graph.js';
import type { Network, Population, TrainingData } from '../../src/probe/schema.js';
import { compile } from '../../src/probe/tape.js';
import {
  activationNames,
  configurationOf,
  drawnAndDecayed,
  heldTensors,
  loadedGraphs,
  lossNames,
  networkOf,
  optimizerOf,
  populationOf,
  randomData,
  withCategory,
  withRowWeights,
} from './builders.js';

// With oneDNN, which TensorFlow has on by itself on some processors, softmax has other last bits in a graph: there replays go on.
process.env['TF_ENABLE_ONEDNN_OPTS'] = '0';
const { tf } = await loadBackend('native');
beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

/** The same modules, in which the first replay loads the graph. */
async function loadingAtOnce() {
  vi.resetModules();
  vi.doMock('../../src/probe/graph.js', async (original) => ({
    ...(await original<typeof import('../../src/probe/graph.js')>()),
    REPLAYS_TO_LOAD: 0,
  }));
  const { createProgram: create } = await import('../../src/probe/program.js');
  const { compile: compileTo } = await import('../../src/probe/tape.js');
  return { create, compileTo };
}
const { create: createWithGraphs, compileTo } = await loadingAtOnce();
afterAll(() => vi.doUnmock('../../src/probe/graph.js'));

const parts: readonly Partial<Network>[] = [
  { normalization: 'batch' },
  { normalization: 'layer' },
  { residual: true, parametric: true },
  { inputScale: true, categories: { levels: [4], size: 2 } },
  { embedding: { inputs: [0, 1], frequencies: 3, size: 2, sigma: 0.1 } },
];
/** Of one operation, and of several whose order TensorFlow would change. */
const activationsOfParts = ['relu', 'silu', 'mish'] as const;

/** Parameters after four steps, and what is evaluated then, with how many graphs stood behind it. */
function trained(create: typeof createProgram, data: TrainingData, population: Population) {
  const device = uploadData(tf, data);
  const program = create(tf, population, device);
  const folds = data.folds.length;
  const start = initialParameters(population, folds);
  const { configurations } = population;
  const learner = program.start(Float32Array.from(configurations.flatMap(() => Array.from(start))));
  const before = loadedGraphs(tf);
  for (let step = 0; step < 4; step++) {
    const rows = Int32Array.from({ length: folds * population.batchSize }, (_, i) => (i * 7 + step) % 40);
    program.step({ learner, configurations, rows, step, t: step / 4, isObserved: true });
  }
  const evaluated = [0, 1, 2].map(() => program.evaluate(learner.parameters, device.validation));
  const graphs = loadedGraphs(tf) - before;
  const tensors = [learner.parameters, ...evaluated.flatMap(({ losses, outputs }) => [losses, outputs])];
  const values = tensors.map((tensor) => Buffer.from(tensor.dataSync().buffer).toString('base64'));
  program.dispose();
  learner.dispose();
  device.dispose();
  return { values, graphs };
}

const randomOf = (loss: Population['loss']): TrainingData =>
  withCategory(withRowWeights(randomData({ rows: 61, folds: 3, outputs: 3, loss })), 4);

describe('a program whose recordings are run as graphs gives the same to the bit', () => {
  const same = (loss: Population['loss'], network: Partial<Network>): void => {
    const data = randomOf(loss);
    for (const drawn of [{}, drawnAndDecayed]) {
      const population: Population = {
        ...populationOf(data, { loss, network: networkOf(data, { hidden: [5, 5], ...network }) }),
        optimizer: optimizerOf({ name: 'adam' }),
        batchSize: 8,
        gradientClipNorm: 0.5,
        configurations: [configurationOf('a', drawn), configurationOf('b', { ...drawn, learningRate: 0.02 })],
      };
      const plain = trained(createProgram, data, population);
      const graphs = trained(createWithGraphs, data, population);
      expect(plain.graphs).toBe(0);
      expect(graphs.graphs).toBe(2);
      expect(graphs.values).toEqual(plain.values);
    }
    expect(loadedGraphs(tf)).toBe(0);
  };
  it.each(lossNames)('under the loss %s', (loss) => same(loss, {}));
  it.each(activationNames)('with %s', (activation) => same('categoricalCrossentropy', { activation }));
  describe.each(parts)('with %o', (part) => {
    it.each(activationsOfParts)('and %s', (activation) => same('categoricalCrossentropy', { ...part, activation }));
  });
});

describe('the file of a graph', () => {
  it("has whole numbers in Protocol Buffers' wire format", () => {
    const bytes = savedGraph([
      {
        name: 'n',
        operation: 'O',
        inputs: [],
        attributes: [150, -2].map((int) => ({ name: `${int}`, value: { int } })),
      },
    ]);
    const hex = Buffer.from(bytes).toString('hex');
    // The documentation's example, and two's complement of 64 bits: field 3 of an attribute's value, whose length stands before.
    expect(hex).toContain('1203189601');
    expect(hex).toContain('120b18feffffffffffffffff01');
  });
});

describe('a recording that is run as a graph', () => {
  /** Whole numbers below zero and beyond a byte, truth values, a number of several digits, and an operation with two outputs. */
  const mixed = ({ a }: { readonly a: Tensor }): { readonly b: Tensor; readonly c: Tensor } => {
    const [left, right] = tf.split(
      tf.pad(
        a,
        [
          [0, 0],
          [100, 200],
        ],
        -1.25,
      ),
      [150, 154],
      1,
    );
    const chosen = tf.where(tf.tensor1d([true, false, true], 'bool'), tf.sum(left ?? a, -1), tf.mean(right ?? a, -1));
    return { b: tf.leakyRelu(tf.sub(chosen, 0.1), 0.3), c: tf.cast(tf.greater(a, 0), 'int32') };
  };
  const input = (seed: number): Tensor => tf.randomUniform([3, 4], -1, 1, 'float32', seed);
  const valuesOf = (tensors: { readonly b: Tensor; readonly c: Tensor }) => [
    Array.from(tensors.b.dataSync()),
    Array.from(tensors.c.dataSync()),
    tensors.c.dtype,
  ];

  it('gives what the function gives, and is unloaded with it', () => {
    const before = heldTensors(tf);
    const compiled = compileTo(tf, mixed);
    for (let seed = 0; seed < 4; seed++) {
      const a = input(seed);
      const [actual, expected] = [compiled.run({ a }), mixed({ a })];
      expect(valuesOf(actual)).toEqual(valuesOf(expected));
      expect(loadedGraphs(tf)).toBe(Math.min(seed, 1));
      tf.dispose([a, ...Object.values(actual), ...Object.values(expected)]);
    }
    compiled.dispose();
    expect(loadedGraphs(tf)).toBe(0);
    tf.engine().endScope();
    tf.engine().startScope();
    expect(heldTensors(tf)).toBe(before);
  });

  it('is loaded when replays were many, and not before', () => {
    const compiled = compile(tf, mixed);
    const a = input(1);
    for (let run = 0; run < 81; run++) tf.dispose(compiled.run({ a }));
    expect(loadedGraphs(tf)).toBe(0);
    tf.dispose(compiled.run({ a }));
    expect(loadedGraphs(tf)).toBe(1);
    compiled.dispose();
  });

  it('is unloaded when a run of it fails, and replayed from then on', () => {
    const outside = input(2);
    const compiled = compileTo(tf, ({ a }: { readonly a: Tensor }) => ({ b: tf.mul(tf.add(a, 1), outside) }));
    const a = input(3);
    for (let run = 0; run < 3; run++) compiled.run({ a });
    expect(loadedGraphs(tf)).toBe(1);
    outside.dispose();
    expect(() => compiled.run({ a })).toThrow(/tensor/i);
    expect(loadedGraphs(tf)).toBe(0);
    expect(() => compiled.run({ a })).toThrow(/tensor/i);
    compiled.dispose();
  });

  it('leaves no file behind, and is replayed where none can be written', () => {
    const [folder, usual] = [mkdtempSync(join(tmpdir(), 'graphs-')), process.env['TMPDIR']];
    const a = input(1);
    const expected = valuesOf(mixed({ a }));
    const runThrice = () => {
      const compiled = compileTo(tf, mixed);
      compiled.run({ a });
      compiled.run({ a });
      const values = valuesOf(compiled.run({ a }));
      const graphs = loadedGraphs(tf);
      compiled.dispose();
      return { values, graphs };
    };
    try {
      process.env['TMPDIR'] = folder;
      expect(runThrice()).toEqual({ values: expected, graphs: 1 });
      expect(readdirSync(folder)).toEqual([]);
      process.env['TMPDIR'] = join(folder, 'nowhere');
      expect(runThrice()).toEqual({ values: expected, graphs: 0 });
    } finally {
      if (usual === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = usual;
      rmSync(folder, { recursive: true, force: true });
    }
    expect(existsSync(folder)).toBe(false);
  });

  it('is not run where it gives another last bit, in that process', () => {
    const native = nativeBackend(tf);
    if (!native) throw new Error('not the native backend');
    const of = native.binding;
    const a = input(1);
    const expected = valuesOf(mixed({ a }));
    let runs = 0;
    const other: typeof of = Object.create(of, {
      runSavedModel: {
        value: (...given: Parameters<typeof of.runSavedModel>) => {
          runs++;
          const [b, c] = of.runSavedModel(...given);
          if (!b || !c) throw new Error('no results');
          const values = Float32Array.from(mixed({ a }).b.dataSync());
          values[0] = (values[0] ?? 0) * (1 + 2 ** -22);
          return [{ ...b, id: of.createTensor(b.shape, of.TF_FLOAT, values) }, c];
        },
      },
    });
    native.binding = other;
    try {
      for (let compilation = 0; compilation < 2; compilation++) {
        const compiled = compileTo(tf, mixed);
        for (let run = 0; run < 4; run++) expect(valuesOf(compiled.run({ a }))).toEqual(expected);
        compiled.dispose();
      }
    } finally {
      native.binding = of;
    }
    expect(runs).toBe(1);
    expect(loadedGraphs(tf)).toBe(0);
  });
});
