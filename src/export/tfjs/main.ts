import {
  calibrates,
  isOneLabel,
  type Plan,
  seeksThreshold,
  takesThreshold,
  transformOf,
  usesWeights,
} from '../plan.js';
import { outputHeldBy } from './model.js';

const RANDOM = `/** Numbers from 0 to 1, the same at every start (mulberry32). */
function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const random = createRandom(SEED);

function shuffled(rows, draw = random) {
  const order = [...rows];
  for (let i = order.length - 1; i > 0; i--) {
    const other = Math.floor(draw() * (i + 1));
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}`;

const cut = (rows: string): string => `  const at = rows.length - Math.round(rows.length * share);
  return [${rows}.slice(0, at), ${rows}.slice(at)];`;

const STRATIFIED = `/** Two parts of the rows, the second with this share; every label in proportion. */
function split(rows, truth, share) {
  const order = shuffled(rows);
  const byLabel = new Map();
  for (const row of order) byLabel.set(truth[row], [...(byLabel.get(truth[row]) ?? []), row]);
  const others = new Set([...byLabel.values()].flatMap((of) => of.slice(0, Math.round(of.length * share))));
  return [order.filter((row) => !others.has(row)), order.filter((row) => others.has(row))];
}`;
const PLAIN = `/** Two random parts of the rows, the second with this share. */
function split(rows, truth, share) {
  const order = shuffled(rows);
${cut('order')}
}`;
const FORWARD = `/** The file is in order of time: the last rows are held out. */
function split(rows, truth, share) {
${cut('rows')}
}`;

const isStratified = (plan: Plan): boolean => isOneLabel(plan) && plan.settings.foldKind !== 'plain';

function splitBlock(plan: Plan): string {
  if (plan.settings.foldKind === 'forward') return FORWARD;
  return isStratified(plan) ? STRATIFIED : PLAIN;
}

/** Where all rows score once, the mean over the seeds is of the table and not of the rows that a draw favoured. */
const testBlock = (plan: Plan): string =>
  plan.settings.foldKind === 'forward'
    ? `/** The rows to train on, and the last ones, which score: the file is in order of time. */
function holdOut(truth) {
  const at = truth.length - Math.round(truth.length * TEST_SHARE);
  const rows = truth.map((_, row) => row);
  return [rows.slice(0, at), rows.slice(at)];
}`
    : `/** The rows to train on, and those that score${isStratified(plan) ? ', every label in proportion' : ''}: other ones for each of the seeds 0 to 4, all for them together. */
function holdOut(truth) {
  const parts = Math.round(1 / TEST_SHARE);
  const order = shuffled(truth.map((_, row) => row), createRandom(Math.floor(SEED / parts)));
  const ranked = ${isStratified(plan) ? 'order.toSorted((a, b) => truth[a] - truth[b])' : 'order'};
  const test = new Set(ranked.filter((_, place) => place % parts === SEED % parts));
  return [order.filter((row) => !test.has(row)), [...test]];
}`;

function weighting(plan: Plan): string[] {
  if (!usesWeights(plan)) return [];
  const isRoot = plan.settings.classWeights === 'squareRoot';
  return [
    `/** Rare classes weigh more${isRoot ? ', by the square root of their rarity' : ''}; the mean weight of the training rows is 1. */
function rowWeights(truth, train) {
  const counts = LABELS.map((_, code) => Math.max(1, train.filter((row) => truth[row] === code).length));
  const weights = counts.map((count) => (train.length / (LABELS.length * count))${isRoot ? ' ** 0.5' : ''});
  const middle = mean(train.map((row) => weights[truth[row]]));
  return truth.map((code) => weights[code] / middle);
}`,
  ];
}

/** What the script does from top to bottom, and the small functions it uses. */
export const mainBlocks = (plan: Plan): string[] => [
  testBlock(plan),
  ...(plan.chosen ? [] : [splitBlock(plan)]),
  ...weighting(plan),
  dataLines(plan).join('\n'),
  fitLines(plan).join('\n'),
  scoreLines(plan).join('\n'),
];

export const randomBlock = RANDOM;

function dataLines(plan: Plan): string[] {
  const isMatrix = plan.form === 'multiLabel';
  const transform = transformOf(plan);
  return [
    'const whole = readTable(FILE);',
    'const all = readTarget(whole);',
    `const known = all.flatMap((value, row) => (${isMatrix ? 'value.some(Number.isNaN)' : 'Number.isNaN(value)'} ? [] : [row]));`,
    'const kept = (values) => known.map((row) => values[row]);',
    'const columns = new Map([...whole.columns].map(([name, values]) => [name, kept(values)]));',
    'const truth = kept(all);',
    ...(plan.chosen
      ? ['const [train, test] = holdOut(truth);']
      : ['const [rest, test] = holdOut(truth);', 'const [train, validation] = split(rest, truth, VALIDATION_SHARE);']),
    `const { table${plan.embedded.length === 0 ? '' : ', codes'} } = encode({ columns, rows: truth.length }, train);`,
    plan.embedded.length === 0
      ? 'const inputs = [tf.tensor2d(table)];'
      : 'const inputs = [tf.tensor2d(table), ...EMBEDDED.map((_, place) => tf.tensor2d(codes.map((row) => [row[place]]), undefined, "int32"))];',
    ...(transform === null ? [] : ['const transform = targetScale(train.map((row) => truth[row]));']),
    `const target = encodeTarget(truth${transform === null ? '' : '.map(transform.forward)'});`,
  ];
}

