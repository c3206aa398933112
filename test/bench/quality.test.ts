import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatCsv, parseCsv } from '../../bench/common/csv.js';
import { readDataSets } from '../../bench/common/data-sets.js';
import { readPeers } from '../../bench/quality/peers.js';
import { compareWith, shiftedMean } from '../../bench/quality/result.js';
import { scorePredictions } from '../../bench/quality/score.js';

describe('CSV', () => {
  it('reads quotes, commas and line breaks within fields, and empty fields', () => {
    expect(parseCsv('a,"b ""c"", d",\r\n1,"x\ny",3\n,,\n')).toEqual([
      ['a', 'b "c", d', ''],
      ['1', 'x\ny', '3'],
      ['', '', ''],
    ]);
    expect(parseCsv('a,b')).toEqual([['a', 'b']]);
  });

  it('writes what it reads', () => {
    const records = [
      ['plain', 'with "quotes"', 'a,b'],
      ['', 'two\nlines', '3'],
    ];
    expect(parseCsv(formatCsv(records))).toEqual(records);
  });
});

describe('scores of predictions', () => {
  const header = ['p:1', 'p:2'];

  it('of classes: accuracy, and the log loss of the true class, whose label may be written otherwise', () => {
    const predicted = [header, ['0.8', '0.2'], ['0.6', '0.4'], ['0.1', '0.9']];
    const { error, logLoss } = scorePredictions(predicted, ['1.0', '2', "'2'"], { task: 'binary', error: 'accuracy' });
    expect(error).toBeCloseTo(1 / 3, 12);
    expect(logLoss).toBeCloseTo(-(Math.log(0.8) + Math.log(0.4) + Math.log(0.9)) / 3, 12);
  });

  it('of classes by their probabilities, whatever a threshold names beside them', () => {
    const predicted = [
      [...header, 'prediction'],
      ['0.8', '0.2', '2'],
    ];
    expect(scorePredictions(predicted, ['1'], { task: 'binary', error: 'accuracy' }).error).toBe(0);
  });

  it('of classes: macro F1', () => {
    // Class 1: 2 of 3 found, 3 said; class 2: 1 of 2 found, 2 said. F1 2/3 and 1/2.
    const predicted = [header, ['1', '0'], ['1', '0'], ['0', '1'], ['0', '1'], ['1', '0']];
    const { error } = scorePredictions(predicted, ['1', '1', '1', '2', '2'], { task: 'binary', error: 'macroF1' });
    expect(error).toBeCloseTo(1 - (2 / 3 + 1 / 2) / 2, 12);
  });

  it('of numbers: 1 less R2, at most 1', () => {
    const of = (predicted: readonly string[]) =>
      scorePredictions([['prediction'], ...predicted.map((p) => [p])], ['1', '2', '3'], {
        task: 'regression',
        error: 'r2',
      });
    expect(of(['1', '2', '4'])).toEqual({ error: 0.5 });
    expect(of(['9', '9', '9'])).toEqual({ error: 1 });
    expect(() => of(['1', '2', 'x'])).toThrow('not a finite number');
  });

  it('refuses what is no prediction of every row', () => {
    expect(() => scorePredictions([header], ['1'], { task: 'binary', error: 'accuracy' })).toThrow('0 predictions');
    const uneven = [header, ['0.5', '0.2']];
    expect(() => scorePredictions(uneven, ['1'], { task: 'binary', error: 'accuracy' })).toThrow('sum to 1');
  });
});

describe('comparison with peers', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sextant-test-'));
    writeFileSync(join(folder, 'index.tsv'), 'name\ttask\terror\na\tbinary\taccuracy\nb\tregression\tr2\n');
    const lines = [
      'a\tvisible\tbinary\ttrees\taccuracy=0.90\tlog_loss=0.30\tseconds=1',
      'b\tvisible\tregression\ttrees\tr2=-0.5\trmse=3',
      'a\tvisible\tbinary\tbroken\tFAILED out of memory',
      'c\tvisible\tbinary\ttrees\taccuracy=1',
    ];
    writeFileSync(join(folder, 'peers.tsv'), `${lines.join('\n')}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('reads sets and recorded scores', () => {
    const sets = readDataSets(folder);
    expect(sets.map(({ name, error }) => [name, error])).toEqual([
      ['a', 'accuracy'],
      ['b', 'r2'],
    ]);
    const peers = readPeers(join(folder, 'peers.tsv'), sets);
    expect(Object.keys(peers)).toEqual(['trees']);
    expect(peers['trees']?.[0]?.scores[0]?.error).toBeCloseTo(0.1, 12);
    expect(peers['trees']?.[0]?.scores[0]?.logLoss).toBe(0.3);
    expect(peers['trees']?.[1]).toEqual({ set: 'b', scores: [{ error: 1 }] });
    expect(() => readDataSets(folder, ['a', 'z'])).toThrow('no set z');
  });

  it('takes means on the sets that both have, and names the sets where every seed is worse', () => {
    const ours = [
      {
        set: 'a',
        scores: [
          { error: 0.08, logLoss: 0.2 },
          { error: 0.14, logLoss: 0.4 },
        ],
      },
      { set: 'b', scores: [{ error: 0.3 }, { error: 0.34 }] },
      { set: 'c', scores: [{ error: 0.5 }] },
    ];
    const theirs = [
      { set: 'a', scores: [{ error: 0.1, logLoss: 0.25 }] },
      { set: 'b', scores: [{ error: 0.29 }] },
    ];
    const compared = compareWith('trees', theirs, ours);
    expect(compared).toMatchObject({
      sets: 2,
      atLeastAsGood: 0,
      worseBeyondSpread: ['b'],
      worseLogLossBeyondSpread: [],
    });
    const calm = [{ set: 'a', scores: [{ error: 0.1, logLoss: 0.19 }] }];
    expect(compareWith('calm', calm, ours)).toMatchObject({ worseBeyondSpread: [], worseLogLossBeyondSpread: ['a'] });
    expect(compared.ourError).toBeCloseTo(Math.sqrt(0.12 * 0.33) - 0.01, 12);
    expect(compared.ourLogLoss).toBeCloseTo(0.3, 12);
    expect(compared.logLoss).toBeCloseTo(0.25, 12);
  });

  it('shifts the geometric mean so that a perfect set does not decide', () => {
    expect(shiftedMean([0, 0.03])).toBeCloseTo(0.01, 12);
  });
});
