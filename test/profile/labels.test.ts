import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byCodePoint, classesOf } from '../../src/profile/labels.js';

const label = (text: string, rows: number, value?: number) => ({
  text,
  key: text.trim(),
  rows,
  ...(value === undefined ? {} : { value }),
});

it('texts are sorted by code point, also beyond the basic plane', () => {
  expect(['b', 'a', 'Z', 'é', '\u{ff5e}', '😀', 'ab'].sort(byCodePoint)).toEqual([
    'Z',
    'a',
    'ab',
    'b',
    'é',
    '\u{ff5e}',
    '😀',
  ]);
});

it('numbers are sorted by value and merged, named as they are written most often', () => {
  expect(classesOf([label('10', 3, 10), label('9.0', 2, 9), label('9', 5, 9), label('-1', 1, -1)])).toEqual({
    labels: ['-1', '9', '10'],
    counts: [1, 7, 3],
    values: [-1, 9, 10],
  });
});

it('texts that differ only in outer spaces are one class', () => {
  expect(classesOf([label(' yes', 5), label('yes', 2), label('no', 3)])).toEqual({
    labels: [' yes', 'no'],
    counts: [7, 3],
  });
});

it('the order of the file does not matter', () => {
  const labels = fc.uniqueArray(fc.record({ text: fc.string({ minLength: 1 }), rows: fc.nat(9) }), {
    selector: ({ text }) => text,
  });
  fc.assert(
    fc.property(labels, (list) => {
      const counted = list.map(({ text, rows }) => label(text, rows));
      expect(classesOf([...counted].reverse())).toEqual(classesOf(counted));
    }),
  );
});
