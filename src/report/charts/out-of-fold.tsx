import * as Plot from '@observablehq/plot';
import type { FC } from 'hono/jsx';
import type { OutOfFold } from '../../settings/recommendation.js';
import { formatNumber, formatShare, formatWhole } from '../format.js';
import { ScrollTable } from '../parts/scroll-table.js';
import { Chart } from './chart.js';
import { Figure } from './figure.js';

type OfClasses = Extract<OutOfFold, { kind: 'classes' }>;
type OfNumbers = Extract<OutOfFold, { kind: 'numbers' }>;

/** How often what is said with a probability comes true; a perfect model lies on the line. */
export const CalibrationChart: FC<{ readonly outOfFold: OfClasses }> = ({ outOfFold }) => {
  const { calibration, confusion } = outOfFold;
  if (calibration.length < 2) return null;
  const { labels } = confusion;
  const bins = calibration.map(({ predicted, observed, interval: [low, high] }) => ({
    predicted,
    observed,
    low,
    high,
  }));
  const about = labels.length === 2 ? `of ${labels[1] ?? 'the second class'}` : 'of the most probable class';
  return (
    <Figure
      title="Calibration"
      legend={[
        { label: 'a bin of rows, 95% interval', swatch: 'dot', color: 'accented' },
        { label: 'perfect', swatch: 'dashed', color: 'plain' },
      ]}
      note="Rows out of fold, in bins of equally many."
    >
      <Chart
        description={`Share in which it is true by predicted probability ${about}: ${bins.map(({ predicted, observed }) => `${formatShare(predicted)} is ${formatShare(observed)}`).join(', ')}`}
        marginLeft={44}
        x={{ label: `predicted probability ${about}`, domain: [0, 1], ticks: 5, tickFormat: '.0%' }}
        y={{ label: 'share in which it is true', domain: [0, 1], grid: true, ticks: 5, tickFormat: '.0%' }}
        marks={[
          Plot.line(diagonal, { stroke: 'var(--muted)', strokeDasharray: '5 4' }),
          Plot.ruleX(bins, { x: 'predicted', y1: 'low', y2: 'high', stroke: 'var(--accent)', strokeWidth: 2 }),
          Plot.dot(bins, { x: 'predicted', y: 'observed', r: 4.5, fill: 'var(--accent)' }),
        ]}
      />
    </Figure>
  );
};

const diagonal: [number, number][] = [
  [0, 0],
  [1, 1],
];

/** Errors by size of the prediction: where they lie above or below nothing, predictions are too small or too large. */
export const ResidualChart: FC<{ readonly outOfFold: OfNumbers }> = ({ outOfFold: { residuals } }) =>
  residuals.length > 1 && (
    <Figure
      title="Errors by prediction"
      legend={[
        { label: 'mean of a bin of rows', swatch: 'dot', color: 'accented' },
        { label: 'four fifths of its rows', swatch: 'line', color: 'plain' },
      ]}
      note="Rows out of fold, in bins of equally many."
    >
      <Chart
        description={`Measured less predicted, by prediction: ${residuals.map(({ predicted, mean }) => `at ${formatNumber(predicted, 3)} ${formatNumber(mean, 2)}`).join(', ')}`}
        marginLeft={52}
        x={{ label: 'prediction', ticks: 5, nice: true }}
        y={{ label: 'measured less predicted', grid: true, ticks: 5, nice: true }}
        marks={[
          Plot.ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.35 }),
          Plot.ruleX(residuals, { x: 'predicted', y1: 'low', y2: 'high', stroke: 'var(--muted)', strokeWidth: 2 }),
          Plot.dot(residuals, { x: 'predicted', y: 'mean', r: 4.5, fill: 'var(--accent)' }),
        ]}
      />
    </Figure>
  );

/** Which classes are taken for which. */
export const ConfusionTable: FC<{ readonly outOfFold: OfClasses }> = ({ outOfFold: { confusion } }) => {
  const { labels, counts } = confusion;
  return (
    <>
      <h3>Which class is taken for which</h3>
      <ScrollTable
        label="Confusions"
        class="numbers confusion"
        caption="Rows out of fold by their class, in lines, and the class that is named, in columns"
        columns={['Class', ...labels.map((label) => ({ number: `as ${label}` })), { number: 'right' }]}
        isNarrow
      >
        {counts.map((row, at) => (
          <ConfusionRow label={labels[at] ?? ''} counts={row} right={row[at] ?? 0} />
        ))}
      </ScrollTable>
    </>
  );
};

interface ConfusionRowProps {
  readonly label: string;
  readonly counts: readonly number[];
  /** How many are taken for what they are. */
  readonly right: number;
}

const ConfusionRow: FC<ConfusionRowProps> = ({ label, counts, right }) => {
  const sum = counts.reduce((all, count) => all + count, 0);
  return (
    <tr>
      <th scope="row">{label}</th>
      {counts.map((count) => (
        <td class="number" data-tenths={sum === 0 ? 0 : Math.round((10 * count) / sum)}>
          {formatWhole(count)}
        </td>
      ))}
      <td class="number">{sum === 0 ? '–' : formatShare(right / sum)}</td>
    </tr>
  );
};
