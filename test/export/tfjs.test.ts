import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportTfjs } from '../../src/export/tfjs.js';
import { planScript } from '../../src/export/plan.js';
import { jsText } from '../../src/export/tfjs/literals.js';
import { encodingBlocks } from '../../src/export/tfjs/encoding.js';
import { normalScoreBlocks } from '../../src/export/tfjs/normal-scores.js';
import { FILLING } from '../../src/export/tfjs/filling.js';
import { scoringBlocks } from '../../src/export/tfjs/scoring.js';
import { targetBlocks } from '../../src/export/tfjs/target.js';
import { fromNormalScore, normalScore, quantilesOf } from '../../src/prepare/normal-scores.js';
import { expectFilled, gappyNumbers, numbersOf } from '../fixtures/gappy-numbers.js';
import { hostileNames } from '../fixtures/script-names.js';
import { changed, fewVariants, inputOf, tableText, type Variant, variantNamed } from '../fixtures/script-variants.js';
import { hostileFolder } from './hostile.js';
import { hasTensorFlow, runNode } from './node.js';
import { expectScored } from './scored.js';

const scriptOf = (variant: Variant, file = 'table.csv'): string => exportTfjs(inputOf(variant, file));
describe('exportTfjs', () => {
  it('quotes text so that it is the same again in JavaScript, and nothing else', () => {
    const list = hostileNames.map(jsText).join(', ');
    expect(list).not.toMatch(/[\n\r\u2028\u2029\u0085\u202E]/);
    expect(runNode(['-p', `JSON.stringify([${list}])`], process.cwd()).output.trim()).toBe(
      JSON.stringify(hostileNames),
    );
  });

  it.each(['table.parquet', 'table.PQ'])('refuses %s, which it cannot read', (file) => {
    expect(() => scriptOf(variantNamed('binary-mixup'), file)).toThrowError(/Parquet/);
  });

  it('fits a temperature that softens what is too sure, and sharpens nothing', () => {
    const variant = variantNamed('binary-mixup');
    const plan = planScript(inputOf(variant));
    const sums =
      'const sum = (values) => values.reduce((a, b) => a + b, 0); const mean = (values) => sum(values) / values.length;';
    const temperatureOf = (truth: readonly number[]): number => {
      const shares = JSON.stringify(truth.map(() => [0.9, 0.1]));
      const call = `console.log(fitTemperature(${shares}, ${JSON.stringify(truth)}))`;
      return Number(runNode(['-e', [sums, ...scoringBlocks(plan), call].join('\n')], process.cwd()).output);
    };
    expect(temperatureOf([0, 0, 0, 0])).toBe(1);
    // Three of four are right, so that the probability of 0.9 should be 0.75: log odds of ln 9, and of ln 3.
    expect(temperatureOf([0, 0, 0, 1])).toBeCloseTo(Math.log(9) / Math.log(3), 1);
  });

  it.each([
    ['binary-threshold-chosen', 'rows'],
    ['number-huber', 'rows'],
    ['number-chosen', 'the last rows'],
  ])('holds out other rows for each of five seeds, together all: %s', (name, which) => {
    const script = scriptOf(variantNamed(name));
    const functions = /\/\*\* Numbers from 0 to 1[^]*?\n}\n\n|\/\*\* The rows to train on[^]*?\n}\n/g;
    const calls =
      'const truth = Array.from({ length: 40 }, (_, row) => Number(row < 10)); console.log(JSON.stringify(holdOut(truth)))';
    const all = [0, 1, 2, 3, 4].map((seed): number[][] => {
      const head = `const [SEED, TEST_SHARE] = [${seed}, 0.2];`;
      return JSON.parse(
        runNode(['-e', [head, ...(script.match(functions) ?? []), calls].join('\n')], process.cwd()).output,
      );
    });
    const everyRow = Array.from({ length: 40 }, (_, row) => row);
    for (const [train = [], test = []] of all) {
      expect([...train, ...test].toSorted((a, b) => a - b)).toEqual(everyRow);
      expect(test).toHaveLength(8);
      if (name === 'binary-threshold-chosen') expect(test.filter((row) => row < 10)).toHaveLength(2);
    }
    const tested = all.flatMap(([, test = []]) => test).toSorted((a, b) => a - b);
    expect(tested).toEqual(which === 'rows' ? everyRow : everyRow.slice(32).flatMap((row) => Array(5).fill(row)));
  });

  it('gives numbers the normal scores that the probe gives them, and takes a target back from them', () => {
    const plan = planScript(inputOf(variantNamed('number-quantile')));
    const seen = [0, 0, 0, 1, 1.5, 2, 4, 4, 8, 1e3];
    const asked = [-5, 0, 0.25, 1, 3, 4, 999, 1e9];
    const scores = [-9, -5.1, -1, 0, 0.3, 2, 8.6];
    const call = `const { forward, back } = targetScale(${JSON.stringify(seen.toReversed())});
console.log(JSON.stringify([${JSON.stringify(asked)}.map(forward), ${JSON.stringify(scores)}.map(back), [7].map(targetScale([7, 7]).forward)]));`;
    const [statistics = ''] = encodingBlocks(plan);
    const script = [statistics, ...normalScoreBlocks(plan), ...targetBlocks(plan), call].join('\n');
    const { status, output } = runNode(['-e', script], process.cwd());
    expect(status, output).toBe(0);
    const [forward, back, constant] = JSON.parse(output) as number[][];
    const quantiles = quantilesOf(Float64Array.from(seen));
    asked.forEach((value, i) => expect(forward?.[i]).toBeCloseTo(normalScore(quantiles)(value), 12));
    scores.forEach((score, i) => expect(back?.[i]).toBeCloseTo(fromNormalScore(quantiles, score), 9));
    expect(constant).toEqual([0]);
  });

  it('fills gaps with the numbers that the probe fills them with', () => {
    const [statistics = ''] = encodingBlocks(planScript(inputOf(variantNamed('number-log'))));
    const { table, train } = gappyNumbers(60);
    const call = `const columns = ${JSON.stringify(numbersOf(table))}.map((values) => values.map((value) => value ?? NaN));
console.log(JSON.stringify(fillGaps(columns, ${JSON.stringify(train)})));`;
    const { status, output } = runNode(['-e', [statistics, FILLING, call].join('\n')], process.cwd());
    expect(status, output).toBe(0);
    expectFilled(JSON.parse(output), table, train);
  });

  it('says what it leaves out', () => {
    expect(scriptOf(variantNamed('binary-recipe'))).toContain('// - initializer dataDriven');
    expect(scriptOf(variantNamed('binary-grouped'))).toContain('// - dropoutSchedule flatCosine');
  });
});

