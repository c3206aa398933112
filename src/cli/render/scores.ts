import { formatScore } from '../../report/format.js';
import { isHigherBetter, metricLabel } from '../../report/metrics.js';
import type { ScoreRow } from '../../report/view/scores.js';
import { type Palette } from './paint.js';
import { displayWidth, padEnd, padStart } from './width.js';

const LEAST_BAR = 12;
const MOST_BAR = 40;

/** Scores beside baselines: label, value, and the interval drawn to one scale, `├──●───┤`. */
export function renderScores(
  rows: readonly ScoreRow[],
  { width, palette }: { width: number; palette: Palette },
): string[] {
  const metric = rows.at(-1)?.score.metric;
  if (metric === undefined) return [];
  const shown = rows.filter(({ score }) => score.metric === metric);
  const labels = Math.max(...shown.map(({ label }) => displayWidth(label)));
  const values = shown.map(({ score }) => formatScore(score.value));
  const intervals = shown.map(({ score }) => `${formatScore(score.interval[0])} to ${formatScore(score.interval[1])}`);
  const digits = Math.max(...values.map(displayWidth));
  const range = Math.max(...intervals.map(displayWidth));
  const room = width - 2 - labels - digits - range - 6;
  const scale = scaleOf(shown, Math.min(MOST_BAR, room));
  const title = `Score (${metricLabel(metric)}, ${isHigherBetter(metric) ? 'higher' : 'lower'} is better, 95% intervals)`;
  const lines = shown.map(({ label, score, isNetwork }, index) => {
    const paint = isNetwork ? palette.accent : palette.dim;
    const bar = room < LEAST_BAR ? '' : `  ${paint(drawInterval(score.value, score.interval, scale))}`;
    const value = padStart(values[index] ?? '', digits);
    return `  ${padEnd(label, labels)}  ${isNetwork ? palette.bold(value) : value}  ${padEnd(intervals[index] ?? '', range)}${bar}`.trimEnd();
  });
  return [palette.bold(title), ...lines];
}

/** Column of a value on the drawing. */
type Scale = (value: number) => number;

function scaleOf(rows: readonly ScoreRow[], columns: number): Scale {
  const least = Math.min(...rows.map(({ score }) => score.interval[0]));
  const span = Math.max(...rows.map(({ score }) => score.interval[1])) - least;
  return (value) => (span > 0 ? Math.round(((value - least) / span) * (columns - 1)) : 0);
}

function drawInterval(value: number, [low, high]: readonly [number, number], scale: Scale): string {
  const [start, middle, end] = [scale(low), scale(value), scale(high)];
  const line = Array.from({ length: end - start + 1 }, (_, index) => {
    if (index + start === middle) return '●';
    return index === 0 ? '├' : index + start === end ? '┤' : '─';
  });
  return ' '.repeat(start) + line.join('');
}