const priors = {
  sigmoid: 'Math.log(share / (1 - share))',
  softmax: 'Math.log(share)',
  exponential: 'Math.log(share)',
  linear: 'share',
} as const;

/** Log odds, log shares, log mean or mean: the output that predicts the training rows best before any weight is learned. */
function priorLines(plan: Plan): string[] {
  const { settings, encoding } = plan;
  if (settings.outputBias !== 'prior') return [];
  const activation = settings.outputActivation ?? 'linear';
  const bounded = {
    linear: 'share',
    exponential: 'Math.max(share, 1e-6)',
    sigmoid: 'Math.min(Math.max(share, 1e-6), 1 - 1e-6)',
    softmax: 'Math.min(Math.max(share, 1e-6), 1 - 1e-6)',
  }[activation];
  const held = outputHeldBy(plan);
  const bias =
    encoding === 'cumulative'
      ? 'Math.log(share / Math.max((shares[place - 1] ?? 1) - share, 1e-6))'
      : priors[activation];
  return [
    'const shareOf = (place) => mean(train.map((row) => target[row][place]));',
    `const shares = target[0].map((_, place) => shareOf(place)).map((share) => ${bounded});`,
    `const bias = shares.map((share, place) => ${held === undefined ? bias : `(${bias}) / (${held})`});`,
    'const output = network.model.getLayer("output");',
    'output.setWeights([output.getWeights()[0], tf.tensor1d(bias)]);',
  ];
}

function fitLines(plan: Plan): string[] {
  const weights = usesWeights(plan) ? ', tf.tensor1d(rowWeights(truth, train))' : '';
  const prior = priorLines(plan);
  return [
    'const network = buildNetwork(table[0].length);',
    ...(prior.length === 0 ? [] : ['{', ...prior.map((line) => `  ${line}`), '}']),
    'network.model.summary();',
    `trainNetwork(network, inputs, tf.tensor2d(target), ${plan.chosen ? 'train' : '[train, validation]'}${weights});`,
  ];
}

function scoreLines(plan: Plan): string[] {
  const lines = { number: numberLines, multiLabel: labelLines, label: classLines, oneHotColumns: classLines };
  const values = ['truth: test.map((row) => truth[row])', 'predicted', ...(plan.form === 'number' ? [] : ['shares'])];
  const hasPositive = isOneLabel(plan);
  return [
    ...lines[plan.form](plan),
    `const scored = scores({ ${[...values, ...(hasPositive ? ['positive'] : [])].join(', ')} });`,
    'for (const [name, value] of scored) console.log(`${name} ${value.toFixed(4)}`);',
    'await network.model.save("file://model");',
  ];
}

function numberLines(plan: Plan): string[] {
  const back = transformOf(plan) === null ? '' : '.map(transform.back)';
  const isBounded = plan.settings.predictionRange === 'seen';
  return [
    ...(isBounded ? ['const seen = train.map((row) => truth[row]).sort((a, b) => a - b);'] : []),
    `const found = outputsOf(network.model, inputs, test).map(([value]) => value)${back};`,
    `const predicted = ${isBounded ? 'found.map((value) => Math.min(Math.max(value, seen[0]), seen.at(-1)))' : 'found'};`,
  ];
}

const labelLines = (): string[] => [
  'const shares = outputsOf(network.model, inputs, test);',
  'const predicted = shares.map((row) => row.map((share) => Number(share >= 0.5)));',
];

function classLines(plan: Plan): string[] {
  const fits = calibrates(plan) || seeksThreshold(plan);
  return [
    'const positive = Number(2 * sum(truth) <= truth.length); // the rarer label',
    'const sharesOf = (rows) => outputsOf(network.model, inputs, rows).map(classShares);',
    ...(fits ? ['const validated = validation.map((row) => truth[row]);'] : []),
    ...(calibrates(plan)
      ? [
          'const temperature = fitTemperature(sharesOf(validation), validated);',
          'const shareOut = (rows) => sharesOf(rows).map((row) => soften(row, temperature));',
        ]
      : ['const shareOut = sharesOf;']),
    'const shares = shareOut(test);',
    ...(seeksThreshold(plan)
      ? [
          'const least = fitThreshold(validated, shareOut(validation), positive);',
          'const predicted = shares.map((row) => Number(row[1] >= least));',
        ]
      : takesThreshold(plan)
        ? ['const predicted = shares.map((row) => Number(row[1] >= THRESHOLD));']
        : ['const predicted = shares.map((row) => row.indexOf(Math.max(...row)));']),
  ];
}
