import { expect, it } from 'vitest';
import { outlookSentences } from '../../src/report/view/outlook.js';
import { binaryRecommendation } from '../fixtures/recommendation.js';

const { probe } = binaryRecommendation();
if (!probe) throw new Error('a probe was run');
const full = { rows: 5000, epochs: 80, seconds: 12.3 };
const slope = {
  rows: 614,
  halfRows: 307,
  difference: 0.01,
  interval: [0, 0.02] as [number, number],
  probabilityOfGain: 0.9,
};

it('a full training is told with its time and why', () => {
  const asked = { ...full, recommended: true, reasons: ['sampled', 'cut'] as ('sampled' | 'cut')[] };
  expect(outlookSentences({ ...probe, fullTraining: asked })).toEqual([
    'Training one network on all 5,000 rows for 80 epochs takes about 12 s on this machine: recommended, because the probe trained on a sample of the rows and the probe had no time for all epochs.',
  ]);
  const ofMean = { ...full, epochs: 17.8, recommended: false, reasons: [] };
  expect(outlookSentences({ ...probe, fullTraining: ofMean })[0]).toContain('rows for 18 epochs takes');
  const [sentence] = outlookSentences({ ...probe, fullTraining: { ...full, recommended: false, reasons: [] } });
  expect(sentence).toMatch(/12 s on this machine: not needed, because the probe saw all rows and trained until/);
  // It may have been a sample.
  const [flat] = outlookSentences({
    ...probe,
    fullTraining: { ...full, recommended: false, reasons: [] },
    dataSlope: { ...slope, moreData: 'noEvidence' },
  });
  expect(flat).toMatch(/not needed, because more rows gained nothing that counts, and the probe trained until/);
});

it('what more rows would bring is told with its size', () => {
  const effect = { percent: 1.5, interval: [0, 3] as [number, number] };
  expect(outlookSentences({ ...probe, dataSlope: { ...slope, effect, moreData: 'likely' } })).toEqual([
    'More rows would likely help: 614 training rows in place of 307 gained +1.5% of the constant predictor’s loss (0.0 to 3.0).',
  ]);
  expect(outlookSentences({ ...probe, dataSlope: { ...slope, moreData: 'noEvidence' } })).toEqual([
    'There is no evidence that more rows would help: 614 training rows in place of 307 gained +0.010.',
  ]);
});

it('nothing is told of what was not looked at', () => {
  expect(outlookSentences(probe)).toEqual([]);
});
