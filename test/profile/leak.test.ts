import { describe, expect, it } from 'vitest';
import { readDataset } from '../../src/profile/read.js';
import { codesOf, csvOf, messageOf, read, scattered } from './files.js';

const label = (row: number): string => (scattered(row, 3) < 0.3 ? 'bad' : 'good');
const noise = (row: number): number => scattered(row, 9);

describe('a leak is suspected', () => {
  it('of a category that repeats the label', async () => {
    const dataset = await read(
      csvOf(400, { a: noise, status: (row) => (label(row) === 'bad' ? 'closed' : 'open'), y: label }),
    );
    expect(codesOf(dataset)).toContain('leak_suspected');
    expect(messageOf(dataset, 'leak_suspected')).toContain('"status" alone removes 100 % of the errors');
    expect(messageOf(dataset, 'leak_suspected')).not.toContain('"a"');
    expect(messageOf(dataset, 'leak_suspected')).toContain('(ignore, --ignore "status")');
  });

  it('of a column that is written for one class only', async () => {
    const dataset = await read(
      csvOf(400, { a: noise, fee: (row) => (label(row) === 'bad' ? noise(row) : ''), y: label }),
    );
    expect(messageOf(dataset, 'leak_suspected')).toContain('"fee"');
  });

  it('of a threshold, also among many classes', async () => {
    const score = (row: number): number => (row % 4) * 10 + noise(row);
    const dataset = await read(csvOf(400, { a: noise, score, y: (row) => 'abcd'[row % 4] ?? '' }));
    expect(messageOf(dataset, 'leak_suspected')).toContain('"score"');
  });

  it('of a transformed copy of a quantity', async () => {
    const dataset = await read(
      csvOf(600, { a: noise, converted: (row) => Math.exp(noise(row) * 3) * 1.8 + 32, b: scattered, y: noise }),
      { ignore: ['a'] },
    );
    expect(messageOf(dataset, 'leak_suspected')).toContain('"converted"');
    expect(messageOf(dataset, 'leak_suspected')).not.toContain('"b"');
  });
});

describe('no leak is suspected', () => {
  it.each([
    ['iris', 'species'],
    ['autompg', 'mpg'],
    ['diabetes', 'outcome'],
  ])('of the strong features of %s', async (name, target) => {
    const dataset = await readDataset({ file: `examples/data/${name}.csv`, target: [target] });
    expect(codesOf(dataset)).not.toContain('leak_suspected');
  });

  it('of a feature that is right 19 times of 20', async () => {
    const strong = (row: number) => (row % 20 === 0 ? 'good' : label(row));
    expect(codesOf(await read(csvOf(400, { a: noise, strong, y: label })))).not.toContain('leak_suspected');
  });

  it('where the rare class has too few rows to tell', async () => {
    const rare = (row: number) => (row % 40 === 0 ? 'bad' : 'good');
    const dataset = await read(csvOf(400, { a: noise, b: (row) => (rare(row) === 'bad' ? 'p' : 'q'), y: rare }));
    expect(codesOf(dataset)).not.toContain('leak_suspected');
  });
});
