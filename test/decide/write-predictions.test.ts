import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writePredictions } from '../../src/decide/write-predictions.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-predictions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'predictions.csv');
const classes = (width: number, probabilities: readonly number[]) =>
  ({ kind: 'classes', classes: width, probabilities: Float64Array.from(probabilities) }) as const;

describe('predictions of classes', () => {
  it('have a column for each label and a line for each row, in order', async () => {
    const rows = await writePredictions(file, classes(2, [0.25, 0.75, 1, 0, 0.5, 0.5]), ['no', 'yes']);
    expect(rows).toBe(3);
    expect(readFileSync(file, 'utf8')).toBe('p:no,p:yes\r\n0.25,0.75\r\n1,0\r\n0.5,0.5\r\n');
  });

  it('name a label where a threshold decides it', async () => {
    const named = { ...classes(2, [0.75, 0.25, 0.9, 0.1]), named: Int32Array.of(1, 0) };
    await writePredictions(file, named, ['no', 'a,b']);
    expect(readFileSync(file, 'utf8')).toBe('p:no,"p:a,b",prediction\r\n0.75,0.25,"a,b"\r\n0.9,0.1,no\r\n');
  });

  it('quote labels as RFC 4180 says, and no others', async () => {
    const labels = ['a,b', 'say "hi"', 'two\nlines', "it's; fine", ''];
    await writePredictions(file, classes(5, [0.2, 0.2, 0.2, 0.2, 0.2]), labels);
    expect(readFileSync(file, 'utf8').split('\r\n')[0]).toBe('"p:a,b","p:say ""hi""","p:two\nlines",p:it\'s; fine,p:');
  });

  it('sum to 1 in every row, as they are written', async () => {
    const width = 30;
    const raw = Array.from({ length: 4 }, (_, row) =>
      Array.from({ length: width }, (__, k) => 1 / (1 + ((k * 7 + row) % 13) ** 3)),
    );
    const rows = raw.map((row) => row.map((value) => value / row.reduce((a, b) => a + b)));
    await writePredictions(file, classes(width, rows.flat()), rows[0]?.map((_, k) => `c${k}`) ?? []);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\r\n').slice(1);
    expect(lines).toHaveLength(4);
    for (const line of lines) {
      const sum = line.split(',').reduce((total, cell) => total + Number(cell), 0);
      expect(Math.abs(sum - 1)).toBeLessThan(1e-9);
    }
  });
});

it('predictions of a number are one column that loses no digit', async () => {
  const values = [1 / 3, -1e-17, 123456789.123, 0];
  await writePredictions(file, { kind: 'numbers', values: Float64Array.from(values) }, []);
  const [head, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\r\n');
  expect(head).toBe('prediction');
  expect(lines.map(Number)).toEqual(values);
});

describe('the place of predictions', () => {
  const numbers = { kind: 'numbers', values: Float64Array.of(1) } as const;

  it('that cannot be written to is an error of the caller, and nothing is left half-written', async () => {
    const taken = join(folder, 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'inside'), '');
    const before = readdirSync(folder);
    await expect(writePredictions(taken, numbers, [])).rejects.toMatchObject({ code: 'usage_invalid' });
    expect(readdirSync(folder)).toEqual(before);
    await expect(writePredictions(join(folder, 'absent', 'p.csv'), numbers, [])).rejects.toMatchObject({
      code: 'usage_invalid',
      message: expect.stringContaining('p.csv'),
    });
  });

  it('may be a link, which stays one', async () => {
    const [link, target] = [join(folder, 'link.csv'), join(folder, 'target.csv')];
    writeFileSync(target, '');
    symlinkSync(target, link);
    await writePredictions(link, numbers, []);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('prediction\r\n1\r\n');
  });

  it('has no partial file beside it in the end', async () => {
    await writePredictions(file, numbers, []);
    expect(readdirSync(folder).filter((name) => name.includes('part'))).toEqual([]);
  });
});
