import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportPytorch } from '../../src/export/pytorch.js';
import { inputOf, tableText, variants } from '../fixtures/script-variants.js';
import { hostileFolder } from './hostile.js';
import { runPython } from './python.js';
import { expectScored } from './scored.js';

/** A Python with PyTorch, pandas and scikit-learn; without it these tests are skipped. */
const python = process.env['PYTORCH_PYTHON'];
const minutes = 60_000;

describe.skipIf(python === undefined)('the exported script, run by PyTorch', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sextant-pytorch-run-'));
    writeFileSync(join(folder, 'table.csv'), tableText());
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(variants)('$name trains, scores and saves', { timeout: 5 * minutes }, (variant) => {
    const script = exportPytorch(inputOf(variant));
    writeFileSync(join(folder, `${variant.name}.py`), script);
    expectScored(runPython(python ?? '', ['-W', 'error', `${variant.name}.py`], folder), variant);
  });

  it('runs nothing of what data hold', { timeout: 5 * minutes }, async () => {
    const hostile = await hostileFolder('pytorch');
    const { status, output } = runPython(python ?? '', [hostile.fileName], hostile.folder);
    expect(status, output).toBe(0);
    expect(hostile.wasRun()).toBe(false);
    rmSync(hostile.folder, { recursive: true });
  });
});
