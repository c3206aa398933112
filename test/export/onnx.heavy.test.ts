import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canMakeEnvironments, environmentTimeoutMs, pythonWith } from '../../scripts/generators/python/environment.js';
import { predictTable } from '../../src/decide/model.js';
import { graphModelOf } from '../../src/export/graph-model.js';
import { createBench } from '../decide/context.js';
import { untrainedModel } from '../decide/models.js';
import { table, variants } from './graph-variants.js';
import { runPython } from './python.js';

/** What docs/how-to/model-in-javascript.md names. */
const packages = ['tf2onnx==1.17.0', 'tensorflow-cpu==2.21.0', 'onnxruntime==1.32.0', 'numpy==1.26.4'];

/** Converts the graph in each folder, and says how far its predictions are from those beside it. */
const program = `
import json, sys
import numpy as np, onnxruntime, tf2onnx.convert
for folder in sys.argv[1:]:
    sys.argv = ["convert", "--tfjs", f"{folder}/model.json", "--output", f"{folder}/model.onnx"]
    tf2onnx.convert.main()
    asked = json.load(open(f"{folder}/asked.json"))
    session = onnxruntime.InferenceSession(f"{folder}/model.onnx")
    kinds = {"numbers": np.float32, "codes": np.int32}
    rows = {i.name: np.array(asked[i.name], dtype=float).astype(kinds[i.name]) for i in session.get_inputs()}
    found = session.run([asked["output"]], rows)[0].reshape(-1)
    right = np.array(asked["expected"])
    print("off", folder, np.max(np.abs(found - right) / np.maximum(1, np.abs(right))))
`;

describe.skipIf(!canMakeEnvironments)('the graph of the final model, converted by tf2onnx', () => {
  const bench = createBench();
  const folder = mkdtempSync(join(tmpdir(), 'sextant-onnx-'));
  let python = '';
  beforeAll(async () => {
    python = await pythonWith(packages);
  }, environmentTimeoutMs);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The model and rows, with what Sextant predicts for them. */
  async function write(name: string, settings: (typeof variants)[number][1]): Promise<void> {
    const model = untrainedModel(table, settings);
    const { description, weights } = graphModelOf(model);
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'model.json'), description);
    writeFileSync(join(folder, name, 'weights.bin'), weights);
    const expected = await predictTable(model, table, bench.pool());
    const cellsOf = (isOf: (kind: string) => boolean): number[][] =>
      Array.from({ length: table.rows }, (_, row) =>
        table.columns
          .filter(({ kind }) => isOf(kind))
          .map((column) => (column.kind === 'categorical' ? column.codes[row] : column.values[row]) ?? Number.NaN),
      );
    const asked = {
      numbers: cellsOf((kind) => kind !== 'categorical'),
      codes: cellsOf((kind) => kind === 'categorical'),
      output: expected.kind === 'numbers' ? 'value' : 'probabilities',
      expected: Array.from(expected.kind === 'numbers' ? expected.values : expected.probabilities),
    };
    // JSON has no NaN; None becomes one.
    writeFileSync(join(folder, name, 'asked.json'), JSON.stringify(asked));
  }

  it('predicts as Sextant does in ONNX Runtime, in every form', { timeout: 900_000 }, async () => {
    const names = variants.map((_, index) => `model${index}`);
    for (const [index, [, settings]] of variants.entries()) await write(names[index] ?? '', settings);
    writeFileSync(join(folder, 'convert.py'), program);
    const { status, output } = runPython(python, ['convert.py', ...names], folder);
    expect(status, output.slice(-3000)).toBe(0);
    const off = [...output.matchAll(/^off (\w+) (\S+)$/gm)].map(([, name = '', value]) => ({
      name,
      off: Number(value),
    }));
    expect(off.map(({ name }) => name)).toEqual(names);
    expect(off.filter((one) => !(one.off < 2e-4)).map(({ name }) => variants[names.indexOf(name)]?.[0])).toEqual([]);
  });
});
