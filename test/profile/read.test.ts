import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileSchema } from '../../src/profile/schema.js';
import { codesOf, csvOf, failureOf, kindsOf, messageOf, read, scattered } from './files.js';

const y = (row: number): string => (scattered(row, 5) < 0.4 ? 'no' : 'sure');

describe('missing cells', () => {
  const markers = ['', '""', '" "', 'NA', 'N/A', 'n/a', '#N/A', '<NA>', 'NaN', 'nan', 'NULL', 'null', '?', '\\N'];

  it('are empty or written by one of the usual words', async () => {
    const cell = (row: number, value: string | number) => markers[row] ?? value;
    const { table, profile } = await read(
      csvOf(60, { a: (row) => cell(row, row / 7), b: (row) => cell(row, 'pqr'[row % 3] ?? ''), y }),
    );
    const [a, b] = table.columns;
    const missing = Array.from({ length: 60 }, (_, row) => row < markers.length);
    expect(a?.kind === 'numeric' && Array.from(a.values, Number.isNaN)).toEqual(missing);
    expect(b?.kind === 'categorical' && Array.from(b.codes, (code) => code === -1)).toEqual(missing);
    expect(profile.missingShare).toBeCloseTo(markers.length / 60, 12);
    expect(profile.numericMissingShare).toBeCloseTo(markers.length / 60, 12);
  });

  it('are not the level none, but are none among numbers', async () => {
    const { schema, table } = await read(
      csvOf(40, {
        debtors: (row) => ['none', 'guarantor', '-'][row % 3] ?? '',
        rate: (row) => ['none', '-'][row] ?? (row % 4 === 3 ? 'Unknown' : row / 9),
        y,
      }),
    );
    expect(schema.features[0]).toMatchObject({ levels: ['-', 'guarantor', 'none'] });
    expect(schema.features[1]).toMatchObject({ kind: 'numeric' });
    const [, rate] = table.columns;
    expect(rate?.kind === 'numeric' && rate.values.filter(Number.isNaN).length).toBe(12);
  });

  it('are infinite and enormous numbers, with a warning', async () => {
    const dataset = await read(csvOf(40, { a: (row) => ['inf', '-Infinity', '1e400', '1e39'][row] ?? row / 9, y }));
    expect(dataset.columns[0]).toMatchObject({ kind: 'numeric', missing: 4, distinct: 36 });
    expect(messageOf(dataset, 'infinite_values')).toContain('4 values counted as missing');
  });

  it('are a few words among numbers, with a warning; more words make a category', async () => {
    const mixed = await read(csvOf(100, { a: (row) => (row % 20 === 3 ? 'broken' : row % 11), y }));
    expect(kindsOf(mixed)).toMatchObject({ a: 'numeric' });
    expect(messageOf(mixed, 'mixed_column')).toContain('5 values (such as "broken")');
    const codes = await read(csvOf(100, { a: (row) => (row % 10 === 3 ? 'broken' : row % 11), y }));
    expect(kindsOf(codes)).toMatchObject({ a: 'categorical' });
    expect(codesOf(codes)).not.toContain('mixed_column');
  });
});

