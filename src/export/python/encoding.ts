import type { Settings } from '../../settings/slots.js';
import { binsPerNumber, leastMarkedGaps } from '../../settings/recipe.js';
import { hasFilling, hasIndicators, type Plan } from '../plan.js';
import { FILLING } from './filling.js';

/** Python bodies of `scale(values, seen)`: a column without gaps, and its training values. */
const scalings: { readonly [K in NonNullable<Settings['numericScaling']>]: string } = {
  standard: `    deviation = seen.std()
    return (values - seen.mean()) / deviation if deviation > 0 else np.zeros_like(values)`,
  robustSmoothClip: `    low, middle, high = np.quantile(seen, [0.25, 0.5, 0.75])
    spread = high - low if high > low else (seen.max() - seen.min()) / 2
    z = (values - middle) / spread if spread > 0 else np.zeros_like(values)
    return z / np.sqrt(1 + (z / 3) ** 2)`,
  quantileNormal: `    transform = QuantileTransformer(
        n_quantiles=min(1000, len(seen)), output_distribution="normal", subsample=None
    ).fit(seen.reshape(-1, 1))
    return transform.transform(values.reshape(-1, 1))[:, 0]`,
};

const scale = (settings: Settings): string => `def scale(values, seen):
    """One column, by the statistics of its training values."""
    if len(seen) == 0:
        return np.zeros_like(values)
${scalings[settings.numericScaling ?? 'standard']}`;

/** Beside the value itself, how far it has come through each bin between edges of the training rows. */
const bins = (size: number): string => `def bin_edges(seen, bins):
    """A value of more rows than an even bin of those left is an edge; the other edges are quantiles of the other rows."""
    edges, others = [], seen
    while True:
        values, counts = np.unique(others, return_counts=True)
        heavy = values[counts > len(others) / (bins - len(edges))]
        if len(heavy) == 0:
            break
        edges += list(heavy)
        others = others[~np.isin(others, heavy)]
    shares = np.linspace(0, 1, bins + 1 - len(edges))
    rest = others if len(others) else np.array([seen.max() if len(seen) else 0.0])
    return np.sort(np.concatenate([edges, np.quantile(rest, shares)]))


def encode_bins(values, filled, seen):
    """-1 below a bin, 1 above it, and in between how much of it lies below the value."""
    count = min(${size}, len(np.unique(values[~np.isnan(values)])) - 1)
    if count < 2:
        return []
    edges = bin_edges(seen, count)
    inputs = []
    for low, high in zip(edges[:-1], edges[1:]):
        share = (filled - low) / (high - low) if high > low else (filled >= high).astype(float)
        inputs.append(2 * np.clip(share, 0, 1) - 1)
    return inputs`;

function binBlocks(plan: Plan): string[] {
  const size = binsPerNumber(plan.settings);
  return size === 0 ? [] : [bins(size)];
}

function numeric(plan: Plan): string {
  const added = binsPerNumber(plan.settings) === 0 ? '' : ' + encode_bins(values, filled, seen)';
  const ending = hasIndicators(plan)
    ? `    inputs = [scale(filled, seen), missing] if missing.sum() >= ${leastMarkedGaps} else [scale(filled, seen)]
    return inputs${added}`
    : `    return [scale(filled, seen)]${added}`;
  const gaps = hasIndicators(plan) ? `, and a second input tells of them where there are ${leastMarkedGaps}` : '';
  const [likely, filled] = hasFilling(plan)
    ? [', likely', 'np.where(np.isnan(likely), np.median(seen) if len(seen) else 0.0, likely)']
    : ['', 'np.where(missing, np.median(seen) if len(seen) else 0.0, values)'];
  return `def encode_numeric(column, train${likely}):
    """Gaps take ${hasFilling(plan) ? 'what is likely there, else ' : ''}the median of the training rows${gaps}."""
    values = to_numbers(column)
    missing = np.isnan(values)
    seen = values[train][~missing[train]]
    filled = ${filled}
${ending}`;
}

const BOOLEAN = `def encode_boolean(column, words):
    """-1, 1, and 0 where it is missing."""
    false, true = (word.lower() for word in words)
    codes = column.str.lower().map({false: -1.0, "false": -1.0, true: 1.0, "true": 1.0})
    numbers = pd.Series(to_numbers(column), index=column.index)
    return codes.fillna(numbers.map({0.0: -1.0, 1.0: 1.0})).fillna(0.0).to_numpy()`;

