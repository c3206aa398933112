import { describe, expect, it } from 'vitest';
import { newRecommendationRecord } from '../../src/audit/new-record.js';
import { namesOfRule, readPayload, writePayload } from '../../src/audit/payload.js';
import type { DecisionRecord } from '../../src/audit/schema.js';
import { canonicalize } from '../../src/canonical-json.js';
import { createContext, items, profile, trace } from '../fixtures/decisions.js';

const place = { recommendationId: 'rec_1', durationMs: 0.3 };
const record = (): DecisionRecord =>
  newRecommendationRecord(createContext(), { ...place, profile, fixed: { batchSize: 64 }, items, trace });

describe('a payload', () => {
  it('has settings as a value and a rule, which is named after its slot', () => {
    expect(JSON.parse(writePayload(record()))).toMatchObject({
      schemaVersion: 2,
      outcome: {
        settings: {
          optimizer: ['adam', '.adam'],
          batchSize: null,
          metrics: [
            ['prAuc', '.imbalanced'],
            ['accuracy', '.accuracy'],
          ],
        },
      },
    });
  });

  it('calls a rule that is the default of its slot nothing, and knows it by what it was called before', () => {
    const usual = { ...items[0], slot: 'dropout', ruleId: 'dropout.default', final: 0 } as (typeof items)[number];
    const context = createContext();
    const written = newRecommendationRecord(context, { ...place, profile, fixed: {}, items: [usual], trace });
    const text = writePayload(written);
    expect(text).toContain('"settings":{"dropout":[0,""]}');
    expect(readPayload(text)).toEqual(written);
    expect(readPayload(text.replace('[0,""]', '[0,".default"]'))).toEqual(written);
    expect(namesOfRule('dropout.default')).toEqual(['dropout.default', '.default', '']);
    expect(namesOfRule('dropout.tables')).toEqual(['dropout.tables', '.tables']);
  });

  it('has what the caller fixed once, among the facts', () => {
    const written = record();
    const text = writePayload(written);
    expect(text).toContain('"batchSize":null');
    expect(readPayload(text)).toEqual(written);
    expect(readPayload(text.replace('"batchSize":null', '"batchSize":[64,null]'))).toEqual(written);
    expect(readPayload(text.replace('"settings":{"batchSize":64}', '"settings":{}'))).toBeUndefined();
  });

  it('has a value that no rule gave and that is not what was fixed', () => {
    const written = newRecommendationRecord(createContext(), {
      ...place,
      profile,
      fixed: { batchSize: 32 },
      items,
      trace,
    });
    const text = writePayload(written);
    expect(text).toContain('"batchSize":[64,null]');
    expect(readPayload(text)).toEqual(written);
  });

  it('is canonical JSON, and reads as what was written', () => {
    const [written, text] = [record(), writePayload(record())];
    expect(canonicalize(JSON.parse(text))).toBe(text);
    expect(readPayload(writePayload(written))).toEqual(written);
  });

  it('keeps a rule of another slot by its whole id', () => {
    const proposed = { ...items[0], slot: 'trials', ruleId: 'optimizer.adam' } as (typeof items)[number];
    const written = newRecommendationRecord(createContext(), {
      ...place,
      profile,
      fixed: {},
      items: [...items, proposed],
      trace,
    });
    expect(writePayload(written)).toContain('"trials":[["adam","optimizer.adam"]]');
    expect(readPayload(writePayload(written))).toEqual(written);
  });

  it('of version 1 has settings with names, and is read as it stands', () => {
    const { outcome, ...rest } = record();
    const old = { ...rest, schemaVersion: 1, outcome };
    expect(readPayload(canonicalize(old))).toEqual(old);
  });

  it.each(['', '{', 'null', '[]', '{"kind":"recommendation","schemaVersion":2}'])(
    'is not read where it is %s',
    (text) => {
      expect(readPayload(text)).toBeUndefined();
    },
  );
});
