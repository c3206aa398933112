import { type Plan, type TargetForm, transformOf } from '../plan.js';

const readers: { readonly [F in TargetForm]: string } = {
  number: `/** The target as a number, NaN where it is missing. */
const readTarget = ({ columns }) => columns.get(TARGET[0]).map(toNumber);`,
  label: `/** The place of each row's label in LABELS, NaN where it has none; 1 and 1.0 are one label. */
function readTarget({ columns }) {
  const places = new Map(LABELS.map((label, place) => [label.trim(), place]));
  const numbers = LABELS.map((label) => toNumber(label.trim()));
  const byNumber = new Map(numbers.every(Number.isFinite) ? numbers.map((value, place) => [value, place]) : []);
  return columns.get(TARGET[0]).map((text) => places.get(text) ?? byNumber.get(toNumber(text)) ?? NaN);
}`,
  oneHotColumns: `/** The place of each row's label in LABELS: the column that holds a one; NaN where none does. */
function readTarget({ columns, rows }) {
  const ones = LABELS.map((name) => columns.get(name).map((text) => toNumber(text) === 1));
  return Array.from({ length: rows }, (_, row) => {
    const held = ones.flatMap((column, place) => (column[row] ? [place] : []));
    return held.length === 1 ? held[0] : NaN;
  });
}`,
  multiLabel: `/** A zero or one for each label, NaN where one is missing. */
function readTarget({ columns, rows }) {
  const each = TARGET.map((name) => columns.get(name).map(toNumber));
  return Array.from({ length: rows }, (_, row) => each.map((column) => column[row]));
}`,
};

const encodings: { readonly [E in Exclude<Plan['encoding'], 'codes'>]: string } = {
  binary: 'truth.map((code) => [code])',
  oneHot: 'truth.map((code) => LABELS.map((_, place) => Number(place === code)))',
  cumulative: 'truth.map((code) => LABELS.slice(1).map((_, step) => Number(code > step)))',
  matrix: 'truth.map((value) => [value].flat())',
};

const TRANSFORMS = {
  standardize: `/** Mean 0 and deviation 1 on the training rows, and back. */
function targetScale(seen) {
  const [centre, spread] = [mean(seen), deviation(seen) || 1];
  return { forward: (value) => (value - centre) / spread, back: (value) => value * spread + centre };
}`,
  log1p: `/** Logarithm of one plus the target, with mean 0 and deviation 1 on the training rows, and back. */
function targetScale(seen) {
  const logs = seen.map(Math.log1p);
  const [centre, spread] = [mean(logs), deviation(logs) || 1];
  return { forward: (value) => (Math.log1p(value) - centre) / spread, back: (value) => Math.expm1(value * spread + centre) };
}`,
  quantile: `/** Normal scores of the quantiles of the training rows, and back: never outside of them. */
function targetScale(seen) {
  const quantiles = quantilesOf(seen.toSorted((a, b) => a - b));
  return { forward: normalScore(quantiles), back: (score) => quantile(quantiles, normalShare(score)) };
}`,
} as const;

/** Target to what the loss compares with: functions of the script. */
export function targetBlocks(plan: Plan): string[] {
  const transform = transformOf(plan);
  const encoding = plan.encoding === 'codes' ? 'oneHot' : plan.encoding;
  return [
    readers[plan.form],
    `/** What the outputs are compared with. */\nconst encodeTarget = (truth) => ${encodings[encoding]};`,
    ...(transform === null ? [] : [TRANSFORMS[transform]]),
  ];
}
