import { describe, expect, it } from 'vitest';
import { csvLine } from '../src/csv-line.js';

describe('a line of CSV', () => {
  it('quotes what has a comma, a quote or a line break, and leaves the rest', () => {
    expect(csvLine(['a', 1.5, null, 'b,c', 'd"e', 'f\ng'])).toBe('a,1.5,,"b,c","d""e","f\ng"\r\n');
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    ' =1',
    '\u200b=1',
    '\ufeff=1',
    '＝1',
    '＋1',
    '－1',
    '＠1',
    '=HYPERLINK("http://x","y")',
  ])('shows %j as it is and never as a formula', (text) => {
    const [cell = ''] = csvLine([text]).split('\r\n').filter(Boolean);
    expect(cell.replace(/^"/, '')).toMatch(/^'/);
  });

  it('leaves numbers alone, also those below 0', () => {
    expect(csvLine([-1, 0, 1e-7])).toBe('-1,0,1e-7\r\n');
  });
});
