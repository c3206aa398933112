import { describe, expect, it } from 'vitest';
import { withoutRareLabels } from '../../src/audit/rare-labels.js';
import { newRecommendationRecord } from '../../src/audit/new-record.js';
import { factsOf } from '../../src/profile/facts.js';
import { profileSchema } from '../../src/profile/schema.js';
import { createContext, items, trace } from '../fixtures/decisions.js';

const profileWith = (classCounts: Readonly<Record<string, number>>) =>
  profileSchema.parse({ task: 'multiclass', rows: 812, columns: { numeric: 4 }, classCounts });

describe('labels of classes with few rows', () => {
  it('are not put on record; their counts are', () => {
    const profile = profileWith({ flu: 700, 'Morbus Gaucher': 9, cold: 10, 'redacted 1': 90, Fabry: 3 });
    const record = newRecommendationRecord(createContext(), {
      recommendationId: 'rec_1',
      profile,
      fixed: {},
      items,
      trace,
      durationMs: 1,
    });
    expect(record.facts.profile.classCounts).toEqual({
      flu: 700,
      'redacted 2': 9,
      cold: 10,
      'redacted 1': 90,
      'redacted 3': 3,
    });
    expect(JSON.stringify(record)).not.toMatch(/Gaucher|Fabry/);
  });

  it('are nothing that a rule sees', () => {
    const profile = profileWith({ a: 700, b: 2, c: 110 });
    expect(factsOf(withoutRareLabels(profile, 10))).toEqual(factsOf(profile));
  });

  it('stay where none is rare, or where all are to stay', () => {
    const profile = profileWith({ a: 700, b: 2 });
    expect(withoutRareLabels(profile, 0)).toBe(profile);
    const common = profileWith({ a: 700, b: 20 });
    expect(withoutRareLabels(common, 10)).toBe(common);
  });
});
