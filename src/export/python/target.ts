import { type Plan, type TargetForm, transformOf } from '../plan.js';

const readers: { readonly [F in TargetForm]: string } = {
  number: `def read_target(frame):
    """The target as a number, NaN where it is missing."""
    return to_numbers(frame[TARGET[0]])`,
  label: `def read_target(frame):
    """The place of each row's label in LABELS, NaN where it has none; 1 and 1.0 are one label."""
    column = frame[TARGET[0]]
    codes = column.map({label.strip(): code for code, label in enumerate(LABELS)})
    numbers = pd.to_numeric(pd.Series(LABELS), errors="coerce")
    if numbers.notna().all():
        by_number = dict(zip(numbers, range(len(LABELS))))
        codes = codes.fillna(pd.Series(to_numbers(column), index=column.index).map(by_number))
    return codes.to_numpy(dtype="float64")`,
  oneHotColumns: `def read_target(frame):
    """The place of each row's label in LABELS: the column that holds a one; NaN where none does."""
    ones = np.column_stack([to_numbers(frame[name]) for name in LABELS]) == 1
    return np.where(ones.sum(axis=1) == 1, ones.argmax(axis=1), np.nan)`,
  multiLabel: `def read_target(frame):
    """A column of zeros and ones for each label, NaN where one is missing."""
    return np.column_stack([to_numbers(frame[name]) for name in TARGET])`,
};

const encodings: { readonly [E in Plan['encoding']]: string } = {
  codes: '    return truth.astype("int32")',
  binary: '    return truth.reshape(-1, 1).astype("float32")',
  oneHot: '    return np.eye(len(LABELS), dtype="float32")[truth.astype("int32")]',
  cumulative: '    return (truth.reshape(-1, 1) > np.arange(len(LABELS) - 1)).astype("float32")',
  matrix: '    return truth.reshape(len(truth), -1).astype("float32")',
};

const TRANSFORMS = {
  standardize: `class TargetScale:
    """Mean 0 and deviation 1 on the training rows, and back."""

    def __init__(self, seen):
        self.centre, self.scale = seen.mean(), seen.std() or 1.0

    def forward(self, values):
        return (values - self.centre) / self.scale

    def back(self, values):
        return values * self.scale + self.centre`,
  log1p: `class TargetScale:
    """Logarithm of one plus the target, with mean 0 and deviation 1 on the training rows, and back."""

    def __init__(self, seen):
        self.centre, self.scale = np.log1p(seen).mean(), np.log1p(seen).std() or 1.0

    def forward(self, values):
        return (np.log1p(values) - self.centre) / self.scale

    def back(self, values):
        return np.expm1(values * self.scale + self.centre)`,
  quantile: `class TargetScale:
    """Normal scores of the quantiles of the training rows, and back."""

    def __init__(self, seen):
        self.transform = QuantileTransformer(
            n_quantiles=min(1000, len(seen)), output_distribution="normal", subsample=None
        ).fit(seen.reshape(-1, 1))

    def forward(self, values):
        return self.transform.transform(values.reshape(-1, 1))[:, 0]

    def back(self, values):
        return self.transform.inverse_transform(values.reshape(-1, 1))[:, 0]`,
} as const;

/** Target to what the loss compares with: functions of the script. */
export function targetBlocks(plan: Plan): string[] {
  const transform = transformOf(plan);
  return [
    readers[plan.form],
    `def encode_target(truth):\n    """What the outputs are compared with."""\n${encodings[plan.encoding]}`,
    ...(transform === null ? [] : [TRANSFORMS[transform]]),
  ];
}

export const targetImports = (plan: Plan): string[] =>
  transformOf(plan) === 'quantile' ? ['from sklearn.preprocessing import QuantileTransformer'] : [];
