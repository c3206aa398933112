import { describe, expect, it } from 'vitest';
import { renderSentence } from '../../src/advise/explain.js';
import { explainDecision, ofSlot } from '../../src/audit/explain.js';
import { newRefinementRecord, newVerdictsRecord } from '../../src/audit/new-record.js';
import { renderExplanation } from '../../src/cli/render/explanation.js';
import { recordedRuleSetSchema } from '../../src/audit/rule-set.js';
import { createContext, createRecording, items, ruleSet } from '../fixtures/decisions.js';

const context = createContext();
const { decisions, recommendation } = createRecording(context);
const record = decisions[0] ?? expect.fail('the fixture has no decision');
const place = { recommendationId: recommendation.id, parentId: record.id, durationMs: 1 };
const trial = newRefinementRecord(context, {
  ...place,
  trial: {
    id: 'trl_2',
    parentId: 'trl_1',
    settings: { dropout: 0.3 },
    because: 'diagnosis.overfitting',
    score: 0.47,
    kept: true,
    difference: 0.0127,
    probabilityOfGain: 0.96,
  },
  evidence: { validationRise: 0.2 },
  trace: {
    rules: [{ ruleId: 'diagnosis.overfitting', fired: true, outcomes: 't' }],
    seen: { 'evidence.validationRise': 0.2 },
    slots: [],
  },
});
const evidence = {
  trialId: 'trl_2',
  difference: 0.0127,
  interval: [-0.001, 0.0264] as [number, number],
  probabilityOfGain: 0.96,
  effect: { percent: 1.96, interval: [-0.15, 4.07] as [number, number] },
};
const verdicts = newVerdictsRecord(context, {
  ...place,
  probeId: 'prb_1',
  items: items.map((one) => (one.slot === 'dropout' ? { ...one, verdict: 'adjusted', evidence } : one)),
});

const stored = recordedRuleSetSchema.parse(JSON.parse(ruleSet.body));
const explanation = explainDecision({ record, children: [trial, verdicts], ruleSet: stored, renderSentence });
const slot = (name: string) => explanation.slots.find((one) => one.slot === name);

describe('an explanation', () => {
  it('tells the rule that won, its reason with numbers, and its source', () => {
    expect(slot('optimizer')).toMatchObject({
      origin: 'rule',
      values: [
        { value: 'adam', ruleId: 'optimizer.adam', because: 'Adam needs little tuning on 812 rows.', conditions: [] },
      ],
      losers: [{ ruleId: 'optimizer.rmsprop', value: 'rmsprop', lostBecause: 'priority 5 is below 10' }],
    });
    expect(slot('optimizer')?.values[0]?.source).toMatchObject({ title: 'Handbook' });
  });

  it('tells what holds after the probe where that is another value', () => {
    expect(slot('dropout')).toMatchObject({
      verdict: 'adjusted',
      final: items.find((one) => one.slot === 'dropout')?.final,
    });
    expect(slot('optimizer')).not.toHaveProperty('final');
    expect(renderExplanation(explanation)).toMatch(/dropout = [^]*after the probe: /);
  });

  it('tells why a rule did not fire: the comparison that was false', () => {
    const rows = {
      fact: 'rows',
      operator: 'greaterThan',
      expected: 1000,
      actual: 812,
      outcome: 'false',
      negated: false,
    };
    expect(slot('optimizer')?.notFired).toEqual([{ ruleId: 'optimizer.sgd-large', because: [rows] }]);
  });

  it('tells why a rule did not fire: the fact that was missing', () => {
    const groups = { fact: 'groups', operator: 'greaterThan', expected: 1, outcome: 'unknown', negated: false };
    expect(slot('metrics')?.notFired).toEqual([{ ruleId: 'metrics.groups', because: [groups] }]);
  });

  it('tells what made a rule fire: every part of an all, one of an any', () => {
    expect(slot('dropout')?.values[0]?.conditions).toMatchObject([
      { fact: 'rows', actual: 812, outcome: 'false', negated: true },
      { fact: 'settings.optimizer', actual: 'adam', outcome: 'true', negated: false },
    ]);
    expect(slot('metrics')?.values[0]?.conditions).toMatchObject([{ fact: 'minorityShare', actual: 0.09 }]);
  });

  it('tells what the caller fixed, what does not apply, and what the probe found', () => {
    expect(slot('batchSize')).toMatchObject({ origin: 'caller', values: [{ value: 64, ruleId: null, because: '' }] });
    expect(explanation.notApplicable).toEqual(['rho']);
    expect(slot('dropout')).toMatchObject({ verdict: 'adjusted', effect: evidence.effect });
    expect(slot('optimizer')).not.toHaveProperty('effect');
    expect(explanation.trials).toMatchObject([
      { trial: { id: 'trl_2' }, conditions: [{ fact: 'evidence.validationRise', actual: 0.2 }] },
    ]);
  });

  it('is put in plain words', () => {
    const text = renderExplanation(explanation);
    expect(text).toContain('optimizer.sgd-large did not fire because rows was 812, needs > 1,000');
    expect(text).toContain('metrics.groups did not fire because groups is not known, needs > 1');
    expect(text).toContain('since rows was 812 (not > 1,000)');
    expect(text).toContain('optimizer.rmsprop (rmsprop) lost: priority 5 is below 10');
    expect(text).toContain('batchSize = 64, fixed by the caller');
    expect(text).toContain('The smaller class has 9% of the rows.');
    expect(text).toContain('Not applicable here: rho.');
    expect(text).toContain('since evidence.validationRise was 0.2 (> 0.1)');
    expect(text).toContain('score 0.47, gain 0.0127 (probability 0.96): kept');
    expect(text).toContain(
      "verdict of the probe: adjusted, +2.0 % of the constant predictor's loss (-0.1 to 4.1) against the best other value",
    );
  });

  it('is put in words for one slot alone', () => {
    const text = renderExplanation(ofSlot(explanation, 'dropout'));
    expect(text).toContain('dropout = 0.1');
    expect(text).toContain('Trial trl_2');
    expect(text).not.toContain('optimizer =');
    expect(text).not.toContain('rho');
    expect(Object.keys(ofSlot(explanation, 'dropout').verdicts)).toEqual(['dropout']);
  });

  it('of a trial or of verdicts stands alone too', () => {
    expect(renderExplanation(explainDecision({ record: trial, ruleSet, renderSentence }))).toContain(
      'Trial trl_2: dropout = 0.3',
    );
    expect(renderExplanation(explainDecision({ record: verdicts, ruleSet, renderSentence }))).toContain(
      'dropout: adjusted',
    );
  });

  it('shows nothing that moves a cursor or ends a line', () => {
    const hostile = { ...record, actor: 'a\u001b[2J\nb' };
    expect(renderExplanation(explainDecision({ record: hostile, ruleSet, renderSentence }))).toContain('for a[2J b\n');
  });
});
