import * as Plot from '@observablehq/plot';
import type { FC } from 'hono/jsx';
import type { LearningCurve } from '../../settings/recommendation.js';
import { formatNumber, formatScore } from '../format.js';
import { Chart } from './chart.js';
import { Figure } from './figure.js';
import { lossScale } from './loss-scale.js';

interface Point {
  readonly epoch: number;
  readonly loss: number;
}

/** Losses of training and of validation by epoch, means over the folds, with the chosen epoch marked. */
export const LearningCurveChart: FC<{ readonly curve: LearningCurve }> = ({ curve }) => {
  const train = points(curve.epochs, curve.train);
  const validation = points(curve.epochs, curve.validation);
  const chosen = validation.find(({ epoch }) => epoch === curve.chosenEpoch);
  const { y, note } = lossScale([...train, ...validation].map(({ loss }) => loss));
  const notes = [
    'Mean over the folds. Training stops where validation is best.',
    ...(note === undefined ? [] : [note]),
  ];
  return (
    <Figure
      title="Learning curve"
      legend={[
        { label: 'validation', swatch: 'line', color: 'accented' },
        { label: 'training', swatch: 'dashed', color: 'plain' },
        { label: `chosen epoch ${formatNumber(curve.chosenEpoch, 3)}`, swatch: 'dot', color: 'accented' },
      ]}
      note={notes.join(' ')}
    >
      <Chart
        description={describe(curve, chosen)}
        marginLeft={60}
        x={{ label: 'epoch', ticks: 5 }}
        y={{ label: 'loss', grid: true, ...y }}
        marks={marksOf({ train, validation, chosen })}
      />
    </Figure>
  );
};

interface Curves {
  readonly train: readonly Point[];
  readonly validation: readonly Point[];
  readonly chosen: Point | undefined;
}

function marksOf({ train, validation, chosen }: Curves): Plot.Markish[] {
  const marked = chosen === undefined ? [] : [chosen];
  return [
    Plot.ruleX(marked, { x: 'epoch', stroke: 'currentColor', strokeOpacity: 0.35 }),
    Plot.lineY(train, { x: 'epoch', y: 'loss', stroke: 'var(--muted)', strokeDasharray: '5 4', strokeWidth: 1.5 }),
    Plot.lineY(validation, { x: 'epoch', y: 'loss', stroke: 'var(--accent)', strokeWidth: 2 }),
    Plot.dot(marked, {
      x: 'epoch',
      y: 'loss',
      r: 4.5,
      fill: 'var(--accent)',
      stroke: 'var(--panel)',
      strokeWidth: 1.5,
    }),
  ];
}

const points = (epochs: readonly number[], losses: readonly number[]): Point[] =>
  epochs.flatMap((epoch, index) => {
    const loss = losses[index];
    return loss === undefined || !Number.isFinite(loss) ? [] : [{ epoch, loss }];
  });

const describe = ({ epochs, validation, train }: LearningCurve, chosen: Point | undefined): string => {
  const best =
    chosen === undefined ? '' : ` Best at epoch ${formatNumber(chosen.epoch, 3)} with ${formatScore(chosen.loss)}.`;
  const end = (losses: readonly number[]): string => formatScore(losses.at(-1) ?? Number.NaN);
  return `Learning curve over ${formatNumber(epochs.at(-1) ?? 0, 3)} epochs: validation loss ends at ${end(validation)}, training loss at ${end(train)}.${best}`;
};
