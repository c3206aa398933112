import { describe, expect, it } from 'vitest';
import { isVisible, renderDifferences } from '../../../src/cli/render/differences.js';

const trial = (value: unknown, because = 'It may help.') => ({
  value: { slot: 'numericEmbedding', value, because },
  ruleId: 'trials.bins',
});

describe('differences of settings', () => {
  it('are told with value and rule, before and after', () => {
    const [optimizer, beta] = renderDifferences([
      {
        slot: 'optimizer',
        before: [{ value: 'adam', ruleId: 'optimizer.default' }],
        after: [{ value: 'sgd', ruleId: null }],
      },
      { slot: 'beta1', before: [{ value: 0.9, ruleId: 'beta1.default' }], after: [] },
    ]);
    expect(optimizer).toBe('optimizer: adam (optimizer.default) -> sgd (the caller)');
    expect(beta).toBe('beta1: 0.9 (beta1.default) -> not applicable');
  });

  it('name a value once where the rule alone is another, in whichever order its members stand', () => {
    const before = [{ value: { minDelta: 0, patience: 20 }, ruleId: 'earlyStopping.cycles' }];
    const after = [{ value: { patience: 20, minDelta: 0 }, ruleId: 'earlyStopping.default' }];
    expect(renderDifferences([{ slot: 'earlyStopping', before, after }])).toEqual([
      'earlyStopping: minDelta 0, patience 20 as before, by earlyStopping.cycles -> earlyStopping.default',
    ]);
  });

  it('of collected values are those that came and went', () => {
    const [none, some, many] = [{ kind: 'none' }, { kind: 'bins', size: 8 }, { size: 16, kind: 'bins' }].map((value) =>
      trial(value),
    );
    if (!none || !some || !many) throw new Error('there are three');
    const stored = trial({ size: 8, kind: 'bins' });
    const [line] = renderDifferences([{ slot: 'trials', before: [none, stored], after: [some, many] }]);
    expect(line).toBe(
      'trials: no longer slot numericEmbedding, value kind none (trials.bins); new slot numericEmbedding, value kind bins, size 16 (trials.bins)',
    );
    const [order] = renderDifferences([{ slot: 'trials', before: [none, some], after: [some, none] }]);
    expect(order).toBe('trials: the same in another order');
  });

  it('of the sentence of a trial alone are none to see', () => {
    const difference = {
      slot: 'trials',
      before: [trial('none', 'With 10 rows.')],
      after: [trial('none', 'With 20 rows.')],
    };
    expect(isVisible(difference)).toBe(false);
    expect(renderDifferences([difference])).toEqual(['trials: the same in other words']);
  });
});
