import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportPytorch } from '../../src/export/pytorch.js';
import { recommendationOf, schemaOf, tableText, variants } from '../fixtures/script-variants.js';
import { hostileFolder } from './hostile.js';
import { runPython } from './python.js';

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
    const script = exportPytorch({
      recommendation: recommendationOf(variant),
      schema: schemaOf(variant),
      file: 'table.csv',
      target: variant.target,
    });
    writeFileSync(join(folder, `${variant.name}.py`), script);
    const { status, output } = runPython(python ?? '', ['-W', 'error', `${variant.name}.py`], folder);
    expect(status, output).toBe(0);
    const primary = variant.settings.primaryMetric ?? 'accuracy';
    const scored = variant.name === 'multilabel' ? 'accuracy' : primary;
    expect(output).toMatch(new RegExp(`^${scored} -?\\d+\\.\\d{4}$`, 'm'));
  });

  it('runs nothing of what data hold', { timeout: 5 * minutes }, async () => {
    const hostile = await hostileFolder('pytorch');
    const { status, output } = runPython(python ?? '', [hostile.fileName], hostile.folder);
    expect(status, output).toBe(0);
    expect(hostile.wasRun()).toBe(false);
    rmSync(hostile.folder, { recursive: true });
  });
});
