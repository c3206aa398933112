import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth, padEnd, padStart, truncate, wrap } from '../../../src/cli/render/width.js';

describe('display width', () => {
  it.each([
    ['abc', 3],
    ['体重', 4],
    ['größe', 5],
    ['e\u0301', 1],
    ['한글', 4],
    ['📈', 2],
    ['', 0],
  ])('%s takes %d columns', (text, width) => expect(displayWidth(text)).toBe(width));

  it('pads and truncates by columns, not by characters', () => {
    expect(padEnd('体', 4)).toBe('体  ');
    expect(padStart('7', 3)).toBe('  7');
    expect(truncate('体重計', 5)).toBe('体重…');
    expect(truncate('short', 5)).toBe('short');
  });
});

describe('wrap', () => {
  it('breaks at spaces, and inside a word that is too long', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrap('', 10)).toEqual(['']);
  });

  it('never exceeds the width and loses nothing but spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 30 }), (text, width) => {
        const lines = wrap(text, width);
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });
});
