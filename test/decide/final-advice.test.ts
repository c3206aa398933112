import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { finalSettings, judgeAdvice } from '../../src/decide/final-advice.js';
import type { ProbeOutcome } from '../../src/decide/run-probe.js';
import { Runner } from '../../src/decide/runner.js';
import type { AdviceItem } from '../../src/settings/recommendation.js';
import { type Settings, type Slot, settingsSchema } from '../../src/settings/slots.js';
import { binarySettings } from '../fixtures/recommendation.js';
import { idlePool, twoClasses } from './tables.js';
import { successful, trialOf } from './trials.js';

const advised = { ...binarySettings, hiddenLayers: 2, dropout: 0.3, learningRate: 0.004 };

describe('final settings', () => {
  it('are those of what was selected, where it differs from what was trained first', () => {
    const final = finalSettings(advised, advised, { ...advised, dropout: 0.45 });
    expect(final).toEqual({ ...advised, dropout: 0.45 });
  });

  it('keep what was replaced only for training as the rules said', () => {
    const recommended: Settings = { ...advised, normalization: 'layer' };
    expect(finalSettings(recommended, advised, { ...advised, dropout: 0.45 }).normalization).toBe('layer');
  });

  it('of a linear model have no units, activation or dropout', () => {
    const final = finalSettings(advised, advised, { ...advised, hiddenLayers: 0, dropout: 0 });
    const { hiddenUnits, hiddenActivation, dropout, dropoutSchedule, normalization } = final;
    expect([hiddenUnits, hiddenActivation, dropout, dropoutSchedule, normalization]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(final.weightDecay).toBe(advised.weightDecay);
    expect(settingsSchema.safeParse(final).error).toBeUndefined();
  });

  it('of another optimizer have its settings, as trained, and not those of the first', () => {
    const { momentum, beta1, beta2, epsilon } = finalSettings(advised, advised, { ...advised, optimizer: 'nesterov' });
    expect({ momentum, beta1, beta2, epsilon }).toEqual({ momentum: 0.9, beta1: null, beta2: null, epsilon: null });
  });

  it('leave a slot that applies without being used as it is', () => {
    expect(finalSettings(advised, advised, advised)).toEqual(advised);
    expect(advised.gradientClipNorm).toBeNull();
  });
});

/** Losses of eight rows around a mean: their differences between two trials have the small error that the noise gives. */
const losses = (mean: number, seed = 0): number[] =>
  Array.from({ length: 8 }, (_, row) => mean + (((row * 3 + seed * 5) % 8) - 3.5) * 0.002);
const runner = new Runner({
  table: twoClasses(8),
  settings: { ...binarySettings, folds: 2, foldRepeats: 1 },
  pool: idlePool,
  clock: systemClock,
  seed: 0,
});
const item = (slot: Slot, over: Partial<AdviceItem> = {}): AdviceItem => ({
  slot,
  origin: 'rule',
  recommended: advised[slot] as AdviceItem['recommended'],
  final: advised[slot] as AdviceItem['final'],
  verdict: 'untested',
  ruleId: `${slot}.default`,
  because: 'why',
  source: null,
  alternatives: [],
  ...over,
});
const first = successful({ id: 'first', settings: advised, losses: losses(0.3), because: 'recommendation' });
const outcomeOf = (over: Partial<ProbeOutcome>): ProbeOutcome => ({
  trials: [first],
  candidates: [first],
  selected: first,
  final: first,
  refinements: [],
  leftOut: { configurations: { trained: 1, planned: 1 }, proposals: 0 },
  delta: 0.007,
  ...over,
});
const judged = (slot: Slot, over: Partial<ProbeOutcome>, of: Partial<AdviceItem> = {}): AdviceItem | undefined => {
  const outcome = outcomeOf(over);
  const final = finalSettings(advised, advised, outcome.selected?.settings ?? advised);
  return judgeAdvice([item(slot, of)], { final, outcome, runner })[0];
};

describe('the advice after a probe', () => {
  it('is untested where nothing was varied', () => {
    const after = judged('dropout', {});
    expect(after).toEqual(item('dropout'));
  });

  it('is confirmed where the alternative does not gain, with the evidence for it', () => {
    const other = trialOf({
      id: 'other',
      parentId: 'first',
      settings: advised,
      changes: { dropout: 0.45 },
      losses: losses(0.35, 1),
    });
    const after = judged('dropout', { trials: [first, other] });
    expect(after).toMatchObject({ verdict: 'confirmed', final: 0.3, evidence: { trialId: 'other' } });
    expect(after?.evidence?.difference).toBeCloseTo(0.05, 9);
    const [low, high] = after?.evidence?.interval ?? [0, 0];
    expect(low).toBeLessThan(0.05);
    expect(high).toBeGreaterThan(0.05);
    expect(after?.evidence?.probabilityOfGain).toBeGreaterThan(0.95);
    // The constant predictor of two classes in turn loses log 2 a row.
    const { percent = 0, interval = [0, 0] } = after?.evidence?.effect ?? {};
    expect([percent, ...interval].map((value) => (value * Math.log(2)) / 100)).toEqual(
      [0.05, low, high].map((value) => expect.closeTo(value, 9)),
    );
  });

  it('is confirmed without evidence where the alternative diverged', () => {
    const other = trialOf({ id: 'other', parentId: 'first', settings: advised, changes: { dropout: 0.45 } });
    const after = judged('dropout', { trials: [first, other] });
    expect(after?.verdict).toBe('confirmed');
    expect(after?.evidence).toBeUndefined();
  });

  it('is inconclusive where the process of the only alternative was lost', () => {
    const other = { id: 'other', parentId: 'first', settings: advised, changes: { dropout: 0.45 } } as const;
    const lost = trialOf({ ...other, isLost: true });
    expect(judged('dropout', { trials: [first, lost] })).toEqual(item('dropout', { verdict: 'inconclusive' }));
  });

  it('does not rest on an alternative that ended earlier than what it is compared with', () => {
    const change = (epochsShare: number, mean = 0.35) =>
      trialOf({
        id: 'other',
        parentId: 'first',
        settings: advised,
        changes: { dropout: 0.45 },
        losses: losses(mean, 1),
        epochsShare,
      });
    expect(judged('dropout', { trials: [first, change(0.6)] })).toEqual(item('dropout', { verdict: 'inconclusive' }));
    // As long but for rounding, or for what one process had less time than the other.
    expect(judged('dropout', { trials: [first, change(0.95)] })?.verdict).toBe('confirmed');
    expect(judged('dropout', { trials: [{ ...first, epochsShare: 0.6 }, change(0.6)] })?.verdict).toBe('confirmed');
    // What gains all the same is not forgotten.
    const gaining = judged('dropout', { trials: [first, change(0.6, 0.29)] });
    expect(gaining).toMatchObject({ verdict: 'inconclusive', evidence: { trialId: 'other' } });
  });

  it('is adjusted where another value was kept; the value before it is the alternative', () => {
    const winner = successful({
      id: 'winner',
      parentId: 'first',
      settings: advised,
      changes: { dropout: 0.45 },
      losses: losses(0.2, 1),
    });
    const after = judged('dropout', { trials: [first, winner], selected: winner });
    expect(after).toMatchObject({ verdict: 'adjusted', recommended: 0.3, final: 0.45, evidence: { trialId: 'first' } });
    expect(after?.evidence?.difference).toBeCloseTo(0.1, 9);
  });

  it('of an adjusted value is evidenced by the recommended one, and not by a stronger third', () => {
    const change = (id: string, dropout: number, mean: number) =>
      successful({ id, parentId: 'first', settings: advised, changes: { dropout }, losses: losses(mean, 1) });
    const winner = change('winner', 0.45, 0.2);
    const after = judged('dropout', { trials: [first, winner, change('third', 0.5, 0.19)], selected: winner });
    expect(after).toMatchObject({ verdict: 'adjusted', evidence: { trialId: 'first' } });
  });

  it('of the rate does not rest on a rate that was tuned for another change', () => {
    const companion = trialOf({
      id: 'companion',
      parentId: 'first',
      settings: advised,
      changes: { hiddenActivation: 'selu', learningRate: 0.01 },
      losses: losses(0.2, 1),
    });
    expect(judged('learningRate', { trials: [first, companion] })?.verdict).toBe('untested');
  });

  it('of the caller is untested, whatever the rules would have said', () => {
    const after = judged('dropout', {}, { origin: 'caller', recommended: 0.1 });
    expect(after).toMatchObject({ verdict: 'untested', recommended: 0.1, final: 0.3 });
  });

  it('compares like with like: an alternative that was tried before another change is not beaten by that change', () => {
    // More dropout gained a little over the first; then a wider network gained much.
    const dropout = trialOf({
      id: 'dropout',
      parentId: 'first',
      settings: advised,
      changes: { dropout: 0.45 },
      losses: losses(0.29, 1),
    });
    const wide = successful({
      id: 'wide',
      parentId: 'first',
      settings: advised,
      changes: { hiddenUnits: 256 },
      losses: losses(0.1, 2),
    });
    const after = judged('dropout', { trials: [first, dropout, wide], selected: wide });
    expect(after?.evidence?.difference).toBeCloseTo(-0.01, 9);
    expect(after?.verdict).not.toBe('confirmed');
  });

  it('compares like with like also where the rate was tuned with the alternative', () => {
    // At its own rate a deeper network gained a little over the first; then a wider one gained much.
    const changes = { hiddenLayers: 3, learningRate: 0.0016 };
    const deep = trialOf({ id: 'deep', parentId: 'first', settings: advised, changes, losses: losses(0.29, 1) });
    const wide = successful({
      id: 'wide',
      parentId: 'first',
      settings: advised,
      changes: { hiddenUnits: 256 },
      losses: losses(0.1, 2),
    });
    const after = judged('hiddenLayers', { trials: [first, deep, wide], selected: wide });
    expect(after?.evidence?.difference).toBeCloseTo(-0.01, 9);
  });

  it('of the rate does not rest on trials of another depth', () => {
    const linear = successful({
      id: 'linear',
      settings: { ...advised, dropout: 0 },
      changes: { hiddenLayers: 0, learningRate: 0.03 },
      losses: losses(0.6, 1),
      because: 'baseline.linear',
    });
    expect(judged('learningRate', { linear })?.verdict).toBe('untested');
    expect(judged('hiddenLayers', { linear })).toMatchObject({ verdict: 'confirmed', evidence: { trialId: 'linear' } });
  });

  it('of the depth counts the best of the rates that were tuned with it', () => {
    const deeper = (id: string, learningRate: number, mean: number) =>
      trialOf({
        id,
        parentId: 'first',
        settings: advised,
        changes: { hiddenLayers: 3, learningRate },
        losses: losses(mean, 1),
      });
    const after = judged('hiddenLayers', { trials: [first, deeper('a', 0.004, 0.5), deeper('b', 0.0016, 0.28)] });
    expect(after?.evidence?.trialId).toBe('b');
    expect(after?.verdict).not.toBe('confirmed');
  });

  it('is refuted where the linear model is better and nothing mends it', () => {
    const other = trialOf({
      id: 'other',
      parentId: 'first',
      settings: advised,
      changes: { hiddenLayers: 3 },
      losses: losses(0.4, 2),
    });
    const linear = successful({
      id: 'linear',
      settings: { ...advised, dropout: 0 },
      changes: { hiddenLayers: 0 },
      losses: losses(0.1, 1),
    });
    expect(judged('hiddenLayers', { trials: [first, other], linear })?.verdict).toBe('refuted');
  });

  it('is adjusted in depth where the linear model was selected; of what has no meaning then nothing was tested', () => {
    const linear = successful({
      id: 'linear',
      settings: { ...advised, dropout: 0 },
      changes: { hiddenLayers: 0 },
      losses: losses(0.1, 1),
    });
    expect(judged('hiddenLayers', { linear, selected: linear })).toMatchObject({ verdict: 'adjusted', final: 0 });
    expect(judged('hiddenUnits', { linear, selected: linear })).toMatchObject({ verdict: 'untested', final: null });
  });

  it('is adjusted where the probe took away what may be there or not', () => {
    const recommended = { ...advised, gradientClipNorm: 1 };
    const before = successful({ id: 'before', settings: recommended, losses: losses(0.2) });
    const after = successful({
      id: 'after',
      parentId: 'before',
      settings: advised,
      changes: { gradientClipNorm: null },
      losses: losses(0.1, 1),
    });
    const outcome = outcomeOf({ trials: [before, after], selected: after });
    const final = finalSettings(recommended, recommended, after.settings);
    const [judgedItem] = judgeAdvice([item('gradientClipNorm', { recommended: 1 })], { final, outcome, runner });
    expect(judgedItem).toMatchObject({ verdict: 'adjusted', final: null });
  });

  it('has an item for a slot that came to apply', () => {
    const other = successful({
      id: 'other',
      parentId: 'first',
      settings: advised,
      changes: { optimizer: 'nesterov' },
      losses: losses(0.1, 1),
    });
    const outcome = outcomeOf({ trials: [first, other], selected: other });
    const final = finalSettings(advised, advised, other.settings);
    const items = (Object.keys(advised) as Slot[]).filter((slot) => advised[slot] !== null).map((slot) => item(slot));
    const added = judgeAdvice(items, { final, outcome, runner }).slice(items.length);
    expect(added).toMatchObject([
      { slot: 'momentum', recommended: null, final: 0.9, verdict: 'adjusted', ruleId: null },
    ]);
  });

  it('is left as it was where nothing could be trained', () => {
    const { selected: _, ...none } = outcomeOf({ trials: [], candidates: [] });
    expect(judgeAdvice([item('dropout')], { final: advised, outcome: none, runner })).toEqual([item('dropout')]);
  });
});
