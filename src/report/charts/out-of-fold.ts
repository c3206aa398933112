import * as Plot from '@observablehq/plot';
import type { OutOfFold } from '../../settings/recommendation.js';
import { formatNumber, formatShare, formatWhole } from '../format.js';
import { type Html, html } from '../html-template.js';
import { drawChart, figure } from './plot.js';

type OfClasses = Extract<OutOfFold, { kind: 'classes' }>;
type OfNumbers = Extract<OutOfFold, { kind: 'numbers' }>;

/** How often what is said with a probability comes true; a perfect model lies on the line. */
export function calibrationChart({ calibration, confusion: { labels } }: OfClasses): Html | null {
  if (calibration.length < 2) return null;
  const bins = calibration.map(({ predicted, observed, interval: [low, high] }) => ({
    predicted,
    observed,
    low,
    high,
  }));
  const about = labels.length === 2 ? `of ${labels[1] ?? 'the second class'}` : 'of the most probable class';
  const chart = drawChart({
    description: `Share in which it is true by predicted probability ${about}: ${bins.map(({ predicted, observed }) => `${formatShare(predicted)} is ${formatShare(observed)}`).join(', ')}`,
    height: 240,
    marginBottom: 42,
    marginTop: 26,
    marginLeft: 44,
    x: { label: `predicted probability ${about}`, domain: [0, 1], ticks: 5, tickFormat: '.0%' },
    y: { label: 'share in which it is true', domain: [0, 1], grid: true, ticks: 5, tickFormat: '.0%' },
    marks: [
      Plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: 'var(--muted)', strokeDasharray: '5 4' },
      ),
      Plot.ruleX(bins, { x: 'predicted', y1: 'low', y2: 'high', stroke: 'var(--accent)', strokeWidth: 2 }),
      Plot.dot(bins, { x: 'predicted', y: 'observed', r: 4.5, fill: 'var(--accent)' }),
    ],
  });
  return figure({
    title: 'Calibration',
    chart,
    legend: [
      { label: 'a bin of rows, 95% interval', swatch: 'dot', color: 'accented' },
      { label: 'perfect', swatch: 'dashed', color: 'plain' },
    ],
    note: 'Rows out of fold, in bins of equally many.',
  });
}

/** Errors by size of the prediction: where they lie above or below nothing, predictions are too small or too large. */
export function residualChart({ residuals }: OfNumbers): Html | null {
  if (residuals.length < 2) return null;
  const chart = drawChart({
    description: `Measured less predicted, by prediction: ${residuals.map(({ predicted, mean }) => `at ${formatNumber(predicted, 3)} ${formatNumber(mean, 2)}`).join(', ')}`,
    height: 240,
    marginBottom: 42,
    marginTop: 26,
    marginLeft: 52,
    x: { label: 'prediction', ticks: 5, nice: true },
    y: { label: 'measured less predicted', grid: true, ticks: 5, nice: true },
    marks: [
      Plot.ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.35 }),
      Plot.ruleX(residuals, { x: 'predicted', y1: 'low', y2: 'high', stroke: 'var(--muted)', strokeWidth: 2 }),
      Plot.dot(residuals, { x: 'predicted', y: 'mean', r: 4.5, fill: 'var(--accent)' }),
    ],
  });
  return figure({
    title: 'Errors by prediction',
    chart,
    legend: [
      { label: 'mean of a bin of rows', swatch: 'dot', color: 'accented' },
      { label: 'four fifths of its rows', swatch: 'line', color: 'plain' },
    ],
    note: 'Rows out of fold, in bins of equally many.',
  });
}

/** Which classes are taken for which. */
export function confusionTable({ confusion: { labels, counts } }: OfClasses): Html {
  const line = (row: readonly number[], at: number): Html => {
    const sum = row.reduce((all, count) => all + count, 0);
    return html`<tr><th scope="row">${labels[at] ?? ''}</th>${row.map(
      (count) =>
        html`<td class="number" data-tenths="${sum === 0 ? 0 : Math.round((10 * count) / sum)}">${formatWhole(count)}</td>`,
    )}<td class="number">${sum === 0 ? '–' : formatShare((row[at] ?? 0) / sum)}</td></tr>`;
  };
  return html`<h3>Which class is taken for which</h3>
<div class="scroll narrow" role="region" aria-label="Confusions" tabindex="0"><table class="numbers confusion"><caption class="unseen">Rows out of fold by their class, in lines, and the class that is named, in columns</caption><thead><tr><th scope="col">Class</th>${labels.map(
    (label) => html`<th scope="col" class="number">as ${label}</th>`,
  )}<th scope="col" class="number">right</th></tr></thead><tbody>${counts.map(line)}</tbody></table></div>`;
}
