import {
  calibrates,
  isOneLabel,
  type Plan,
  seeksThreshold,
  takesThreshold,
  transformOf,
  usesWeights,
} from '../plan.js';
import { scoreArguments } from './scoring.js';

const STRATIFIED = `def split(rows, truth, share):
    """Two parts of the rows, the second with this share; every label in proportion where it has rows enough."""
    labels, counts = np.unique(truth[rows], return_counts=True)
    fits = counts.min() >= 2 and len(rows) * share >= len(labels)
    return train_test_split(rows, test_size=share, random_state=SEED, stratify=truth[rows] if fits else None)`;

const PLAIN = `def split(rows, truth, share):
    """Two random parts of the rows, the second with this share."""
    return train_test_split(rows, test_size=share, random_state=SEED)`;

const FORWARD = `def split(rows, truth, share):
    """The file is in order of time: the last rows are held out."""
    return train_test_split(rows, test_size=share, shuffle=False)`;

const isStratified = (plan: Plan): boolean => isOneLabel(plan) && plan.settings.foldKind !== 'plain';

const splitBlock = (plan: Plan): string => {
  if (plan.settings.foldKind === 'forward') return FORWARD;
  return isStratified(plan) ? STRATIFIED : PLAIN;
};

/** Where all rows score once, the mean over the seeds is of the table and not of the rows that a draw favoured. */
const testBlock = (plan: Plan): string =>
  plan.settings.foldKind === 'forward'
    ? `def hold_out(truth):
    """The rows to train on, and the last ones, which score: the file is in order of time."""
    return np.split(np.arange(len(truth)), [len(truth) - round(len(truth) * TEST_SHARE)])`
    : `def hold_out(truth):
    """The rows to train on, and those that score${isStratified(plan) ? ', every label in proportion' : ''}: other ones for each of the seeds 0 to 4, all for them together."""
    parts = round(1 / TEST_SHARE)
    order = np.random.default_rng(SEED // parts).permutation(len(truth))
    test = ${isStratified(plan) ? 'order[np.argsort(truth[order], kind="stable")]' : 'order'}[SEED % parts :: parts]
    return order[~np.isin(order, test)], test`;

const PART = `def part(inputs, rows):
    return {name: values[rows] for name, values in inputs.items()}`;

/** Blocks of every script: how rows are split, taken and weighed. */
export const splitBlocks = (plan: Plan): string[] => [
  testBlock(plan),
  ...(plan.chosen ? [] : [splitBlock(plan)]),
  PART,
  ...weighting(plan),
];

/** Rows are split a second time only where some of them validate. */
export const splitImports = ({ chosen }: Plan): string[] =>
  chosen ? [] : ['from sklearn.model_selection import train_test_split'];

/** The first lines of `main`: the file becomes inputs, a target, and parts of the rows: to train on, to validate by unless the probe did, and to score. */
export function dataLines(plan: Plan): string[] {
  const isMatrix = plan.form === 'multiLabel';
  const transform = transformOf(plan);
  return [
    '    frame = read_frame(FILE)',
    '    truth = read_target(frame)',
    `    known = ~np.isnan(truth)${isMatrix ? '.any(axis=1)' : ''}`,
    `    frame, truth = frame[known].reset_index(drop=True), truth[known]${plan.form === 'number' ? '' : '.astype("int32")'}`,
    ...(plan.chosen
      ? ['    train, test = hold_out(truth)']
      : ['    rest, test = hold_out(truth)', '    train, validation = split(rest, truth, VALIDATION_SHARE)']),
    '    inputs = encode(frame, train)',
    ...(transform === null
      ? ['    target = encode_target(truth)']
      : ['    transform = TargetScale(truth[train])', '    target = encode_target(transform.forward(truth))']),
  ];
}

/** Python of what the network puts out for the named rows: a matrix. */
export type OutputsOf = (rows: 'test' | 'validation') => string;

/** The last lines of `main`: predictions of the rows that were held out, and their scores. */
export function scoreLines(plan: Plan, outputsOf: OutputsOf): string[] {
  const lines = { number: numberLines, multiLabel: labelLines, label: classLines, oneHotColumns: classLines };
  const body = lines[plan.form](plan, outputsOf);
  const { usesPositive } = scoreArguments(plan);
  const values = [
    'truth[test]',
    'predicted',
    ...(plan.form === 'number' ? [] : ['shares']),
    ...(usesPositive ? ['positive'] : []),
  ];
  return [
    ...body,
    `    for name, value in scores(${values.join(', ')}).items():`,
    '        print(f"{name} {value:.4f}")',
  ];
}

function numberLines(plan: Plan, outputsOf: OutputsOf): string[] {
  const outputs = `${outputsOf('test')}[:, 0].astype("float64")`;
  const predicted = transformOf(plan) === null ? outputs : `transform.back(${outputs})`;
  return [
    `    predicted = ${predicted}`,
    ...(plan.settings.predictionRange === 'seen'
      ? ['    predicted = np.clip(predicted, truth[train].min(), truth[train].max())']
      : []),
  ];
}

const labelLines = (_plan: Plan, outputsOf: OutputsOf): string[] => [
  `    shares = ${outputsOf('test')}`,
  '    predicted = (shares >= 0.5).astype("int32")',
];

function classLines(plan: Plan, outputsOf: OutputsOf): string[] {
  const { usesPositive, thresholdUsesPositive } = scoreArguments(plan);
  const fits = calibrates(plan) || seeksThreshold(plan);
  return [
    ...(usesPositive || thresholdUsesPositive
      ? ['    positive = int(2 * truth.sum() <= len(truth))  # the rarer label']
      : []),
    ...(fits ? [`    seen = class_shares(${outputsOf('validation')})`] : []),
    `    shares = class_shares(${outputsOf('test')})`,
    ...(calibrates(plan)
      ? [
          '    temperature = fit_temperature(seen, truth[validation])',
          `    ${seeksThreshold(plan) ? 'seen, shares = soften(seen, temperature), soften(shares, temperature)' : 'shares = soften(shares, temperature)'}`,
        ]
      : []),
    ...(seeksThreshold(plan)
      ? [
          `    least = fit_threshold(truth[validation], seen${thresholdUsesPositive ? ', positive' : ''})`,
          '    predicted = (shares[:, 1] >= least).astype("int32")',
        ]
      : takesThreshold(plan)
        ? ['    predicted = (shares[:, 1] >= THRESHOLD).astype("int32")']
        : ['    predicted = shares.argmax(axis=1)']),
  ];
}

function weighting(plan: Plan): string[] {
  if (!usesWeights(plan)) return [];
  const isRoot = plan.settings.classWeights === 'squareRoot';
  return [
    `def row_weights(truth):
    """Rare classes weigh more${isRoot ? ', by the square root of their rarity' : ''}; the mean weight is 1."""
    codes = truth.astype("int32")
    counts = np.bincount(codes, minlength=len(LABELS))
    weights = (len(codes) / (len(LABELS) * np.maximum(counts, 1)))${isRoot ? ' ** 0.5' : ''}
    return (weights / weights[codes].mean())[codes]`,
  ];
}
