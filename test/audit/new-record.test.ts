import { describe, expect, it } from 'vitest';
import { drawProfile } from '../../src/advise/draw-profile.js';
import { newRecommendationRecord } from '../../src/audit/new-record.js';
import { readPayload, writePayload } from '../../src/audit/payload.js';
import { decisionRecordSchema } from '../../src/audit/schema.js';
import { compactTraceSchema, expandTrace } from '../../src/audit/trace.js';
import { canonicalize } from '../../src/canonical-json.js';
import { createRandom } from '../../src/random.js';
import { type Settings, slots } from '../../src/settings/slots.js';
import { advisor, builtIn } from '../advise/built-in.js';
import { createContext } from '../fixtures/decisions.js';

const context = { ...createContext(), ruleSet: builtIn };
const place = { recommendationId: 'rec_1', durationMs: 0.3 };

describe('the record of a recommendation', () => {
  it('is one by the schema, and stays as it is when it is written and read, for two thousand decisions', async () => {
    const random = createRandom(21, 'records');
    let before: Settings | undefined;
    for (let i = 0; i < 2000; i++) {
      const profile = drawProfile(random);
      const given = slots.filter((slot) => before && before[slot] !== null && random() < 0.1);
      const fixed: Partial<Settings> = Object.fromEntries(given.map((slot) => [slot, before?.[slot]]));
      const { items, settings, trace } = await advisor.advise(profile, fixed);
      before = settings;
      const record = newRecommendationRecord(context, { ...place, profile, fixed, items, trace });
      expect(Object.values(record.outcome.settings).flat()).toHaveLength(items.length);
      expect(decisionRecordSchema.parse(record)).toEqual(record);
      const read = readPayload(writePayload(record));
      expect(read).toEqual(record);
      const slotsRead = expandTrace(compactTraceSchema.parse(read?.trace), builtIn).slots;
      expect(canonicalize(slotsRead)).toBe(canonicalize(trace.slots));
    }
  }, 60_000);

  it('names no slot that is left open', async () => {
    const profile = drawProfile(createRandom(1, 'open'));
    const fixed: object = { dropout: undefined, folds: 4 };
    const { items, trace } = await advisor.advise(profile, fixed);
    const { facts } = newRecommendationRecord(context, { ...place, profile, fixed, items, trace });
    expect(Object.keys(facts.settings)).toEqual(['folds']);
  });
});
