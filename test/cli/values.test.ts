import { describe, expect, it } from 'vitest';
import { parseColumns, parseDuration, parseWhole, quoteColumn } from '../../src/cli/values.js';

describe('parseDuration', () => {
  it.each([
    ['30', 30],
    ['30s', 30],
    ['2m', 120],
    ['500ms', 0.5],
    ['1.5h', 5400],
    [' 10 S ', 10],
  ])('reads %s as %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', 's', '-5s', '5 days', '0', '25h', '1e3', 'Infinity'])('refuses %j', (text) => {
    expect(() => parseDuration(text)).toThrow(/Give a time/);
  });
});

describe('parseWhole', () => {
  it('keeps to its bounds', () => {
    const parse = parseWhole(1, 200);
    expect([parse('1'), parse('200')]).toEqual([1, 200]);
    for (const text of ['0', '201', '1.5', '', 'x', '-1']) expect(() => parse(text)).toThrow(/from 1 to 200/);
  });
});

describe('parseColumns', () => {
  it.each([
    ['y', ['y']],
    ['a,b , c', ['a', 'b', 'c']],
    ['"a,b",c', ['a,b', 'c']],
    ['a,"say ""x"""', ['a', 'say "x"']],
    ['size 3"', ['size 3"']],
  ])('splits %j', (text, names) => {
    expect(parseColumns(text)).toEqual(names);
  });

  it('adds to the names of an earlier use', () => {
    expect(parseColumns('c', ['a', 'b'])).toEqual(['a', 'b', 'c']);
  });

  it.each(['', 'a,,b', 'a,'])('refuses the empty name in %j', (text) => {
    expect(() => parseColumns(text)).toThrow(/empty/);
  });

  it('reads back what quoteColumn wrote', () => {
    const names = ['y', 'a,b', 'say "x"', ' padded '];
    expect(parseColumns(names.map(quoteColumn).join(','))).toEqual(names);
  });
});
