import { fillingDefaults } from '../../settings/recipe.js';

const { ridge, reach } = fillingDefaults;

/** What the other numbers of a row say of one that is missing; see `fitFilling`. */
export const FILLING = `/** Solves a positive definite system by elimination. */
function solve(matrix, right) {
  const rows = matrix.map((row, place) => [...row, right[place]]);
  rows.forEach((pivot, place) => {
    for (const row of rows.slice(place + 1)) {
      const factor = row[place] / pivot[place];
      pivot.forEach((value, column) => (row[column] -= factor * value));
    }
  });
  const solution = right.map(() => 0);
  for (let place = rows.length - 1; place >= 0; place--) {
    const known = sum(solution.map((value, column) => value * rows[place][column]));
    solution[place] = (rows[place].at(-1) - known) / rows[place][place];
  }
  return solution;
}

/** Deviations from the mean of the training rows, 0 for a gap; ${reach} interquartile ranges beyond the quartiles count at most. */
function scoring(values, train) {
  const seen = train.map((row) => values[row]).filter(Number.isFinite).sort((a, b) => a - b);
  if (seen.length === 0) return { spread: 0 };
  const [first, third] = [quantile(seen, 0.25), quantile(seen, 0.75)];
  const reach = ${reach} * (third - first);
  const [low, high] = reach > 0 ? [first - reach, third + reach] : [seen[0], seen.at(-1)];
  const bound = (value) => Math.min(high, Math.max(low, value));
  const within = seen.map(bound);
  const [centre, spread] = [mean(within), deviation(within)];
  const scores = values.map((value) => (Number.isNaN(value) || spread === 0 ? 0 : (bound(value) - centre) / spread));
  return { bound, centre, spread, scores };
}

/** A ridge regression of each column with gaps on the others, by the training rows that have it. */
function fillGaps(columns, train) {
  const scored = columns.map((values) => scoring(values, train));
  return columns.map((values, place) => {
    const { bound, centre, spread, scores } = scored[place];
    if (spread === 0 || !values.some(Number.isNaN)) return values;
    const rows = train.filter((row) => !Number.isNaN(values[row]));
    const others = scored.filter((other, at) => at !== place && other.spread > 0).map((other) => {
      const middle = mean(rows.map((row) => other.scores[row]));
      return (row) => other.scores[row] - middle;
    });
    const product = (a, b) => mean(rows.map((row) => a(row) * b(row)));
    const matrix = others.map((a) => others.map((b) => product(a, b) + (a === b ? ${ridge} : 0)));
    const weights = solve(matrix, others.map((other) => product(other, (row) => scores[row])));
    const said = (row) => sum(others.map((other, i) => weights[i] * other(row)));
    return values.map((value, row) => (Number.isNaN(value) ? bound(centre + spread * said(row)) : value));
  });
}`;
