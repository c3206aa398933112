import { binsPerNumber, leastMarkedGaps } from '../../settings/recipe.js';
import { hasFilling, hasIndicators, type Plan } from '../plan.js';
import { FILLING } from './filling.js';

const STATISTICS = `const sum = (values) => values.reduce((total, value) => total + value, 0);
const mean = (values) => sum(values) / Math.max(1, values.length);

function deviation(values) {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

function quantile(sorted, share) {
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
}`;

const scalings = {
  standard: `  const [middle, spread] = [mean(seen), deviation(seen)];
  return values.map((value) => (spread > 0 ? (value - middle) / spread : 0));`,
  robustSmoothClip: `  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(seen, share));
  const spread = high > low ? high - low : (seen.at(-1) - seen[0]) / 2;
  return values.map((value) => {
    const z = spread > 0 ? (value - middle) / spread : 0;
    return z / Math.sqrt(1 + (z / 3) ** 2);
  });`,
  quantileNormal: '  return values.map(normalScore(quantilesOf(seen)));',
} as const;

const scale = ({ settings }: Plan): string => `/** One column, by the statistics of its training values in order. */
function scale(values, seen) {
  if (seen.length === 0) return values.map(() => 0);
${scalings[settings.numericScaling ?? 'standard']}
}`;

const bins = (
  size: number,
): string => `/** A value of more rows than an even bin of those left is an edge; the other edges are quantiles of the other rows. */
function binEdges(seen, bins) {
  const edges = [];
  let others = seen;
  for (;;) {
    const counts = new Map();
    for (const value of others) counts.set(value, (counts.get(value) ?? 0) + 1);
    const heavy = [...counts].filter(([, count]) => count > others.length / (bins - edges.length)).map(([value]) => value);
    if (heavy.length === 0) break;
    edges.push(...heavy);
    others = others.filter((value) => !heavy.includes(value));
  }
  const rest = others.length > 0 ? others : [seen.at(-1) ?? 0];
  const shares = bins + 1 - edges.length;
  const evenly = Array.from({ length: shares }, (_, i) => quantile(rest, shares > 1 ? i / (shares - 1) : 0));
  return [...edges, ...evenly].sort((a, b) => a - b);
}

/** -1 below a bin, 1 above it, and in between how much of it lies below the value. */
function encodeBins(filled, present, seen) {
  const count = Math.min(${size}, new Set(present).size - 1);
  if (count < 2) return [];
  const edges = binEdges(seen, count);
  return edges.slice(1).map((high, place) => {
    const low = edges[place];
    const shareOf = (value) => (high > low ? (value - low) / (high - low) : Number(value >= high));
    return filled.map((value) => 2 * Math.min(1, Math.max(0, shareOf(value))) - 1);
  });
}`;

function numeric(plan: Plan): string {
  const added = binsPerNumber(plan.settings) > 0 ? ', ...encodeBins(filled, values.filter(Number.isFinite), seen)' : '';
  const indicator = hasIndicators(plan)
    ? `\n  const missing = values.map((value) => Number(Number.isNaN(value)));
  const gaps = missing.reduce((sum, one) => sum + one, 0) >= ${leastMarkedGaps} ? [missing] : [];`
    : '';
  const fills = hasFilling(plan);
  return `/** Gaps take ${fills ? 'what is likely there, else ' : ''}the median of the training rows${hasIndicators(plan) ? `, and where there are ${leastMarkedGaps} a second input tells of them` : ''}. The values first, then what stands beside them. */
function encodeNumeric(values, train${fills ? ', likely' : ''}) {
  const seen = train.map((row) => values[row]).filter(Number.isFinite).sort((a, b) => a - b);
  const median = seen.length > 0 ? quantile(seen, 0.5) : 0;
  const filled = ${fills ? 'likely' : 'values'}.map((value) => (Number.isNaN(value) ? median : value));${indicator}
  return [scale(filled, seen)${hasIndicators(plan) ? ', ...gaps' : ''}${added}];
}`;
}

