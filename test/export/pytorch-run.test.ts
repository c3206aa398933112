import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportPytorch } from '../../src/export/pytorch.js';
import { fewVariants, inputOf, tableText } from '../fixtures/script-variants.js';
import { hostileFolder } from './hostile.js';
import { hasPytorch, pytorchPython, runPython } from './python.js';
import { expectScored } from './scored.js';

describe.skipIf(!hasPytorch)('the exported script, run by PyTorch', () => {
  let [folder, python] = ['', ''];
  beforeAll(async () => {
    python = await pytorchPython();
    folder = mkdtempSync(join(tmpdir(), 'sextant-pytorch-run-'));
    writeFileSync(join(folder, 'table.csv'), tableText());
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(fewVariants)('$name trains, scores and saves', { timeout: 120_000 }, (variant) => {
    writeFileSync(join(folder, `${variant.name}.py`), exportPytorch(inputOf(variant)));
    expectScored(runPython(python, ['-W', 'error', `${variant.name}.py`], folder), variant);
  });

  it('runs nothing of what data hold', { timeout: 120_000 }, async () => {
    const hostile = await hostileFolder('pytorch');
    const { status, output } = runPython(python, [hostile.fileName], hostile.folder);
    expect(status, output).toBe(0);
    expect(hostile.wasRun()).toBe(false);
    rmSync(hostile.folder, { recursive: true });
  });
});
