import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scriptFormats } from '../../src/export/formats.js';
import {
  expressible,
  plainly,
  recommendationOf,
  schemaOf,
  tableText,
  type Variant,
  variants,
} from '../fixtures/script-variants.js';
import { canMakeEnvironments, environmentTimeoutMs, pythonWith } from '../../scripts/generators/python/environment.js';
import { hasTensorFlow, runNode } from './node.js';
import { runPython, sklearnPackages } from './python.js';

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
  const schema = schemaOf(variant);
  const recommendation = recommendationOf(variant);
  writeFileSync(join(folder, fileName), textOf({ recommendation, schema, file: 'table.csv', target: variant.target }));
  return fileName;
}

function expectScored({ status, output }: { status: number | null; output: string }, variant: Variant): void {
  expect(status, output).toBe(0);
  const primary = variant.name === 'multilabel' ? 'accuracy' : (variant.settings.primaryMetric ?? 'accuracy');
  expect(output).toMatch(new RegExp(`^${primary} -?\\d+\\.\\d{4}$`, 'm'));
}

describe.skipIf(!canMakeEnvironments)('every script for scikit-learn', () => {
  it.each(variants.map(plainly))('$name', { timeout: 120_000 }, (variant) => {
    expectScored(runPython(python, ['-W', 'error', write('sklearn', variant)], folder), variant);
  });
});

describe.skipIf(!hasTensorFlow)('every script for TensorFlow.js', () => {
  it.each(variants.map(expressible))('$name', { timeout: 120_000 }, (variant) => {
    expectScored(runNode([write('tfjs', variant)], folder), variant);
  });
});
