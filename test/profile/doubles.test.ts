import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countAndDecide } from '../../src/profile/decide-columns.js';
import { featurePairsOf, readFeatureColumns } from '../../src/profile/features.js';
import { withSource } from '../../src/profile/source.js';
import { countDistinct } from '../../src/profile/statistics.js';
import { defaultTableLimits } from '../../src/profile/table-limits.js';

const folder = mkdtempSync(join(tmpdir(), 'sextant-doubles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** More rows than are looked at to find out which columns hold numbers. */
const rows = 300;

function write(cellOf: (row: number) => string): string {
  const file = join(folder, 'table.csv');
  const lines = Array.from({ length: rows }, (_, row) => `${cellOf(row)},${row % 7}.5,${['a', ' b', 'c'][row % 3]}`);
  writeFileSync(file, `${['x,z,t', ...lines].join('\n')}\n`);
  return file;
}

/** What is known of every column, and whether the first was loaded as doubles; read as text throughout, or not. */
const readAs = (file: string, asText: readonly string[] | undefined) =>
  withSource(
    {
      file,
      limits: { ...defaultTableLimits, columns: 9 },
      skipBadRows: false,
      hintOfBadRows: '',
      hintOfNoRows: '',
      ...(asText && { asText }),
    },
    async (source) => {
      const decided = await countAndDecide(source, source.columns);
      const columns = decided.map((column) => ({ column: column.facts, decision: column }));
      const pairs = featurePairsOf(columns);
      const features = await readFeatureColumns(source, source.rows, pairs);
      const known = decided.map(({ kind, note, pair, facts: { present, numbers, infinite, min, max, integral } }) => {
        return { kind, note, pair, present, numbers, infinite, min, max, integral };
      });
      const values = features.map((column) => (column.kind === 'categorical' ? [...column.codes] : [...column.values]));
      const schemas = pairs.map(({ schema }) => schema);
      return { isDouble: source.columns[0]?.isDouble === true, known, schemas, values };
    },
  );

/** `late`: a cell below those that are looked at. */
const late =
  (cell: string) =>
  (row: number): string =>
    row === 250 ? cell : String(row / 8);

describe('columns of numbers', () => {
  it.each<[what: string, isDouble: boolean, cellOf: (row: number) => string]>([
    ['numbers', true, (row) => String(row / 8 - 9)],
    ['exponents and signs', true, (row) => `${row % 2 ? '+' : '-'}${row}.e${(row % 5) - 2}`],
    ['whole numbers that number the rows', true, (row) => String(row + 1)],
    ['whole numbers that repeat', true, (row) => String(row % 9)],
    ['whole numbers in a narrow range with a gap', true, (row) => String(row < 290 ? row : row + 200)],
    ['0 and 1', true, (row) => String(row % 2)],
    ['0.0 and 1.0', true, (row) => (row % 2 === 0 ? '0.0' : '1.00')],
    ['0 and 1 and missing', true, (row) => (row % 3 === 0 ? 'NA' : String(row % 2))],
    ['missing cells', true, (row) => ['', 'NA', '?', '"N/A"', 'NaN'][row % 10] ?? String(row)],
    ['numbers in quotes and between spaces', true, (row) => (row % 2 === 0 ? `"${row}"` : ` ${row} `)],
    ['late infinity', true, late('inf')],
    ['late number beyond range', true, late('-1e300')],
    ['late odd NaN', true, late('nAN')],
    ['one number alone', false, () => '1.0'],
    ['one number, or missing', false, (row) => (row % 2 === 0 ? '1.0' : '')],
    ['no value', false, () => ''],
    ['late word', false, late('many')],
    ['late word for missing', false, late('unknown')],
    ['late missing between spaces', false, late(' NA ')],
    ['late code', false, late('1_000')],
    ['late thousands', false, late('"1,234.5"')],
    ['late number too large for any', true, late('1e999')],
    ['late date', false, late('2024-01-31')],
    ['early words', false, (row) => (row % 4 === 0 ? 'none' : String(row))],
  ])('are what their texts say: %s', async (_what, isDouble, cellOf) => {
    const file = write(cellOf);
    const { isDouble: wasDouble, ...doubles } = await readAs(file, []);
    const { isDouble: _, ...texts } = await readAs(file, undefined);
    expect(doubles).toEqual(texts);
    expect(wasDouble).toBe(isDouble);
  });

  it('are kept as they are written where that is asked for', async () => {
    expect((await readAs(write(String), ['x'])).isDouble).toBe(false);
  });

  it('leave the line of a bad row to be told', async () => {
    await expect(readAs(write(late('1,2')), [])).rejects.toMatchObject({
      code: 'ragged_rows',
      message: expect.stringContaining('line 252'),
    });
  });

  it('are counted once each', () => {
    expect(countDistinct(Float64Array.of(3, 1, Number.NaN, 3, 0, -0))).toBe(3);
    expect(countDistinct(Float64Array.of(Number.NaN))).toBe(0);
  });
});
