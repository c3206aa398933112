import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { environmentTimeoutMs } from '../../scripts/generators/python/environment.js';
import { exportKeras } from '../../src/export/keras.js';
import { inputOf, tableText, type Variant } from '../fixtures/script-variants.js';
import { kerasPython, type PythonResult, runPython } from './python.js';

/** Before the tests that are described here a folder with the table and a Python with Keras; gives what runs the script of a variant there. */
export function kerasRunner(): (variant: Variant) => PythonResult {
  let [folder, python] = ['', ''];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sextant-keras-run-'));
    writeFileSync(join(folder, 'table.csv'), tableText());
    python = await kerasPython();
  }, environmentTimeoutMs);
  afterAll(() => rmSync(folder, { recursive: true }));
  return (variant) => {
    writeFileSync(join(folder, 'train.py'), exportKeras(inputOf(variant)));
    return runPython(python, ['train.py'], folder);
  };
}
