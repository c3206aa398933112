import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/audit/explain.js';
import { renderDecision } from '../../src/report/pages/decision-page.js';
import { changeOf, outcomeOf } from '../../src/report/view/trial-rows.js';
import { binaryRecommendation } from '../fixtures/recommendation.js';

const explanation: Explanation = {
  decisionId: 'dec_1',
  kind: 'recommendation',
  occurredAt: 0,
  actor: null,
  ruleSet: { name: 'built-in', version: '1.0.0', hash: 'a'.repeat(64) },
  recommendationId: null,
  slots: [],
  notApplicable: [],
  trials: [],
  verdicts: {},
  overrides: [],
};
const standing = {
  chainId: 'default',
  seq: 1,
  occurredAt: 0,
  payloadHash: 'b',
  prevHash: 'c',
  entryHash: 'd',
  recomputes: true,
  isLinked: true,
  note: null,
};
const page = (of: Partial<Explanation>): string =>
  renderDecision({ explanation: { ...explanation, ...of }, summary: '', facts: [], standing });

describe('the page of a decision', () => {
  it('says of a trial what reports say: what it changed, what became of it, and why', () => {
    const all = binaryRecommendation().probe?.trials ?? [];
    const trials = all.map((trial) => (trial.kept ? trial : { ...trial, selected: true as const }));
    const text = page({ trials: trials.map((trial) => ({ decisionId: 'dec_2', trial, conditions: [] })) });
    for (const trial of trials) {
      expect(text).toContain(`<th scope="row">${changeOf(trial)}</th>`);
      expect(text).toContain(`<b>${trial.selected ? 'selected' : 'kept'}</b> ${outcomeOf(trial)}</td>`);
    }
    expect(text).toContain('in the end the simplest network within one standard error of the best');
  });

  it('says of what lost which values made it fire', () => {
    const seen = { fact: 'rows', operator: 'greaterThan', expected: 500, actual: 812, negated: false } as const;
    const lost = { ruleId: 'optimizer.rmsprop', value: 'rmsprop', lostBecause: 'priority 5 is below 10' };
    const slot = { slot: 'optimizer', origin: 'rule', hitPolicy: 'first', values: [], notFired: [] } as const;
    const of = (conditions: Explanation['slots'][number]['losers'][number]['conditions']) =>
      page({ slots: [{ ...slot, losers: [{ ...lost, conditions }] }] });
    const words = 'lost: priority 5 is below 10';
    expect(of([{ ...seen, outcome: 'true' }])).toContain(`${words}; it fired since rows was 812 (&gt; 500)</li>`);
    expect(of([])).toContain(`${words}</li>`);
  });

  it('tells verdicts of the probe first and folds what only rules speak for into one line', () => {
    const text = page({ kind: 'verdicts', verdicts: { loss: 'untested', dropout: 'adjusted', folds: 'untested' } });
    expect(text).toContain('<summary>2 untested: only the rules speak for it');
    expect(text.match(/only the rules speak for it/g)).toHaveLength(1);
    expect(text.indexOf('<code>dropout</code>')).toBeLessThan(text.indexOf('<code>loss</code>'));
  });
});
