import { describe, expect, it } from 'vitest';
import { drawProfile } from '../../src/advise/draw-profile.js';
import {
  compactRecommendation,
  compactRecommendationSchema,
  expandRecommendation,
} from '../../src/audit/compact-recommendation.js';
import { createRandom } from '../../src/random.js';
import type { Recommendation } from '../../src/settings/recommendation.js';
import type { Settings } from '../../src/settings/slots.js';
import { advisor, builtIn } from '../advise/built-in.js';
import { adviceOnlyRecommendation, binaryRecommendation } from '../fixtures/recommendation.js';

const { name, version, hash } = builtIn;

async function recommended(
  profile = drawProfile(createRandom(1)),
  fixed: Partial<Settings> = {},
): Promise<Recommendation> {
  const { settings, items } = await advisor.advise(profile, fixed);
  const ids = { id: 'rec_1', decisionId: 'dec_1', createdAt: '2026-11-28T00:00:00.000Z' };
  const ruleSet = { name, version, hash };
  return { ...ids, ruleSet, profile, settings, advice: items, warnings: [...(settings.warnings ?? [])] };
}

/** Through the store: what is kept is JSON. */
function keptAndRead(recommendation: Recommendation): Recommendation {
  const kept: unknown = JSON.parse(JSON.stringify(compactRecommendation(recommendation, builtIn)));
  return expandRecommendation(compactRecommendationSchema.parse(kept), builtIn);
}

describe('a compact recommendation', () => {
  it('gives back every member of what the rules say, in its order', async () => {
    const random = createRandom(7);
    for (let drawn = 0; drawn < 100; drawn++) {
      const made = await recommended(drawProfile(random)).catch(() => undefined);
      if (made) expect(JSON.stringify(keptAndRead(made))).toBe(JSON.stringify(made));
    }
  });

  it('gives back what callers fixed, what a probe found and what no rule of the set explains', async () => {
    const fixed = await recommended(undefined, { optimizer: 'sgd', epochs: 7 });
    for (const one of [fixed, binaryRecommendation(), adviceOnlyRecommendation()])
      expect(JSON.stringify(keptAndRead(one))).toBe(JSON.stringify(one));
    const [first, ...others] = fixed.advice;
    if (first === undefined) throw new Error('there is no advice');
    const edited: Recommendation = {
      ...fixed,
      settings: { ...fixed.settings, epochs: 9 },
      warnings: [{ code: 'own', message: 'of nobody' }],
      advice: [{ ...first, because: '', alternatives: [{ value: 1, ruleId: 'a.b', lostBecause: 'so' }] }, ...others],
    };
    expect(keptAndRead(edited)).toEqual(edited);
  });

  it('is less than a third as long', async () => {
    const made = await recommended();
    const lengths = [compactRecommendation(made, builtIn), made].map((one) => JSON.stringify(one).length);
    expect(lengths[0]).toBeLessThan((lengths[1] ?? 0) / 3);
  });
});
