import * as Plot from '@observablehq/plot';
import type { ProbeEvent } from '../../decide/schema.js';
import { formatScore } from '../format.js';
import type { Html } from '../html-template.js';
import { lossScale } from './loss-scale.js';
import { drawChart, figure } from './plot.js';

type Epoch = Extract<ProbeEvent, { kind: 'epoch' }>;

interface Point {
  readonly purpose: string;
  readonly epoch: number;
  readonly loss: number;
}

/** Populations that are drawn, the newest ones: more lines cannot be told apart. */
const MOST = 5;

/** The least validation loss of each population by epoch, while they are trained. The newest one is drawn bold. */
export function progressCurvesChart(epochs: readonly Epoch[]): Html {
  const all = epochs.flatMap(({ purpose, epoch, validationLoss: loss }): Point[] =>
    loss === null || !Number.isFinite(loss) ? [] : [{ purpose, epoch, loss }],
  );
  const purposes = [...new Set(all.map(({ purpose }) => purpose))].slice(-MOST);
  const newest = purposes.at(-1);
  const [earlier, now] = [
    all.filter(({ purpose }) => purpose !== newest && purposes.includes(purpose)),
    all.filter(({ purpose }) => purpose === newest),
  ];
  const { y, note } = lossScale([...earlier, ...now].map(({ loss }) => loss));
  const least = Math.min(...all.map(({ loss }) => loss));
  const lines = (points: readonly Point[], options: Plot.LineYOptions): Plot.Line =>
    Plot.lineY(points, { x: 'epoch', y: 'loss', z: 'purpose', ...options });
  return figure({
    title: 'Validation loss by epoch',
    chart: drawChart({
      description: `Validation loss by epoch of ${purposes.length} populations; the least so far is ${formatScore(least)}.`,
      height: 240,
      marginBottom: 42,
      marginTop: 26,
      marginLeft: 44,
      x: { label: 'epoch', ticks: 5 },
      y: { label: 'loss', grid: true, ...y },
      marks: [
        lines(earlier, { stroke: 'var(--muted)', strokeDasharray: '5 4', strokeWidth: 1.5 }),
        lines(now, { stroke: 'var(--accent)', strokeWidth: 2 }),
      ],
    }),
    legend: [
      ...(newest === undefined ? [] : [{ label: newest, swatch: 'line', color: 'accented' } as const]),
      ...(purposes.length > 1 ? [{ label: 'before', swatch: 'dashed', color: 'plain' } as const] : []),
    ],
    ...(note !== undefined && { note }),
  });
}
