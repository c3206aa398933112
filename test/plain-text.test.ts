import { expect, it } from 'vitest';
import { plainText } from '../src/plain-text.js';

it('makes one line of many', () => {
  expect(plainText('a\r\nb\u2028c\td\u0085e')).toBe('a b c d e');
});

it('removes what moves a cursor or turns text around', () => {
  expect(plainText('\u001B[31mred\u001B[0m\u0007')).toBe('[31mred[0m');
  expect(plainText('abc\u202Etxt.exe\u2066x\u2069\uFEFF\u009B2J')).toBe('abctxt.exex2J');
  expect(plainText('lone\uD800surrogate')).toBe('lonesurrogate');
});

it('keeps letters of every script, and the joiners that they need', () => {
  for (const text of ['größe', '体重', 'می\u200Cخواهم', '👩\u200D🔬']) expect(plainText(text)).toBe(text);
});
