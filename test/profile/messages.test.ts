import { expect, it } from 'vitest';
import { fileError, listNames, nearNames, percent, plural, printable } from '../../src/profile/messages.js';

it('names are printed on one line, without control and direction characters, and short', () => {
  expect(printable('a\u{1b}[31mb\nc\u{202e}d')).toBe('a\u{fffd}[31mb\u{fffd}c\u{fffd}d');
  expect(printable('x'.repeat(100))).toHaveLength(60);
});

it('near names are few edits away, the nearest first', () => {
  const names = ['sepal_length', 'sepal_width', 'petal_length', 'species', 'id'];
  expect(nearNames('sepal_lenght', names)).toEqual(['sepal_length', 'petal_length']);
  expect(nearNames('SPECIES', names)).toEqual(['species']);
  expect(nearNames('spezies', names)).toEqual(['species']);
  expect(nearNames('di', names)).toEqual(['id']);
  expect(nearNames('ab', names)).toEqual([]);
  expect(nearNames('outcome', names)).toEqual([]);
  expect(nearNames('x', ['y', 'X'])).toEqual(['X']);
});

it('lists name the first five', () => {
  expect(listNames(['a', 'b'])).toBe('"a", "b"');
  expect(listNames(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe('"a", "b", "c", "d", "e" and 2 more');
});

it('numbers are written for people', () => {
  expect([plural(1, 'row'), plural(2, 'row'), percent(0.123_456), percent(1), percent(0.0012)]).toEqual([
    '1 row',
    '2 rows',
    '12 %',
    '100 %',
    '0.12 %',
  ]);
});

it('an error about a file begins with its name, not its folder', () => {
  const error = fileError('file_empty', '/home/someone/secret/data.csv', 'the file is empty.', { fields: { line: 1 } });
  expect(error.message).toBe('data.csv: the file is empty.');
  expect(error.fields).toEqual({ file: 'data.csv', line: 1 });
});
