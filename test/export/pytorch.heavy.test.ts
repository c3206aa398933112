import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { exportPytorch } from '../../src/export/pytorch.js';
import { inputOf, tableText, variants } from '../fixtures/script-variants.js';
import { environmentTimeoutMs } from '../../scripts/generators/python/environment.js';
import { canRunPytorch, pytorchPython, runPython } from './python.js';
import { expectScored } from './scored.js';

const minutes = 60_000;

describe.skipIf(!canRunPytorch)('the exported script, run by PyTorch', () => {
  let [folder, python] = ['', ''];
  beforeAll(async () => {
    python = await pytorchPython();
    folder = mkdtempSync(join(tmpdir(), 'sextant-pytorch-run-'));
    writeFileSync(join(folder, 'table.csv'), tableText());
  }, environmentTimeoutMs);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(variants)('$name trains, scores and saves', { timeout: 5 * minutes }, (variant) => {
    const script = exportPytorch(inputOf(variant));
    writeFileSync(join(folder, `${variant.name}.py`), script);
    expectScored(runPython(python, ['-W', 'error', `${variant.name}.py`], folder), variant);
  });
});
