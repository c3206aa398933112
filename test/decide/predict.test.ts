import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { saveModel } from '../../src/decide/model.js';
import { predictRows } from '../../src/decide/predict.js';
import { recommend } from '../../src/decide/recommend.js';
import { createBench, exampleData } from './context.js';

const bench = createBench();
const table = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(','));

describe('predictions of rows', () => {
  const [head = [], ...rows] = table(exampleData('iris'));
  /** Every seventh row of the file from its end, with a column more and the others in another order. */
  const asked = rows.filter((_, row) => row % 7 === 0).toReversed();
  const file = bench.write(
    'asked.csv',
    [
      ['note', ...head.slice(0, 4).toReversed()],
      ...asked.map((cells, row) => [`n${row}`, ...cells.slice(0, 4).toReversed()]),
    ]
      .map((cells) => cells.join(','))
      .join('\n'),
  );
  const predictions = join(bench.folder, 'predictions.csv');
  const result = recommend(bench.context, {
    file: exampleData('iris'),
    target: ['species'],
    seed: 0,
    predict: { rows: file, predictions },
  });

  it('are one a row, in the order of the rows', async () => {
    await result;
    const [labels, ...lines] = table(predictions);
    expect(labels).toEqual(['p:Iris-setosa', 'p:Iris-versicolor', 'p:Iris-virginica']);
    expect(lines).toHaveLength(asked.length);
    const guessed = lines.map((cells) =>
      labels?.[cells.map(Number).reduce((best, p, k, all) => (p > (all[best] ?? 0) ? k : best), 0)]?.slice(2),
    );
    const right = asked.filter((cells, row) => cells[4] === guessed[row]).length;
    expect(right / asked.length).toBeGreaterThan(0.85);
    for (const cells of lines) expect(Math.abs(cells.map(Number).reduce((a, b) => a + b) - 1)).toBeLessThan(1e-9);
  });

  it('are the same from the saved model', async () => {
    const { model } = await result;
    if (!model) throw new Error('a model was asked for');
    const folder = join(bench.folder, 'model');
    await saveModel(model, folder);
    const again = join(bench.folder, 'again.csv');
    expect(await predictRows(bench.context, { model: folder, rows: file, predictions: again })).toEqual({
      rows: asked.length,
      warnings: [],
    });
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(predictions, 'utf8'));
  });

  it('are given for rows with missing cells and with levels never seen', async () => {
    await result;
    const odd = bench.write(
      'odd.csv',
      'sepallength,sepalwidth,petallength,petalwidth\n,,,\n5.1,3.5,?,abc\n1e9,-1e9,1e30,0\n',
    );
    const out = join(bench.folder, 'odd-predictions.csv');
    expect(
      await predictRows(bench.context, { model: join(bench.folder, 'model'), rows: odd, predictions: out }),
    ).toEqual({ rows: 3, warnings: [] });
    for (const cells of table(out).slice(1))
      expect(Math.abs(cells.map(Number).reduce((a, b) => a + b) - 1)).toBeLessThan(1e-9);
  });

  it('tell of columns of which nothing can be read', async () => {
    await result;
    const odd = bench.write(
      'texts.csv',
      'sepallength,sepalwidth,petallength,petalwidth\nlong,3.5,1.4,\nshort,3,5.1,\n',
    );
    const out = join(bench.folder, 'texts-predictions.csv');
    const model = join(bench.folder, 'model');
    const { rows: predicted, warnings } = await predictRows(bench.context, { model, rows: odd, predictions: out });
    expect(predicted).toBe(2);
    expect(warnings).toEqual([
      { code: 'unreadable_columns', message: expect.stringContaining('"sepallength", "petalwidth"') as string },
    ]);
  });
});

it('scores of test rows speak of the class that is rarer among those trained on', async () => {
  const lines = (yes: number) =>
    ['x,y', ...Array.from({ length: 100 }, (_, row) => `${row},${row < yes ? 'yes' : 'no'}`)].join('\n');
  const { model, recommendation } = await recommend(bench.context, {
    file: bench.write('fewer.csv', lines(45)),
    target: ['y'],
    seed: 0,
    needsModel: true,
    settings: { epochs: 60 },
    test: bench.write('more.csv', lines(55)),
  });
  expect(model?.schema.target.labels?.[model.positive ?? -1]).toBe('yes');
  const { precision = 0, recall = 0, accuracy = 0 } = recommendation.test ?? {};
  // With 55 rows of 100 of the class: of both classes so many are right.
  const right = 55 * recall;
  const wrong = right / precision - right;
  expect((right + 45 - wrong) / 100).toBeCloseTo(accuracy, 9);
});

it('predictions of a number are in its own unit', async () => {
  const predictions = join(bench.folder, 'mpg.csv');
  const file = exampleData('autompg');
  await recommend(bench.context, {
    file,
    target: ['mpg'],
    seed: 0,
    settings: { epochs: 30 },
    predict: { rows: file, predictions },
  });
  const [head, ...lines] = table(predictions);
  const [names = [], ...rows] = table(file);
  const truth = rows.map((cells) => Number(cells[names.indexOf('mpg')]));
  expect(head).toEqual(['prediction']);
  expect(lines).toHaveLength(truth.length);
  const error = truth.reduce((sum, value, row) => sum + Math.abs(value - Number(lines[row]?.[0])), 0) / truth.length;
  // The mean absolute deviation of mpg is 6.5.
  expect(error).toBeLessThan(3);
});

it('what other files hold that training could not have known is told', async () => {
  const [head = [], ...rows] = table(exampleData('iris'));
  const text = rows
    .slice(0, 4)
    .map((cells, row) => [`t${row}`, ...cells.slice(1, 4), row === 0 ? 'Iris-nova' : cells[4]]);
  const test = bench.write('test-odd.csv', [head, ...text].map((cells) => cells.join(',')).join('\n'));
  const { recommendation } = await recommend(bench.context, {
    file: exampleData('iris'),
    target: ['species'],
    seed: 0,
    settings: { epochs: 3 },
    test,
    predict: { rows: test, predictions: join(bench.folder, 'odd-test.csv') },
  });
  const told = recommendation.warnings.filter(({ code }) => ['unreadable_columns', 'unseen_labels'].includes(code));
  expect(told.map(({ code }) => code)).toEqual(['unreadable_columns', 'unseen_labels', 'unreadable_columns']);
  expect(told[0]?.message).toContain('test-odd.csv: in 1 column there is no value');
  expect(told[0]?.message).toContain(head[0]);
  expect(told[1]?.message).toContain('1 row of 4');
});
