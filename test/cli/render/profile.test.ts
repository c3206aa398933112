import { describe, expect, it } from 'vitest';
import { renderProfile } from '../../../src/cli/render/profile.js';
import type { ColumnSummary } from '../../../src/profile/read.js';
import { binaryRecommendation, regressionRecommendation } from '../../fixtures/recommendation.js';

const columns: ColumnSummary[] = [
  {
    name: 'plas',
    kind: 'numeric',
    role: 'feature',
    missing: 5,
    distinct: 136,
    min: 0,
    max: 199,
    mean: 120.9,
    skewness: 0.17,
  },
  { name: '体重', kind: 'categorical', role: 'feature', missing: 0, distinct: 3, note: 'three levels' },
  { name: 'class\u001B[31m', kind: 'boolean', role: 'target', missing: 0, distinct: 2 },
];
const warnings = [{ code: 'duplicate_rows', message: '3% of the rows repeat an earlier one.' }];
const options = { width: 110, color: false };

describe('renderProfile', () => {
  const text = renderProfile(
    { file: 'diabetes.csv', profile: binaryRecommendation().profile, columns, warnings },
    options,
  );

  it('lists the columns with their kind, role and range', () => {
    expect(text).toMatch(/^column +kind +role +missing +distinct +min +mean +max +skew +note$/m);
    expect(text).toMatch(/^plas +numeric +feature +5 +136 +0 +120\.9 +199 +0\.2$/m);
    expect(text).toMatch(/^体重 {7}categorical/m);
  });

  it('shows facts, the balance of classes, and warnings', () => {
    expect(text).toContain('768 rows; 8 numeric, 1 identifier; 0% of the cells missing; 0% duplicate rows');
    expect(text).toMatch(/^tested_negative +500 +65% +█{24}$/m);
    expect(text).toMatch(/^tested_positive +268 +35% +█{13}$/m);
    expect(text).toContain('! 3% of the rows repeat an earlier one.');
  });

  it('shows the range of a number to predict', () => {
    const numeric = renderProfile(
      { file: 'a.csv', profile: regressionRecommendation().profile, columns, warnings: [] },
      options,
    );
    expect(numeric).toContain('least 9, mean 23.51, greatest 46.6, standard deviation 7.82, skewness 0.46');
    expect(numeric).not.toContain('warning');
  });

  it('counts what is too much to list', () => {
    const many = Array.from(
      { length: 75 },
      (_, index): ColumnSummary => ({ name: `c${index}`, kind: 'numeric', role: 'feature', missing: 0, distinct: 2 }),
    );
    const classCounts = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`k${index}`, 30 - index]));
    const long = renderProfile(
      { file: 'a.csv', profile: { ...binaryRecommendation().profile, classCounts }, columns: many, warnings: [] },
      options,
    );
    expect(long).toContain('and 15 more columns');
    expect(long).toContain('and 18 more classes');
  });

  it('lets no escape code of the data through', () => expect(text).not.toContain('\u001B'));
});
