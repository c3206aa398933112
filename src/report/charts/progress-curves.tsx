import * as Plot from '@observablehq/plot';
import type { FC } from 'hono/jsx';
import type { ProbeEvent } from '../../decide/schema.js';
import { formatScore } from '../format.js';
import { Chart } from './chart.js';
import { Figure, type LegendEntry } from './figure.js';
import { lossScale } from './loss-scale.js';

type Epoch = Extract<ProbeEvent, { kind: 'epoch' }>;

interface Point {
  readonly purpose: string;
  readonly epoch: number;
  readonly loss: number;
}

/** Purposes that are drawn, the newest ones: more lines cannot be told apart. */
const MOST = 5;

/**
 * The least validation loss by epoch, for each purpose that populations are trained for, while they are. Several may be at once, each at an
 * epoch of its own: of all of them what was reached by an epoch is drawn. The newest purpose is drawn bold.
 */
export const ProgressCurvesChart: FC<{ readonly epochs: readonly Epoch[] }> = ({ epochs }) => {
  const all = epochs.flatMap(({ purpose, epoch, validationLoss: loss }): Point[] =>
    loss === null || !Number.isFinite(loss) ? [] : [{ purpose, epoch, loss }],
  );
  const purposes = [...new Set(all.map(({ purpose }) => purpose))].slice(-MOST);
  const newest = purposes.at(-1);
  const drawn = purposes.flatMap((purpose) => reached(all.filter((point) => point.purpose === purpose)));
  const [earlier, now] = [
    drawn.filter(({ purpose }) => purpose !== newest),
    drawn.filter(({ purpose }) => purpose === newest),
  ];
  const { y, note } = lossScale([...earlier, ...now].map(({ loss }) => loss));
  const least = Math.min(...all.map(({ loss }) => loss));
  return (
    <Figure title="Least validation loss so far, by epoch" legend={legendOf(purposes)} note={note}>
      <Chart
        description={`Least validation loss so far, by epoch, of ${purposes.length} rounds of training; the least of all is ${formatScore(least)}.`}
        marginLeft={60}
        x={{ label: 'epoch', ticks: 5 }}
        y={{ label: 'loss', grid: true, ...y }}
        marks={[
          linesOf(earlier, { stroke: 'var(--muted)', strokeDasharray: '5 4', strokeWidth: 1.5 }),
          linesOf(now, { stroke: 'var(--accent)', strokeWidth: 2 }),
        ]}
      />
    </Figure>
  );
};

const linesOf = (points: readonly Point[], options: Plot.LineYOptions): Plot.Line =>
  Plot.lineY(points, { x: 'epoch', y: 'loss', z: 'purpose', ...options });

function legendOf(purposes: readonly string[]): LegendEntry[] {
  const newest = purposes.at(-1);
  return [
    ...(newest === undefined ? [] : [{ label: newest, swatch: 'line', color: 'accented' } as const]),
    ...(purposes.length > 1 ? [{ label: 'before', swatch: 'dashed', color: 'plain' } as const] : []),
  ];
}

/** From epoch to epoch the least loss up to there. */
function reached(points: readonly Point[]): Point[] {
  const curve: Point[] = [];
  for (const point of points.toSorted((a, b) => a.epoch - b.epoch)) {
    const before = curve.at(-1);
    const loss = Math.min(point.loss, before?.loss ?? point.loss);
    if (before?.epoch === point.epoch) curve.pop();
    curve.push({ ...point, loss });
  }
  return curve;
}
