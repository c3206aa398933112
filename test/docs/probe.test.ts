import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { depthsOf, drawsOf, ladderOf, stepsOf } from '../../scripts/generators/probe/steps.js';
import type { ProbeRecord } from '../../scripts/generators/probe/record.js';
import { recommendationSchema } from '../../src/settings/recommendation.js';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../docs/probe/${name}.json`, import.meta.url), 'utf8'));
const recommendation = recommendationSchema.parse(read('recommendation'));
const recorded = stepsOf(recommendation, read('record') as ProbeRecord);
const { probe, first, steps, start } = recorded;

describe('the recorded probe', () => {
  it('has every trial once, in the first stage, in a round or among the draws', () => {
    const shown = [...first, ...steps.flatMap(({ trials }) => trials), ...drawsOf(recorded)];
    expect(drawsOf(recorded).length).toBeGreaterThan(0);
    expect(shown.map(({ id }) => id)).toEqual(probe.trials.map(({ id }) => id));
  });

  it('gains what its losses say, and the interval is around the gain', () => {
    let held = first.find(({ kept }) => kept) ?? start;
    let compared = 0;
    for (const { trials } of steps) {
      for (const { score, difference, interval, probabilityOfGain } of trials) {
        if (score === null) continue;
        const [low = Number.NaN, high = Number.NaN] = interval ?? [];
        expect(difference).toBeCloseTo((held.score ?? Number.NaN) - score, 9);
        expect((low + high) / 2).toBeCloseTo(difference ?? Number.NaN, 9);
        expect((probabilityOfGain ?? Number.NaN) > 0.975).toBe(low > 0);
        compared++;
      }
      held = trials.find(({ kept }) => kept) ?? held;
    }
    expect(compared).toBeGreaterThan(5);
  });

  it('tells of each diagnosis that was tried which rule proposed it, and on what facts', () => {
    const rules = steps.flatMap(({ proposals }) => proposals.map(({ ruleId }) => ruleId));
    for (const { because } of steps
      .flatMap(({ trials }) => trials)
      .filter((trial) => trial.because.startsWith('diagnosis.'))) {
      expect(rules).toContain(because);
      expect(recorded.record.conditions[because]?.length, because).toBeGreaterThan(0);
    }
  });

  it('shows the rates of the first stage in order, one of them chosen, and the linear model as depth 0', () => {
    const ladder = ladderOf(recorded);
    expect(ladder.map(({ learningRate }) => learningRate)).toEqual(
      ladder.map(({ learningRate }) => learningRate).toSorted((a, b) => a - b),
    );
    expect(ladder.filter(({ isChosen }) => isChosen)).toHaveLength(1);
    const [linear, network] = depthsOf(recorded);
    expect(linear?.depth).toBe(0);
    const linearScore = probe.baselines.find(({ name }) => name === 'linear')?.score.value ?? Number.NaN;
    expect((linear?.loss ?? 0) > (network?.loss ?? 0)).toBe(linearScore > (probe.score?.value ?? 0));
  });

  it('sets every fourth row aside', () => {
    const { trainingRows, testRows, heldOut } = recorded.record;
    expect(testRows).toBe(Math.floor((trainingRows + testRows) / 4));
    expect(heldOut.reduce((sum, { rows }) => sum + rows, 0)).toBe(testRows);
  });
});