const LEVELS = `def known_levels(column, levels, train):
    """Input of each level of the training rows; the rarest beyond MAX_LEVELS share one."""
    counts = Counter(column.iloc[train])
    ranked = sorted(levels, key=lambda level: -counts[level]) if len(levels) > MAX_LEVELS else levels
    inputs = {level: min(place, MAX_LEVELS - 1) for place, level in enumerate(ranked)}
    return {level: place for level, place in inputs.items() if counts[level] > 0}`;

const ONE_HOT = `def encode_one_hot(column, levels, train):
    """One input a level; all zeros where it is missing or was not in the training rows."""
    known = known_levels(column, levels, train)
    places = column.map(known).fillna(-1).to_numpy()
    return [places == place for place in sorted(set(known.values()))]`;

const EMBEDDED = `def encode_embedded(column, levels, train):
    """1 and up for the MAX_LEVELS most frequent levels; 0 for others, where it is missing and where training had none."""
    counts = Counter(column.iloc[train])
    ranked = sorted(levels, key=lambda level: -counts[level])[:MAX_LEVELS]
    known = {level: place + 1 for place, level in enumerate(ranked) if counts[level] > 0}
    return column.map(known).fillna(0).to_numpy(dtype="int32")`;

/** Columns to numbers: functions of the script. Every statistic comes from the training rows. */
export function encodingBlocks(plan: Plan): string[] {
  const { oneHot, embedded, booleans, settings } = plan;
  return [
    ...(plan.numeric.length === 0
      ? []
      : [scale(settings), ...binBlocks(plan), ...(hasFilling(plan) ? [FILLING] : []), numeric(plan)]),
    ...(booleans.length === 0 ? [] : [BOOLEAN]),
    ...(oneHot.length === 0 ? [] : [LEVELS, ONE_HOT]),
    ...(embedded.length === 0 ? [] : [EMBEDDED]),
    encode(plan),
  ];
}

const encode = (plan: Plan): string => {
  const { numeric: numbers, booleans, oneHot, embedded } = plan;
  return [
    'def encode(frame, train):',
    '    """The inputs of the network for every row."""',
    '    inputs = []',
    ...(numbers.length === 0 ? [] : encodeNumbers(plan)),
    ...(booleans.length === 0
      ? []
      : ['    for name, words in BOOLEAN.items():', '        inputs.append(encode_boolean(frame[name], words))']),
    ...(oneHot.length === 0
      ? []
      : ['    for name, levels in ONE_HOT.items():', '        inputs += encode_one_hot(frame[name], levels, train)']),
    '    table = np.column_stack(inputs).astype("float32") if inputs else np.zeros((len(frame), 0), "float32")',
    ...(embedded.length === 0
      ? ['    return {"table": table}']
      : [
          '    codes = np.column_stack([encode_embedded(frame[name], levels, train) for name, levels in EMBEDDED.items()])',
          '    return {"table": table, "codes": codes}',
        ]),
  ].join('\n');
};

function encodeNumbers(plan: Plan): string[] {
  const fills = hasFilling(plan);
  const call = `encode_numeric(frame[name], train${fills ? ', likely[:, place]' : ''})`;
  const each = `    for ${fills ? 'place, name in enumerate(NUMERIC)' : 'name in NUMERIC'}:`;
  return [
    ...(fills ? ['    likely = fill_gaps(np.column_stack([to_numbers(frame[name]) for name in NUMERIC]), train)'] : []),
    ...(hasIndicators(plan)
      ? [
          '    gaps = []',
          each,
          `        values, *missing = ${call}`,
          '        inputs.append(values)',
          '        gaps += missing',
          '    inputs += gaps',
        ]
      : [each, `        inputs += ${call}`]),
  ];
}

export const encodingImports = ({ settings, numeric: numbers, oneHot, embedded }: Plan): string[] => [
  ...(settings.numericScaling === 'quantileNormal' && numbers.length > 0
    ? ['from sklearn.preprocessing import QuantileTransformer']
    : []),
  ...(oneHot.length + embedded.length > 0 ? ['from collections import Counter'] : []),
];
