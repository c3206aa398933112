import { formatNumber } from '../format.js';

/** How losses lie along the upright axis of a chart. */
export interface LossScale {
  /** For Observable Plot's `y`. */
  readonly y: {
    readonly type: 'log' | 'linear';
    readonly domain: [number, number];
    readonly ticks: number | number[];
    readonly tickFormat: (value: number) => string;
    readonly clamp: true;
  };
  /** What a reader must know of it; absent where equal steps are equal losses and all of them are shown. */
  readonly note?: string;
}

/** The greatest loss is so many times the least: on a linear scale most of a curve would lie on the axis. */
const WIDE = 4;

const tickFormat = (value: number): string => formatNumber(value, 3);

/** Logarithmic where losses are positive and lie far apart; else linear, without the first few where they are huge. */
export function lossScale(losses: readonly number[]): LossScale {
  const sorted = losses.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 1];
  if (least > 0 && most / least >= WIDE)
    return {
      y: { type: 'log', domain: [least, most], ticks: logTicks(least, most), tickFormat, clamp: true },
      note: 'The loss is on a logarithmic scale: equal steps are equal ratios.',
    };
  const usual = sorted[Math.floor(sorted.length * 0.9)] ?? most;
  const top = Math.min(most, least + 2.5 * (usual - least));
  const domain: [number, number] = [least, top > least ? top : least + 1];
  return {
    y: { type: 'linear', domain, ticks: 5, tickFormat, clamp: true },
    ...(domain[1] < most && { note: `Losses above ${tickFormat(domain[1])} are drawn at the upper edge.` }),
  };
}

/** Round numbers of a range, dense enough to be at least three where that can be. */
function logTicks(least: number, most: number): number[] {
  const choices = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 4, 5, 6, 8]].map((digits) =>
    roundNumbers(digits, least, most),
  );
  return choices.find(({ length }) => length >= 3) ?? choices.at(-1) ?? [];
}

function roundNumbers(digits: readonly number[], least: number, most: number): number[] {
  const [first, last] = [Math.floor(Math.log10(least)), Math.floor(Math.log10(most))];
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return powers
    .flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
    .filter((value) => value >= least && value <= most);
}
