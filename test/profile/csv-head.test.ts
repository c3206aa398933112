import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecords, readCsvHead } from '../../src/profile/csv-head.js';
import { fileOf } from './files.js';

const headOf = (text: string) => readCsvHead(fileOf(text, 'head.csv'), 'head.csv');

describe('the delimiter', () => {
  it.each([
    [',', 'a,b,c\n1,2,3\n'],
    [';', 'a;b;c\n1,5;2,5;3\n4,5;5,5;6\n'],
    ['\t', 'a\tb c\td\n1\t2, 3\t4\n'],
    ['|', 'a|b|c\n1|2|3\n'],
    ['^', 'a^b\n1^2\n'],
    [' ', 'a b c\n1 2 3\n'],
    [',', 'first name,last name,born: year\nAda,Lovelace,1815\nAlan Mathison,Turing,1912\n'],
    [',', '"a;b;c",d\n"1;2;3",4\n'],
    [';', 'a;b;"c,d"\n1;2;3\n4;5\n6;7;8\n'],
  ])('is %j', async (delimiter, text) => {
    expect((await headOf(text)).delimiter).toBe(delimiter);
  });

  it('is not guessed from a short row: a ragged table stays a table of several columns', async () => {
    expect(await headOf('a;b|x;c\n1;2;3\n4;5\n6;7\n8;9;10\n')).toMatchObject({
      delimiter: ';',
      names: ['a', 'b|x', 'c'],
    });
  });

  it('is found where no row fits the header, as in files with unnamed row names', async () => {
    const { delimiter, names } = await headOf('sepal length,sepal width,sort\n1,5.1,3.5,x y\n2,4.9,3.0,x y z\n');
    expect([delimiter, names.length]).toEqual([',', 3]);
  });

  it('does not matter in a table of one column', async () => {
    expect(await headOf('name\nAda Lovelace\nAlan\n')).toMatchObject({ names: ['name'], hasRows: true });
  });
});

describe('the header', () => {
  it('may have quotes, doubled quotes and line ends', async () => {
    const { names } = await headOf('"a ""x""","b\nc",d,\n1,2,3,4\n');
    expect(names).toEqual(['a "x"', 'b\nc', 'd', '']);
  });

  it('may be all there is', async () => {
    expect((await headOf('a,b\n\n  \n')).hasRows).toBe(false);
    expect((await headOf('a,b')).hasRows).toBe(false);
  });
});

it('records survive being written and parsed', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', ';', '"', '\n', ' ', "'", 'é') });
  const records = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(records, fc.constantFrom(',', ';', '\t'), (table, delimiter) => {
      const text = table
        .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter))
        .join('\n');
      expect(parseRecords(text, delimiter, 100).records).toEqual(table);
    }),
  );
});