describe('kinds of columns', () => {
  const numeric = (row: number): number => scattered(row);
  const cases: [string, string, (row: number) => string | number][] = [
    ['real numbers', 'numeric', numeric],
    ['different real numbers in each row', 'numeric', (row) => row + 0.5],
    ['far apart whole numbers', 'numeric', (row) => row * row * 3],
    ['numbers with signs and exponents', 'numeric', (row) => `${row % 2 ? '+' : '-'}${row}.5e-3`],
    ['small whole numbers', 'numeric', (row) => row % 5],
    ['years', 'numeric', (row) => 1990 + (row % 30)],
    ['dates written as numbers', 'numeric', (row) => 20_200_101 + (row % 28)],
    ['two numbers that are not 0 and 1', 'numeric', (row) => 1 + (row % 2)],
    ['0 and 1', 'boolean', (row) => row % 2],
    ['0.0 and 1.0', 'boolean', (row) => ['0.0', '1.0'][row % 2] ?? ''],
    ['True and False', 'boolean', (row) => ['True', 'False'][row % 2] ?? ''],
    ['yes and NO in mixed case', 'boolean', (row) => ['yes', 'NO', 'Yes', 'no'][row % 4] ?? ''],
    ['t and f with some missing', 'boolean', (row) => ['t', 'f', '?'][row % 3] ?? ''],
    ['yes and none: no known pair', 'categorical', (row) => ['yes', 'none'][row % 2] ?? ''],
    ['words', 'categorical', (row) => ['red', 'green', 'blue'][row % 3] ?? ''],
    ['one word that is often missing', 'categorical', (row) => (row % 4 ? '' : 'Y')],
    ['one number that is often missing', 'categorical', (row) => (row % 4 ? '' : '3')],
    ['many levels that repeat', 'categorical', (row) => `town ${row % 45}`],
    ['sentences', 'text', (row) => `the reviewer of row ${row} was pleased`],
    ['names that differ', 'identifier', (row) => `u${row}@example.org`],
    ['a counter from 1', 'identifier', (row) => row + 1],
    ['a shuffled counter from 500', 'identifier', (row) => 500 + ((row * 37) % 100)],
    ['a counter of which every other row was taken', 'identifier', (row) => 2 * row + (row % 2)],
    ['ISO dates', 'datetime', (row) => `2021-03-${String(1 + (row % 28)).padStart(2, '0')}`],
    ['time stamps', 'datetime', (row) => `2021-03-04T12:${String(row % 60).padStart(2, '0')}:00Z`],
    ['dates with slashes', 'datetime', (row) => `${1 + (row % 12)}/${1 + (row % 28)}/2020`],
    ['times of day', 'datetime', (row) => `${row % 24}:30`],
    ['the same value', 'constant', () => 'same'],
    ['the same number in two spellings', 'constant', (row) => ['1', '1.0'][row % 2] ?? ''],
    ['the same value but for one missing', 'constant', (row) => (row === 4 ? '' : 7)],
    ['nothing', 'constant', () => '?'],
    ['infinities only', 'constant', () => 'inf'],
  ];

  it('are inferred from the values', async () => {
    const columns = Object.fromEntries(cases.map(([name, , of]) => [name, of]));
    const dataset = await read(csvOf(100, { ...columns, y }));
    expect(kindsOf(dataset)).toEqual({
      ...Object.fromEntries(cases.map(([name, kind]) => [name, kind])),
      y: 'categorical',
    });
    const counted = (kind: string) => cases.filter(([, of]) => of === kind).length;
    expect(dataset.profile.columns).toEqual({
      numeric: counted('numeric'),
      categorical: counted('categorical'),
      boolean: counted('boolean'),
      text: counted('text'),
      datetime: counted('datetime'),
      identifier: counted('identifier'),
      constant: counted('constant'),
    });
    const kept = cases.filter(([, kind]) => ['numeric', 'boolean', 'categorical'].includes(kind)).map(([name]) => name);
    expect(dataset.table.columns.map(({ name }) => name)).toEqual(kept);
    expect(dataset.schema.features.map(({ name }) => name)).toEqual(kept);
    expect(codesOf(dataset)).toEqual([
      'empty_column',
      'constant_column',
      'identifier_column',
      'text_column',
      'datetime_column',
      'infinite_values',
    ]);
  });

  it('are identifiers by name only when every row has another whole number', async () => {
    const dataset = await read(
      csvOf(40, {
        customer_id: (row) => row * row * 7,
        PassengerId: (row) => row * row * 11,
        shop_id: (row) => row % 9,
        grid: (row) => row * row * 13,
        y,
      }),
    );
    expect(kindsOf(dataset)).toMatchObject({
      customer_id: 'identifier',
      PassengerId: 'identifier',
      shop_id: 'numeric',
      grid: 'numeric',
    });
    expect(messageOf(dataset, 'identifier_column')).toContain('"customer_id", "PassengerId"');
  });

  it('spare a counter that is the only feature', async () => {
    const dataset = await read(csvOf(30, { x: (row) => row, y: (row) => 2 * row + 1 }));
    expect(kindsOf(dataset)).toMatchObject({ x: 'numeric' });
    expect(dataset.columns[0]?.note).toBe('may number the rows');
  });

  it('take few different words in few rows for a category', async () => {
    const dataset = await read(csvOf(12, { a: (row) => `w${row % 9}`, y }));
    expect(kindsOf(dataset)).toMatchObject({ a: 'categorical' });
  });
});

