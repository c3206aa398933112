import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { ProgressCurvesChart } from '../../src/report/charts/progress-curves.js';
import { markupOf } from '../../src/report/render-page.js';

const epochs = (purpose: string, ...points: readonly (readonly [epoch: number, loss: number | null])[]) =>
  points.map(([epoch, validationLoss]) => ({ kind: 'epoch' as const, purpose, epoch, epochs: 100, validationLoss }));

/** Places along the axes of each line, from left to right as they are drawn. */
function linesOf(html: string): { x: number; y: number }[][] {
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  const paths = [...document.querySelectorAll('path')].filter((path) => !path.hasAttribute('transform'));
  return paths.map((path) =>
    [...(path.getAttribute('d') ?? '').matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => ({
      x: Number(x),
      y: Number(y),
    })),
  );
}

it('a line goes from epoch to epoch and never up, whichever populations are trained at once', () => {
  const events = [
    ...epochs('first', [10, 0.9], [20, 0.5], [5, 0.7], [20, 0.6], [15, null]),
    ...epochs('second', [100, 0.3], [40, 0.4], [100, 0.2], [60, 0.35], [80, Number.NaN]),
  ];
  const lines = linesOf(markupOf(<ProgressCurvesChart epochs={events} />));
  expect(lines.map((points) => points.length)).toEqual([3, 3]);
  for (const points of lines) {
    const sorted = points.toSorted((a, b) => a.x - b.x);
    expect(points).toEqual(sorted);
    // Down the page is up the axis.
    expect(points.map(({ y }) => y)).toEqual(points.map(({ y }) => y).toSorted((a, b) => a - b));
  }
});
