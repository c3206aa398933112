import * as Plot from '@observablehq/plot';
import type { FC } from 'hono/jsx';
import { formatScore } from '../format.js';
import type { DepthRung } from '../view/depths.js';
import { Chart } from './chart.js';
import { Figure } from './figure.js';

/** Loss by number of hidden layers, with the intervals of the paired differences. */
export const DepthLadderChart: FC<{ readonly ladder: readonly DepthRung[] }> = ({ ladder }) => {
  if (ladder.length < 2) return null;
  const bars = ladder.flatMap(({ hiddenLayers, interval }) =>
    interval ? [{ hiddenLayers, low: interval[0], high: interval[1] }] : [],
  );
  const chosen = ladder.filter(({ isChosen }) => isChosen);
  return (
    <Figure
      title="Depth"
      legend={[
        { label: 'tried', swatch: 'ring', color: 'plain' },
        ...(chosen.length > 0 ? [{ label: 'chosen', swatch: 'dot', color: 'accented' } as const] : []),
        { label: '95% interval of the difference', swatch: 'line', color: 'plain' },
      ]}
      note="Each depth with the best of its learning rates."
    >
      <Chart
        description={`Loss by hidden layers: ${ladder.map(({ hiddenLayers, loss }) => `${hiddenLayers} give ${formatScore(loss)}`).join(', ')}`}
        marginLeft={48}
        x={{
          label: 'hidden layers',
          ticks: ladder.map(({ hiddenLayers }) => hiddenLayers),
          tickFormat: String,
          inset: 30,
        }}
        y={{ label: 'loss out of fold', grid: true, ticks: 5, nice: true }}
        marks={[
          Plot.lineY(ladder, { x: 'hiddenLayers', y: 'loss', stroke: 'var(--muted)', strokeWidth: 1.5 }),
          Plot.ruleX(bars, { x: 'hiddenLayers', y1: 'low', y2: 'high', stroke: 'var(--muted)', strokeWidth: 2 }),
          Plot.dot(ladder, {
            x: 'hiddenLayers',
            y: 'loss',
            r: 4,
            stroke: 'var(--muted)',
            strokeWidth: 2,
            fill: 'var(--panel)',
          }),
          Plot.dot(chosen, { x: 'hiddenLayers', y: 'loss', r: 5, fill: 'var(--accent)' }),
        ]}
      />
    </Figure>
  );
};
