import * as Plot from '@observablehq/plot';
import type { FC } from 'hono/jsx';
import { formatInterval, formatScore } from '../format.js';
import { isHigherBetter, metricLabel } from '../metrics.js';
import type { ScoreRow } from '../view/scores.js';
import { Chart } from './chart.js';
import { Figure } from './figure.js';

interface Bar {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly isNetwork: boolean;
}

/** The network's scores with their intervals beside the baselines, all in the metric of the first. */
export const ScoresChart: FC<{ readonly rows: readonly ScoreRow[] }> = ({ rows }) => {
  const metric = rows.at(-1)?.score.metric;
  if (metric === undefined) return null;
  const bars = rows.filter(({ score }) => score.metric === metric).map(toBar);
  const better = isHigherBetter(metric) ? 'higher is better' : 'lower is better';
  return (
    <Figure
      title="Score beside baselines"
      legend={[
        { label: 'network', swatch: 'dot', color: 'accented' },
        { label: 'baseline', swatch: 'ring', color: 'plain' },
        { label: '95% interval', swatch: 'line', color: 'plain' },
      ]}
    >
      <Chart
        description={bars.map(describe).join('; ')}
        height={60 + 46 * bars.length}
        marginLeft={12}
        marginRight={16}
        marginTop={14}
        x={{ label: `${metricLabel(metric)} (${better})`, grid: true, ticks: 4, nice: true }}
        y={{ label: null, axis: null, domain: bars.map(({ label }) => label), padding: 0.5 }}
        marks={marksOf(bars)}
      />
    </Figure>
  );
};

function marksOf(bars: readonly Bar[]): Plot.Markish[] {
  const networks = bars.filter(({ isNetwork }) => isNetwork);
  const baselines = bars.filter(({ isNetwork }) => !isNetwork);
  return [
    ...intervals(baselines, 'var(--muted)'),
    Plot.dot(baselines, {
      x: 'value',
      y: 'label',
      r: 4.5,
      stroke: 'var(--muted)',
      strokeWidth: 2,
      fill: 'var(--panel)',
    }),
    ...intervals(networks, 'var(--accent)'),
    Plot.dot(networks, { x: 'value', y: 'label', r: 5, fill: 'var(--accent)' }),
    Plot.text(bars, {
      y: 'label',
      text: ({ label, value }: Bar) => `${label}  ${formatScore(value)}`,
      frameAnchor: 'left',
      dy: -15,
      fontWeight: 500,
      fill: 'currentColor',
    }),
  ];
}

const toBar = ({ label, score, isNetwork }: ScoreRow): Bar => ({
  label,
  value: score.value,
  low: score.interval[0],
  high: score.interval[1],
  isNetwork,
});

const intervals = (bars: readonly Bar[], stroke: string): Plot.Markish[] => [
  Plot.ruleY(bars, { x1: 'low', x2: 'high', y: 'label', stroke, strokeWidth: 2.5, strokeLinecap: 'round' }),
];

const describe = ({ label, value, low, high }: Bar): string =>
  `${label} ${formatScore(value)}, interval ${formatInterval([low, high])}`;
