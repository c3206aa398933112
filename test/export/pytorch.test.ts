import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportPytorch } from '../../src/export/pytorch.js';
import type { Settings } from '../../src/settings/slots.js';
import {
  changed,
  inputOf,
  recommendationOf,
  type Variant,
  variantNamed,
  variants,
} from '../fixtures/script-variants.js';
import { hasPython, runPython } from './python.js';

const scriptOf = (variant: Variant, file = 'table.csv'): string => exportPytorch(inputOf(variant, file));
const changedScript = (name: string, change: Partial<Settings>): string =>
  scriptOf(changed(variantNamed(name), change));

describe('exportPytorch', () => {
  it('does what the Keras script leaves out: schedules of dropout and decay, a start from the data, a warm-up before plateaus', () => {
    const recipe = scriptOf(variantNamed('binary-grouped'));
    expect(recipe).toContain('network.dropout = DROPOUT * flat_cosine(done)');
    expect(recipe).toContain('1 - rate * WEIGHT_DECAY * flat_cosine(done)');
    expect(scriptOf(variantNamed('binary-recipe'))).toContain('fit_to_data(network, part(inputs, train[:256]))');
    const plateau = scriptOf(variantNamed('classes-sparse'));
    expect(plateau).toContain('return max(done, 0.001) / 0.1');
    expect(plateau).toContain('plateau_rate, plateau_epoch = plateau_rate * 0.5, epoch');
    for (const script of [recipe, plateau])
      expect(script).not.toMatch(/^# - (dropoutSchedule|weightDecaySchedule|warm-up)/m);
  });

  it('learns the slow groups of the recipe at a tenth of the rate, and the scale of inputs at six times it', () => {
    const recipe = scriptOf(variantNamed('binary-recipe'));
    expect(recipe).toContain('{"factor": 6}.get(last, 1 if last in ("kernel", "weight") else 0.1)');
    expect(scriptOf(variantNamed('binary-threshold'))).toContain('last in ("kernel", "weight") else 1)');
  });

  it('says that the final model of the probe was another one: a blend, on a line', () => {
    const variant = variantNamed('number-log');
    const recommendation = recommendationOf(variant);
    const { probe } = recommendation;
    if (probe === undefined) throw new Error('the fixture has a probe');
    const parts = [0.5, 0.5].map((share, i) => ({ trialId: `trl_${i}`, share, members: 5 }));
    const finalModel = { kind: 'ensemble' as const, parts, temperature: 1, line: { intercept: 1, slope: 0.9 } };
    const script = exportPytorch({
      ...inputOf(variant),
      recommendation: { ...recommendation, probe: { ...probe, finalModel } },
    });
    expect(script.replaceAll('\n# ', ' ')).toMatch(/blends several configurations.*intercept \+ slope x number/s);
    const alone = { kind: 'ensemble' as const, parts: [{ trialId: 'trl_0', share: 1, members: 5 }], temperature: 1 };
    const plain = exportPytorch({
      ...inputOf(variant),
      recommendation: { ...recommendation, probe: { ...probe, finalModel: alone } },
    });
    expect(plain.replaceAll('\n# ', ' ')).not.toMatch(/blends several configurations|intercept \+ slope/);
  });

  it('gives every loss the form that its target has', () => {
    expect(changedScript('binary-threshold', { loss: 'categoricalCrossentropy' })).toContain(
      'binary_cross_entropy_with_logits',
    );
    expect(changedScript('binary-softmax', { loss: 'binaryCrossentropy' })).toContain(
      'functional.cross_entropy(sums, target',
    );
    expect(changedScript('number-log', { loss: 'huber', huberDelta: 2 })).toContain(
      'functional.huber_loss(activate(sums), target, delta=2',
    );
    expect(scriptOf(variantNamed('ordinal'))).toContain('reached * functional.softplus(sums) - sums * target');
  });

  it.skipIf(!hasPython)('is Python, whatever the settings', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sextant-pytorch-'));
    const names = variants.flatMap((variant) =>
      ['csv', 'parquet', 'json'].map((extension) => {
        const name = `${variant.name}-${extension}.py`;
        writeFileSync(join(folder, name), scriptOf(variant, `table.${extension}`));
        return name;
      }),
    );
    const { status, output } = runPython('python3', ['-W', 'error', '-m', 'py_compile', ...names], folder);
    rmSync(folder, { recursive: true });
    expect([status, output]).toEqual([0, '']);
  });
});
