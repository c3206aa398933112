import * as Plot from '@observablehq/plot';
import type { FC } from 'hono/jsx';
import { formatNumber, formatScore } from '../format.js';
import type { LadderRung } from '../view/ladder.js';
import { Chart } from './chart.js';
import { Figure, type LegendEntry } from './figure.js';

interface Rung {
  readonly learningRate: number;
  readonly loss: number;
  readonly isChosen: boolean;
}

/** Loss by learning rate, the rate on a logarithmic axis; a rate that diverged is a cross at the top edge. */
export const LearningRateChart: FC<{ readonly ladder: readonly LadderRung[] }> = ({ ladder }) => {
  const trained = ladder.filter((rung): rung is Rung => rung.loss !== null);
  const diverged = ladder.filter(({ loss }) => loss === null);
  if (trained.length < 2) return null;
  const chosen = trained.filter(({ isChosen }) => isChosen);
  return (
    <Figure
      title="Learning rate"
      legend={legendOf(diverged.length > 0, chosen)}
      note="Same network, same folds, one rate each."
    >
      <Chart
        description={describe(trained, diverged)}
        marginLeft={48}
        x={{ type: 'log', label: 'learning rate', ...ticksOf(ladder) }}
        y={{ label: 'loss out of fold', grid: true, ticks: 5, nice: true }}
        marks={[
          Plot.ruleX(chosen, { x: 'learningRate', stroke: 'currentColor', strokeOpacity: 0.35 }),
          Plot.lineY(trained, { x: 'learningRate', y: 'loss', stroke: 'var(--muted)', strokeWidth: 1.5 }),
          Plot.dot(trained, {
            x: 'learningRate',
            y: 'loss',
            r: 4,
            stroke: 'var(--muted)',
            strokeWidth: 2,
            fill: 'var(--panel)',
          }),
          Plot.dot(chosen, { x: 'learningRate', y: 'loss', r: 5, fill: 'var(--accent)' }),
          Plot.dot(diverged, {
            x: 'learningRate',
            frameAnchor: 'top',
            symbol: 'times',
            r: 5,
            stroke: 'var(--refuted)',
            strokeWidth: 2.5,
          }),
        ]}
      />
    </Figure>
  );
};

/** The rates themselves, every second one where they would touch. */
function ticksOf(ladder: readonly LadderRung[]): { ticks: number[]; tickFormat: (rate: number) => string } {
  const rates = ladder.map(({ learningRate }) => learningRate);
  const step = Math.ceil(rates.length / 5);
  return { ticks: rates.filter((_, index) => index % step === 0), tickFormat: (rate) => formatNumber(rate, 3) };
}

function legendOf(hasDiverged: boolean, [chosen]: readonly Rung[]): LegendEntry[] {
  return [
    { label: 'tried', swatch: 'ring', color: 'plain' },
    ...(chosen === undefined
      ? []
      : [{ label: `chosen ${formatNumber(chosen.learningRate)}`, swatch: 'dot', color: 'accented' } as const]),
    ...(hasDiverged ? [{ label: 'diverged', swatch: 'cross', color: 'bad' } as const] : []),
  ];
}

const describe = (trained: readonly Rung[], diverged: readonly LadderRung[]): string => {
  const losses = trained.map(({ learningRate, loss }) => `${formatNumber(learningRate)} gives ${formatScore(loss)}`);
  const lost = diverged.map(({ learningRate }) => `${formatNumber(learningRate)} diverged`);
  return `Loss by learning rate: ${[...losses, ...lost].join(', ')}`;
};
