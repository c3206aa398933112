import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selectedCurve } from '../../src/report/view/scores.js';
import { recommendationSchema } from '../../src/settings/recommendation.js';
import { calibration, depths, gains, isJudged, learningCurves, learningRates } from './probe/charts.js';
import { deltaOf, probePage } from './probe/page.js';
import type { ProbeRecord } from './probe/record.js';
import { depthsOf, ladderOf, stepsOf } from './probe/steps.js';

const folder = join(import.meta.dirname, '../../docs/probe');
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));

/** The explained probe with its pictures, from what `npm run record` recorded. */
export function files(): Promise<Record<string, string>> {
  const recommendation = recommendationSchema.parse(read('recommendation'));
  const record = read('record') as ProbeRecord;
  const recorded = stepsOf(recommendation, record);
  const curve = selectedCurve(recorded.probe, recommendation.settings);
  if (!curve) throw new Error('the record holds no learning curve');
  const pictures = {
    'learning-rates': learningRates(ladderOf(recorded)),
    'learning-curves': learningCurves(curve),
    gains: gains(
      recorded.steps.flatMap(({ trials }) => trials.filter(isJudged)),
      deltaOf(recorded),
    ),
    depths: depths(depthsOf(recorded)),
    calibration: calibration(record.heldOut, record.target),
  };
  return Promise.resolve({
    'docs/probe.md': probePage(recorded),
    ...Object.fromEntries(Object.entries(pictures).map(([name, svg]) => [`docs/probe/${name}.svg`, svg])),
  });
}
