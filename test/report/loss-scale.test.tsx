import { describe, expect, it } from 'vitest';
import { LearningCurveChart } from '../../src/report/charts/learning-curve.js';
import { lossScale } from '../../src/report/charts/loss-scale.js';
import { markupOf } from '../../src/report/render-page.js';

describe('the scale of losses', () => {
  it('is logarithmic where positive losses lie far apart, with round ticks', () => {
    const { y, note } = lossScale([2, 0.3, 0.1, 0.06, 0.05]);
    expect(y).toMatchObject({ type: 'log', domain: [0.05, 2], ticks: [0.1, 0.3, 1] });
    expect(note).toContain('logarithmic');
    expect(lossScale([1, 4.5]).y.ticks).toEqual([1, 1.5, 2, 3, 4]);
  });

  it('is linear where they lie close together or are not all positive, and says what it cuts off', () => {
    expect(lossScale([3, 2.5, 2])).toMatchObject({ y: { type: 'linear', domain: [2, 3] } });
    expect(lossScale([3, 2.5, 2]).note).toBeUndefined();
    const negative = lossScale([50, ...Array.from({ length: 20 }, (_, index) => -index / 20)]);
    expect(negative.y.type).toBe('linear');
    expect(negative.y.domain[1]).toBeLessThan(50);
    expect(negative.note).toMatch(/^Losses above \S+ are drawn at the upper edge\.$/);
  });

  it('shows the fall after the first epochs', () => {
    const epochs = Array.from({ length: 100 }, (_, index) => index + 1);
    const validation = epochs.map((epoch) => 5 / epoch);
    const curve = { trialId: 'trl_1', epochs, train: validation, validation, chosenEpoch: 100 };
    const chart = markupOf(<LearningCurveChart curve={curve} />);
    expect(chart).toContain('logarithmic scale');
    const [, path = ''] = /stroke="var\(--accent\)"[^>]*><path[^>]* d="M([^"]+)"/.exec(chart) ?? [];
    const heights = path.split('L').map((point) => Number(point.split(',')[1]));
    const [first = 0, middle = 0, last = 0] = [heights[0], heights[9], heights[99]];
    expect((middle - first) / (last - first)).toBeCloseTo(0.5, 2);
  });
});