describe.skipIf(!hasTensorFlow)('the exported script, run by TensorFlow.js', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sextant-tfjs-'));
    writeFileSync(join(folder, 'table.csv'), tableText());
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(fewVariants)('$name trains, scores and saves', { timeout: 120_000 }, (variant) => {
    writeFileSync(join(folder, 'train.mjs'), scriptOf(variant));
    expectScored(runNode(['train.mjs'], folder), variant);
  });

  it('learns what can be learned', { timeout: 120_000 }, () => {
    const variant = variantNamed('classes-focal');
    writeFileSync(join(folder, 'train.mjs'), scriptOf(changed(variant, { epochs: 30 })));
    const { output } = runNode(['train.mjs'], folder);
    expect(Number(/^accuracy (\S+)$/m.exec(output)?.[1]), output).toBeGreaterThan(0.9);
  });

  it('reads JSON lines as it reads CSV', { timeout: 120_000 }, () => {
    const [header = '', ...lines] = tableText().trimEnd().split('\n');
    const names = header.split(';');
    const objects = lines.map((line) => Object.fromEntries(line.split(';').map((cell, i) => [names[i], cell])));
    writeFileSync(join(folder, 'table.ndjson'), objects.map((one) => JSON.stringify(one)).join('\n'));
    const scoreOf = (file: string): string => {
      const variant = changed(variantNamed('binary-threshold'), { dropout: 0 });
      writeFileSync(join(folder, 'train.mjs'), scriptOf(variant, file));
      return /^logLoss .*$/m.exec(runNode(['train.mjs'], folder).output)?.[0] ?? '';
    };
    expect(scoreOf('table.ndjson')).toBe(scoreOf('table.csv'));
    expect(scoreOf('table.csv')).not.toBe('');
  });

  it('runs nothing of what data hold', { timeout: 120_000 }, async () => {
    const hostile = await hostileFolder('tfjs');
    symlinkSync(resolve('node_modules'), join(hostile.folder, 'node_modules'));
    const { status, output } = runNode([hostile.fileName], hostile.folder);
    expect(status, output).toBe(0);
    expect(hostile.wasRun()).toBe(false);
    rmSync(hostile.folder, { recursive: true });
  });
});
