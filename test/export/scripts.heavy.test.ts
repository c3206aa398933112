import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { scriptFormats } from '../../src/export/formats.js';
import { inputOf, plainly, tableText, type Variant, variants } from '../fixtures/script-variants.js';
import { canMakeEnvironments, environmentTimeoutMs, pythonWith } from '../../scripts/generators/python/environment.js';
import { hasTensorFlow, runNode } from './node.js';
import { runPython, sklearnPackages } from './python.js';
import { expectScored } from './scored.js';

let [folder, python] = ['', ''];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sextant-scripts-'));
  writeFileSync(join(folder, 'table.csv'), tableText());
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  if (canMakeEnvironments) python = await pythonWith(sklearnPackages);
}, environmentTimeoutMs);
afterAll(() => rmSync(folder, { recursive: true }));

function write(format: keyof typeof scriptFormats, variant: Variant): string {
  const { fileName, write: textOf } = scriptFormats[format];
  writeFileSync(join(folder, fileName), textOf(inputOf(variant)));
  return fileName;
}

describe.skipIf(!canMakeEnvironments)('every script for scikit-learn', () => {
  it.each(variants.map(plainly))('$name', { timeout: 120_000 }, (variant) => {
    expectScored(runPython(python, ['-W', 'error', write('sklearn', variant)], folder), variant);
  });
});

describe.skipIf(!hasTensorFlow)('every script for TensorFlow.js', () => {
  it.each(variants)('$name', { timeout: 120_000 }, (variant) => {
    expectScored(runNode([write('tfjs', variant)], folder), variant);
  });
});
