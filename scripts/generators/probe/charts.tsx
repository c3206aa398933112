import * as Plot from '@observablehq/plot';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { Chart, type ChartOptions } from '../../../src/report/charts/chart.js';
import { LearningCurveChart } from '../../../src/report/charts/learning-curve.js';
import { LearningRateChart } from '../../../src/report/charts/learning-rate-ladder.js';
import { formatProbability } from '../../../src/report/format.js';
import { markupOf } from '../../../src/report/render-page.js';
import type { LadderRung } from '../../../src/report/view/ladder.js';
import { changeOf } from '../../../src/report/view/trial-rows.js';
import type { LearningCurve, Trial } from '../../../src/settings/recommendation.js';
import type { Bin } from './record.js';

/** The report's colours on white: a picture in a page has no style sheet, and what opens it alone lets none in that stands in it. */
const colors: Readonly<Record<string, string>> = {
  '--panel': '#fff',
  '--muted': '#5a6570',
  '--accent': '#12598f',
  '--refuted': '#a52d22',
};
const paper = '<rect width="100%" height="100%" fill="#fff"/>';

/** The drawing inside a figure of the report, as a file of its own. */
function standalone(figure: JSX.Element): string {
  const [svg] = /<svg [\s\S]*<\/svg>/.exec(markupOf(figure)) ?? [];
  if (svg === undefined) throw new Error('too little is there to be drawn');
  const drawn = svg
    .replace('font-family="inherit"', 'font-family="sans-serif" color="#18222d"')
    .replaceAll(/var\((--\w+)\)/g, (name, color: string) => colors[color] ?? name);
  return `${drawn.replace('>', `>${paper}`)}\n`;
}

const draw = (options: ChartOptions): string => standalone(<Chart {...options} />);

export const learningCurves = (curve: LearningCurve): string => standalone(<LearningCurveChart curve={curve} />);

export const learningRates = (rungs: readonly LadderRung[]): string => standalone(<LearningRateChart ladder={rungs} />);

export interface DepthPoint {
  readonly depth: number;
  readonly loss: number;
  /** Of the paired difference to the network that held, as losses; absent for that network and for the linear model. */
  readonly interval?: readonly [number, number];
  readonly holds: boolean;
}

/** Loss by hidden layers; the intervals are those of the paired difference to the network that held. */
export const depths = (points: readonly DepthPoint[]): string =>
  draw({
    description: points.map(({ depth, loss }) => `${depth} hidden layers: loss ${loss.toPrecision(4)}`).join('; '),
    marginLeft: 48,
    x: { label: 'hidden layers', ticks: points.map(({ depth }) => depth), tickFormat: String, inset: 30 },
    y: { label: 'loss out of fold', grid: true, ticks: 5, nice: true },
    marks: [
      Plot.lineY(points, { x: 'depth', y: 'loss', stroke: 'var(--muted)' }),
      Plot.ruleX(
        points.flatMap(({ depth, interval }) => (interval ? [{ depth, low: interval[0], high: interval[1] }] : [])),
        { x: 'depth', y1: 'low', y2: 'high', stroke: 'var(--muted)', strokeWidth: 2 },
      ),
      Plot.dot(points, {
        x: 'depth',
        y: 'loss',
        r: 4.5,
        fill: ({ holds }: DepthPoint) => (holds ? 'var(--accent)' : 'var(--muted)'),
      }),
    ],
  });

/** A trial that was compared with the one that held. */
export type Judged = Trial & {
  readonly difference: number;
  readonly interval: readonly [number, number];
  readonly probabilityOfGain: number;
};

export const isJudged = (trial: Trial): trial is Judged =>
  trial.difference !== undefined && trial.interval !== undefined && trial.probabilityOfGain !== undefined;

/** Widest letters of a label of 12 pixels, on average. */
const LETTER = 6.6;

/** Gain of each trial over the one that held when it was judged, with its interval and the probability of a gain. */
export function gains(trials: readonly Judged[], delta: number): string {
  const rows = trials.map((trial, i) => ({
    label: `${i + 1}. ${changeOf(trial)}`,
    value: trial.difference,
    low: trial.interval[0],
    high: trial.interval[1],
    odds: formatProbability(trial.probabilityOfGain),
    color: trial.kept ? 'var(--accent)' : 'var(--muted)',
  }));
  return draw({
    description: rows.map(({ label, value, odds }) => `${label}: gain ${value.toPrecision(3)}, ${odds}`).join('; '),
    width: 720,
    height: 60 + 22 * rows.length,
    marginLeft: 24 + LETTER * Math.max(...rows.map(({ label }) => label.length)),
    marginRight: 60,
    marginTop: 22,
    marginBottom: 38,
    x: { label: 'gain in loss', grid: true, ticks: 6 },
    y: { label: null, domain: rows.map(({ label }) => label) },
    marks: [
      Plot.ruleX([0], { stroke: 'currentColor' }),
      Plot.ruleX([delta], { stroke: 'var(--accent)', strokeDasharray: '3 3' }),
      Plot.ruleY(rows, { y: 'label', x1: 'low', x2: 'high', stroke: 'color', strokeWidth: 2 }),
      Plot.dot(rows, { y: 'label', x: 'value', fill: 'color', r: 4 }),
      Plot.text(rows, { y: 'label', text: 'odds', frameAnchor: 'right', dx: 48, fill: 'color' }),
    ],
  });
}

/** Mean truth by mean prediction of bins of rows that no training saw; a perfect model lies on the line. */
export const calibration = (bins: readonly Bin[], target: string): string =>
  draw({
    description: bins.map(({ predicted, observed }) => `${predicted.toFixed(2)}: ${observed.toFixed(2)}`).join('; '),
    height: 300,
    marginLeft: 48,
    marginTop: 26,
    marginBottom: 38,
    x: { label: `predicted ${target}`, grid: true, ticks: 5, nice: true },
    y: { label: `measured ${target}`, grid: true, ticks: 5, nice: true },
    marks: [
      Plot.line(diagonal(bins), { stroke: 'var(--muted)', strokeDasharray: '4 4' }),
      Plot.dot(bins, { x: 'predicted', y: 'observed', r: 4.5, fill: 'var(--accent)' }),
    ],
  });

function diagonal(bins: readonly Bin[]): [number, number][] {
  const all = bins.flatMap(({ predicted, observed }) => [predicted, observed]);
  return [Math.min(...all), Math.max(...all)].map((end) => [end, end]);
}
