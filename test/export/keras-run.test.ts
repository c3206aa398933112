import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentTimeoutMs } from '../../scripts/generators/python/environment.js';
import { exportKeras } from '../../src/export/keras.js';
import {
  fewVariants,
  recommendationOf,
  schemaOf,
  tableText,
  type Variant,
  variantNamed,
} from '../fixtures/script-variants.js';
import { hostileFolder } from './hostile.js';
import { canRunKeras, kerasPython, runPython } from './python.js';

const scriptOf = (variant: Variant): string =>
  exportKeras({
    recommendation: recommendationOf(variant),
    schema: schemaOf(variant),
    file: 'table.csv',
    target: variant.target,
  });

describe.skipIf(!canRunKeras)('the exported script, run by Keras', () => {
  let [folder, python] = ['', ''];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sextant-keras-run-'));
    writeFileSync(join(folder, 'table.csv'), tableText());
    python = await kerasPython();
  }, environmentTimeoutMs);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(fewVariants)('$name trains, scores and saves', { timeout: 120_000 }, (variant) => {
    writeFileSync(join(folder, 'train.py'), scriptOf(variant));
    const { status, output } = runPython(python, ['train.py'], folder);
    expect(status, output).toBe(0);
    const primary = variant.name === 'multilabel' ? 'accuracy' : (variant.settings.primaryMetric ?? 'accuracy');
    expect(output).toMatch(new RegExp(`^${primary} -?\\d+\\.\\d{4}$`, 'm'));
  });

  it('learns what can be learned', { timeout: 120_000 }, () => {
    const variant = variantNamed('classes-focal');
    const settings = { ...variant.settings, epochs: 30 };
    writeFileSync(join(folder, 'train.py'), scriptOf({ ...variant, settings }));
    const { output } = runPython(python, ['train.py'], folder);
    expect(Number(/^accuracy (\S+)$/m.exec(output)?.[1]), output).toBeGreaterThan(0.9);
  });

  it('runs nothing of what data hold', { timeout: 120_000 }, async () => {
    const hostile = await hostileFolder('keras');
    const { status, output } = runPython(python, [hostile.fileName], hostile.folder);
    expect(status, output).toBe(0);
    expect(hostile.wasRun()).toBe(false);
    rmSync(hostile.folder, { recursive: true });
  });
});
