import { expect, it } from 'vitest';
import { sparkline } from '../../../src/cli/render/sparkline.js';

it('goes from the lowest bar at the least value to the highest at the greatest', () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe('▁▂▃▄▅▆▇█');
  expect(sparkline([7, 0], 8)).toBe('█▁');
});

it('averages stretches when there are more values than room', () => {
  expect(sparkline([0, 0, 7, 7], 2)).toBe('▁█');
  expect(
    sparkline(
      Array.from({ length: 1000 }, (_, index) => index),
      10,
    ),
  ).toHaveLength(10);
});

it('bears flat, empty and broken curves', () => {
  expect(sparkline([5, 5, 5], 3)).toBe('▁▁▁');
  expect(sparkline([], 10)).toBe('');
  expect(sparkline([1, Number.NaN, 2], 3)).toBe('▁ █');
});
