import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/profile/facts.js';
import { type ProfileInput, profileSchema } from '../../src/profile/schema.js';

const sharesOf = (parts: Partial<ProfileInput>): unknown[] => {
  const input = { rows: 1000, columns: { numeric: 1 }, classCounts: { a: 900, b: 850, c: 15 }, ...parts };
  const { minorityShare, majorityShare } = factsOf(profileSchema.parse(input));
  return [minorityShare, majorityShare];
};

describe('shares of classes', () => {
  it.each<[string, Partial<ProfileInput>]>([
    ['stated', { task: 'multilabel' }],
    ['in columns of their own', { labelEncoding: 'multiHot', target: { type: 'number', columns: 3 } }],
    ['in lists', { target: { type: 'list' } }],
  ])('are of the rows where a row may have several labels: %s', (_how, parts) => {
    expect(sharesOf(parts)).toEqual([0.015, 0.9]);
  });

  it.each<[string, Partial<ProfileInput>]>([
    ['stated', { task: 'multiclass', labelEncoding: 'multiHot' }],
    ['one-hot', { labelEncoding: 'oneHot', target: { type: 'list', columns: 3 } }],
    ['of texts', { target: { type: 'text' } }],
  ])('are of all counts where it has one: %s', (_how, parts) => {
    expect(sharesOf(parts)).toEqual([15 / 1765, 900 / 1765]);
  });

  it('are not known of counts of nothing, and never above 1', () => {
    expect(sharesOf({ task: 'binary', classCounts: { a: 0, b: 0 } })).toEqual([undefined, undefined]);
    expect(sharesOf({ task: 'multilabel', rows: 10, classCounts: { a: 20, b: 5 } })).toEqual([0.5, 1]);
  });
});