const BOOLEAN = `/** -1, 1, and 0 where it is missing. */
function encodeBoolean(column, [falseText, trueText]) {
  const codes = new Map([["false", -1], ["true", 1], [falseText.toLowerCase(), -1], [trueText.toLowerCase(), 1]]);
  const ofNumber = (text) => ({ 0: -1, 1: 1 })[toNumber(text)] ?? 0;
  return column.map((text) => (text === null ? 0 : codes.get(text.toLowerCase()) ?? ofNumber(text)));
}`;

const COUNTS = `function countLevels(column, train) {
  const counts = new Map();
  for (const row of train) counts.set(column[row], (counts.get(column[row]) ?? 0) + 1);
  return (level) => counts.get(level) ?? 0;
}`;

const ONE_HOT = `/** One input a level, the rarest beyond MAX_LEVELS share one; all zeros where it is missing or was not in the training rows. */
function encodeOneHot(column, levels, train) {
  const count = countLevels(column, train);
  const ranked = levels.length > MAX_LEVELS ? levels.toSorted((a, b) => count(b) - count(a)) : levels;
  const places = new Map(ranked.map((level, place) => [level, Math.min(place, MAX_LEVELS - 1)]));
  const known = new Map([...places].filter(([level]) => count(level) > 0));
  const used = [...new Set(known.values())].sort((a, b) => a - b);
  return used.map((place) => column.map((level) => Number(known.get(level) === place)));
}`;

const EMBEDDED = `/** 1 and up for the MAX_LEVELS most frequent levels; 0 for others, where it is missing and where training had none. */
function encodeEmbedded(column, levels, train) {
  const count = countLevels(column, train);
  const ranked = levels.toSorted((a, b) => count(b) - count(a)).slice(0, MAX_LEVELS);
  const known = new Map(ranked.map((level, place) => [level, place + 1]).filter(([level]) => count(level) > 0));
  return column.map((level) => known.get(level) ?? 0);
}`;

/** Columns to numbers: functions of the script. Every statistic comes from the training rows. */
export function encodingBlocks(plan: Plan): string[] {
  const { oneHot, embedded, booleans } = plan;
  const size = binsPerNumber(plan.settings);
  return [
    STATISTICS,
    ...(plan.numeric.length === 0
      ? []
      : [scale(plan), ...(size > 0 ? [bins(size)] : []), ...(hasFilling(plan) ? [FILLING] : []), numeric(plan)]),
    ...(booleans.length === 0 ? [] : [BOOLEAN]),
    ...(oneHot.length + embedded.length === 0 ? [] : [COUNTS]),
    ...(oneHot.length === 0 ? [] : [ONE_HOT]),
    ...(embedded.length === 0 ? [] : [EMBEDDED]),
    encode(plan),
  ];
}

const encode = (plan: Plan): string => {
  const { numeric: numbers, booleans, oneHot, embedded } = plan;
  return [
    '/** The inputs of the network, a list for each row. */',
    'function encode({ columns, rows }, train) {',
    '  const inputs = [];',
    '  const beside = [];',
    ...(numbers.length === 0
      ? []
      : [
          '  const numbers = NUMERIC.map((name) => columns.get(name).map(toNumber));',
          ...(hasFilling(plan) ? ['  const likely = fillGaps(numbers, train);'] : []),
          '  for (const place of NUMERIC.keys()) {',
          `    const [values, ...others] = encodeNumeric(numbers[place], train${hasFilling(plan) ? ', likely[place]' : ''});`,
          '    inputs.push(values);',
          `    ${hasIndicators(plan) ? 'beside' : 'inputs'}.push(...others);`,
          '  }',
          '  inputs.push(...beside);',
        ]),
    ...(booleans.length === 0
      ? []
      : ['  for (const [name, words] of BOOLEAN) inputs.push(encodeBoolean(columns.get(name), words));']),
    ...(oneHot.length === 0
      ? []
      : ['  for (const [name, levels] of ONE_HOT) inputs.push(...encodeOneHot(columns.get(name), levels, train));']),
    '  const rowsOf = (list) => Array.from({ length: rows }, (_, row) => list.map((values) => values[row]));',
    embedded.length === 0
      ? '  return { table: rowsOf(inputs) };'
      : '  return { table: rowsOf(inputs), codes: rowsOf(EMBEDDED.map(([name, levels]) => encodeEmbedded(columns.get(name), levels, train))) };',
    '}',
  ].join('\n');
};
