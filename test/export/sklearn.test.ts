import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SextantError } from '../../src/errors.js';
import { exportSklearn } from '../../src/export/sklearn.js';
import { isInSklearn } from '../../src/export/sklearn/expressible.js';
import {
  fewVariants,
  inputOf,
  plainly,
  tableText,
  type Variant,
  variantNamed,
  variants,
} from '../fixtures/script-variants.js';
import { canMakeEnvironments, environmentTimeoutMs, pythonWith } from '../../scripts/generators/python/environment.js';
import { FILLING } from '../../src/export/python/filling.js';
import { expectFilled, gappyNumbers, numbersOf } from '../fixtures/gappy-numbers.js';
import { hostileFolder } from './hostile.js';
import { runPython, sklearnPackages } from './python.js';
import { expectScored } from './scored.js';

const scriptOf = (variant: Variant): string => exportSklearn(inputOf(variant));

function refusalOf(variant: Variant): SextantError {
  try {
    scriptOf(variant);
  } catch (error) {
    if (error instanceof SextantError) return error;
    throw error;
  }
  throw new Error(`${variant.name} was not refused`);
}

describe('exportSklearn', () => {
  it.each([
    ['binary-focal', ['loss', 'hiddenActivation', 'optimizer']],
    ['binary-averaged', ['hiddenActivation', 'residual', 'normalization']],
    [
      'binary-embedded-recipe',
      [
        'hiddenActivation',
        'activationParametric',
        'initializer',
        'inputScale',
        'numericEmbedding',
        'categoricalEncoding',
      ],
    ],
    ['ordinal', ['loss']],
    ['number-huber', ['loss', 'hiddenActivation', 'optimizer']],
  ] as const)('refuses what scikit-learn does not have, and names each setting: %s', (name, slots) => {
    const { code, fields, message } = refusalOf(variantNamed(name));
    expect(code).toBe('export_unsupported');
    expect(fields['pointers']).toEqual(slots.map((slot) => `/settings/${slot}`));
    for (const slot of slots) expect(message).toContain(`${slot}: `);
  });

  it.each([...variants, ...variants.map(plainly)])('is known from the profile to have $name or not to', (variant) => {
    const input = inputOf(variant);
    const profile = {
      ...input.recommendation.profile,
      columns: { numeric: 2, boolean: 1, categorical: 2, text: 0, datetime: 0, identifier: 0, constant: 0 },
      categories: { max: 12, total: 15 },
    };
    let isWritten = true;
    try {
      exportSklearn(input);
    } catch {
      isWritten = false;
    }
    expect(isInSklearn({ ...input.recommendation, profile })).toBe(isWritten);
  });

  it('says what it leaves out of the training', () => {
    const script = scriptOf(plainly(variantNamed('binary-mixup')));
    const [, left = ''] = script.split('# Left out of this script:');
    for (const slot of ['dropout', 'inputNoise', 'mixup', 'labelSmoothing', 'learningRateSchedule', 'gradientClipNorm'])
      expect(left).toMatch(new RegExp(`^# - ${slot}`, 'm'));
    expect(script).not.toMatch(/^(DROPOUT|MIXUP|INPUT_NOISE|LABEL_SMOOTHING|WEIGHT_DECAY) =/m);
    expect(script).toContain('solver="sgd", momentum=0.9, nesterovs_momentum=True');
  });
});

describe.skipIf(!canMakeEnvironments)('the exported script, run by scikit-learn', () => {
  let [folder, python] = ['', ''];
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sextant-sklearn-'));
    writeFileSync(join(folder, 'table.csv'), tableText());
    python = await pythonWith(sklearnPackages);
  }, environmentTimeoutMs);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(fewVariants.map(plainly))('$name trains, scores and saves', { timeout: 120_000 }, (variant) => {
    writeFileSync(join(folder, 'train.py'), scriptOf(variant));
    expectScored(runPython(python, ['-W', 'error', 'train.py'], folder), variant);
  });

  it('learns what can be learned', { timeout: 120_000 }, () => {
    const variant = plainly(variantNamed('classes-focal'));
    const settings = { ...variant.settings, epochs: 30 };
    writeFileSync(join(folder, 'train.py'), scriptOf({ ...variant, settings }));
    const { output } = runPython(python, ['train.py'], folder);
    expect(Number(/^accuracy (\S+)$/m.exec(output)?.[1]), output).toBeGreaterThan(0.9);
  });

  it.each(['binary-threshold-chosen', 'number-huber', 'number-chosen'])(
    'holds out other rows for each of five seeds, together all, or the last ones in order of time: %s',
    { timeout: 120_000 },
    (name) => {
      const [block = ''] = /def hold_out[^]*?\n\n\n/.exec(scriptOf(plainly(variantNamed(name)))) ?? [];
      const program = `import json
import numpy as np
TEST_SHARE = 0.2
${block}
truth = np.arange(40) < 10
parts = []
for SEED in range(5):
    parts.append([[int(row) for row in rows] for rows in hold_out(truth)])
print(json.dumps(parts))`;
      const { output } = runPython(python, ['-c', program], folder);
      const all: readonly (readonly number[][])[] = JSON.parse(output);
      const everyRow = Array.from({ length: 40 }, (_, row) => row);
      for (const [train = [], test = []] of all) {
        expect([...train, ...test].toSorted((a, b) => a - b)).toEqual(everyRow);
        expect(test).toHaveLength(8);
        if (name === 'binary-threshold-chosen') expect(test.filter((row) => row < 10)).toHaveLength(2);
      }
      const tested = all.flatMap(([, test = []]) => test).toSorted((a, b) => a - b);
      const isForward = name === 'number-chosen';
      expect(tested).toEqual(isForward ? everyRow.slice(32).flatMap((row) => Array(5).fill(row)) : everyRow);
    },
  );

  it('fills gaps with the numbers that the probe fills them with', { timeout: 120_000 }, () => {
    const { table, train } = gappyNumbers(60);
    const program = `import json
import numpy as np
${FILLING}
columns = json.loads(${JSON.stringify(JSON.stringify(numbersOf(table)))})
values = np.array(columns, dtype=float).T
print(json.dumps([[None if np.isnan(one) else one for one in column] for column in fill_gaps(values, ${JSON.stringify(train)}).T]))`;
    const { status, output } = runPython(python, ['-W', 'error', '-c', program], folder);
    expect(status, output).toBe(0);
    expectFilled(JSON.parse(output), table, train);
  });

  it('runs nothing of what data hold', { timeout: 120_000 }, async () => {
    const hostile = await hostileFolder('sklearn');
    const { status, output } = runPython(python, [hostile.fileName], hostile.folder);
    expect(status, output).toBe(0);
    expect(hostile.wasRun()).toBe(false);
    rmSync(hostile.folder, { recursive: true });
  });
});
