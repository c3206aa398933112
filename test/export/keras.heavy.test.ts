import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportKeras } from '../../src/export/keras.js';
import { recommendationOf, schemaOf, tableText, variants } from '../fixtures/script-variants.js';
import { environmentTimeoutMs } from '../../scripts/generators/python/environment.js';
import { canRunKeras, kerasPython, runPython } from './python.js';

const minutes = 60_000;

describe.skipIf(!canRunKeras)('every exported script, run by Keras', () => {
  let [folder, python] = ['', ''];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sextant-keras-run-'));
    writeFileSync(join(folder, 'table.csv'), tableText());
    python = await kerasPython();
  }, environmentTimeoutMs);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(variants)('$name trains, scores and saves', { timeout: 5 * minutes }, (variant) => {
    const script = exportKeras({
      recommendation: recommendationOf(variant),
      schema: schemaOf(variant),
      file: 'table.csv',
      target: variant.target,
    });
    writeFileSync(join(folder, `${variant.name}.py`), script);
    const { status, output } = runPython(python, [`${variant.name}.py`], folder);
    expect(status, output).toBe(0);
    const primary = variant.settings.primaryMetric ?? 'accuracy';
    const scored = variant.name === 'multilabel' ? 'accuracy' : primary;
    expect(output).toMatch(new RegExp(`^${scored} -?\\d+\\.\\d{4}$`, 'm'));
  });
});