describe('the facts', () => {
  it('satisfy their schema and count by hand', async () => {
    const { profile } = await read(
      csvOf(20, {
        plain: (row) => row % 5,
        // 19 values within 0..4 and one far out.
        far: (row) => (row === 7 ? 1000 : row % 5),
        colour: (row) => (row < 4 ? '' : (['red', 'blue', 'green'][row % 3] ?? '')),
        y,
      }),
      { metric: 'accuracy' },
    );
    expect(profileSchema.parse(profile)).toEqual(profile);
    expect(profile).toMatchObject({
      rows: 20,
      metric: 'accuracy',
      numericSkewedShare: 0.5,
      numericOutlierShare: 1 / 40,
      numericMissingShare: 0,
      missingShare: 4 / 60,
      categories: { max: 3, total: 3 },
    });
  });

  it('leave out what nothing determines', async () => {
    const { profile } = await read(csvOf(20, { a: (row) => 'pqr'[row % 3] ?? '', y }));
    expect(profile).not.toHaveProperty('numericSkewedShare');
    expect(profile).not.toHaveProperty('groups');
    expect(profile).not.toHaveProperty('task');
  });

  it('count repeated rows, target included, and number equal feature vectors', async () => {
    const { profile, table, warnings } = await read(
      csvOf(20, {
        a: (row) => (row < 4 ? 1.5 : row),
        b: (row) => (row < 4 ? 'p' : 'q'),
        y: (row) => (row === 3 ? 'no' : (['sure', 'no'][Number(row > 9)] ?? '')),
      }),
    );
    expect(profile.duplicateShare).toBe(2 / 20);
    expect([...table.duplicateOf]).toEqual([0, 0, 0, 0, ...Array.from({ length: 16 }, (_, index) => index + 1)]);
    expect(warnings).toContainEqual({
      code: 'duplicate_rows',
      message: '10 % of the rows repeat an earlier row exactly.',
    });
  });

  it('have groups, which are no feature', async () => {
    const dataset = await read(csvOf(30, { a: scattered, who: (row) => (row === 5 ? '' : `p${row % 6}`), y }), {
      group: 'who',
    });
    expect(dataset.profile.groups).toBe(7);
    expect(dataset.table.columns.map(({ name }) => name)).toEqual(['a']);
    expect(dataset.columns.map(({ role }) => role)).toEqual(['feature', 'group', 'target']);
    const { groups } = dataset.table;
    expect([groups?.[0] === groups?.[6], groups?.[0] === groups?.[1]]).toEqual([true, false]);
  });

  describe('in the order of a column of times', () => {
    const dates = (row: number) => `20${20 - (row % 3)}-0${1 + (row % 9)}-1${row % 10}`;
    const ordered = async (time: (row: number) => string | number) => {
      const dataset = await read(csvOf(30, { a: (row) => row, at: time, y }), { time: 'at' });
      const [a] = dataset.table.columns;
      return { ...dataset, rows: a?.kind === 'numeric' ? [...a.values] : [] };
    };
    const all = Array.from({ length: 30 }, (_, row) => row);

    it('are sorted by it, and it is no feature', async () => {
      const { rows, profile, table, columns } = await ordered((row) => 1000 - row);
      expect(rows).toEqual(all.toReversed());
      expect(profile.timeOrdered).toBe(true);
      expect(table.columns.map(({ name }) => name)).toEqual(['a']);
      expect(columns.map(({ role }) => role)).toEqual(['feature', 'time', 'target']);
      const { codes } = (await read(csvOf(30, { a: (row) => row, y }))).table.target;
      expect(table.target.codes).toEqual(codes?.toReversed());
    });

    it.each([
      { what: 'dates', write: (text: string) => text },
      { what: 'dates with slashes', write: (text: string) => text.replaceAll('-', '/') },
      { what: 'dates with a time of day', write: (text: string) => `${text}T08:30:00.5` },
      { what: 'dates with a time of day and a zone', write: (text: string) => `${text} 08:30:00Z` },
    ])('may be $what', async ({ write }) => {
      const expected = all.toSorted((x, z) => dates(x).localeCompare(dates(z)) || x - z);
      expect((await ordered((row) => write(dates(row)))).rows).toEqual(expected);
    });

    it('stay as they were where the time is the same', async () => {
      const expected = all.toSorted((x, z) => (x % 4) - (z % 4) || x - z);
      expect((await ordered((row) => row % 4)).rows).toEqual(expected);
    });

    it('are numbers by value, not by their digits', async () => {
      expect((await ordered((row) => (row === 0 ? 100 : row))).rows).toEqual([...all.slice(1), 0]);
    });

    it.each([
      { what: 'a missing time', write: (row: number) => (row === 7 ? '' : row) },
      { what: 'a day that comes first', write: (row: number) => `${10 + row}/01/2024` },
      { what: 'a word', write: (row: number) => (row === 7 ? 'later' : row) },
    ])('cannot have $what', async ({ write }) => {
      const error = await failureOf(ordered(write));
      expect(error.code).toBe('usage_invalid');
      expect(error.message).toMatch(/no time that can be read in column "at"/);
    });
  });

  it('are in the order of the file where no times are named', async () => {
    expect((await read(csvOf(30, { a: scattered, y }))).profile).not.toHaveProperty('timeOrdered');
  });

  describe('with a column of weights', () => {
    const weighed = (weight: (row: number) => string | number) =>
      read(csvOf(30, { a: scattered, w: weight, y: (row) => (row === 4 ? '' : y(row)) }), { weight: 'w' });

    it('have one each, and it is no feature', async () => {
      const { profile, table, columns } = await weighed((row) => (row === 4 ? 'none' : row / 2));
      expect(profile.weighted).toBe(true);
      expect(table.columns.map(({ name }) => name)).toEqual(['a']);
      expect(columns.map(({ role }) => role)).toEqual(['feature', 'weight', 'target']);
      // The fifth row has no target: what it weighs is of no matter. The others' mean becomes 1.
      const others = Array.from({ length: 30 }, (_, row) => row / 2).filter((weight) => weight !== 2);
      const mean = others.reduce((sum, weight) => sum + weight, 0) / 29;
      expect(Array.from(table.weights ?? [])).toEqual(others.map((weight) => expect.closeTo(weight / mean, 9)));
    });

    it('may be of any size', async () => {
      const { table } = await weighed((row) => (row % 2 === 0 ? '1e38' : '3e38'));
      expect(table.weights).toHaveLength(29);
      expect(table.weights?.every((weight) => weight > 0.4 && weight < 1.6)).toBe(true);
    });

    it.each([
      {
        what: 'a row without one',
        write: (row: number) => (row === 7 ? '' : 1),
        says: /1 row of 29 have no weight of at least 0 in column "w"\.$/,
      },
      { what: 'a word', write: (row: number) => (row > 26 ? 'much' : 1), says: /3 rows of 29 .*such as "much"/ },
      { what: 'an infinite one', write: (row: number) => (row === 7 ? 'inf' : 1), says: /1 row of 29 .*such as "inf"/ },
      { what: 'one below 0', write: (row: number) => (row === 7 ? -0.5 : 1), says: /1 row of 29 .*such as "-0\.5"/ },
      { what: 'none above 0', write: () => 0, says: /every row has the weight 0/ },
    ])('cannot have $what', async ({ write, says }) => {
      const error = await failureOf(weighed(write));
      expect([error.code, error.fields?.['pointers']]).toEqual(['usage_invalid', ['/weight']]);
      expect(error.message).toMatch(says);
    });

    it('follow their rows into the order of time', async () => {
      const file = csvOf(30, { a: scattered, at: (row) => -row, w: (row) => row, y });
      const { table } = await read(file, { weight: 'w', time: 'at' });
      expect(Array.from(table.weights ?? [])).toEqual(
        Array.from({ length: 30 }, (_, row) => expect.closeTo((29 - row) / 14.5, 9)),
      );
    });
  });

  it('leave out ignored columns', async () => {
    const dataset = await read(csvOf(30, { a: scattered, b: scattered, y }), { ignore: ['b'] });
    expect(dataset.profile.columns.numeric).toBe(1);
    expect(dataset.columns[1]).toMatchObject({ name: 'b', role: 'ignored', kind: 'numeric' });
  });

  it('summarize columns', async () => {
    const { columns } = await read(csvOf(40, { a: (row) => (row < 2 ? '' : row % 4), y }));
    expect(columns[0]).toMatchObject({ kind: 'numeric', missing: 2, distinct: 4, min: 0, max: 3 });
    expect(columns[0]?.mean).toBeCloseTo(59 / 38, 12);
    expect(columns[0]?.skewness).toBeDefined();
  });
});

it('any text survives as a level, whatever it looks like', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'B', ',', '"', "'", ';', '\n', '\\', '-', '$', 'é', '😀', '%') });
  const cell = text.filter((value) => value.trim() === value && !['', '-', '\\N'].includes(value));
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(cell, { minLength: 2, maxLength: 8 }), async (levels) => {
      const quoted = levels.map((level) => `"${level.replaceAll('"', '""')}"`);
      const { table } = await read(csvOf(40, { a: (row) => quoted[row % levels.length] ?? '', y }));
      const [column] = table.columns;
      if (column?.kind !== 'categorical') throw new Error(`read as ${column?.kind}`);
      const back = Array.from(column.codes, (code) => column.levels[code]);
      expect(back).toEqual(Array.from({ length: 40 }, (_, row) => levels[row % levels.length]));
    }),
    { numRuns: 12 },
  );
});
