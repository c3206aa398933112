import { isOneLabel, type Plan } from './plan.js';
import { biasHeldBy } from './recipe-layers.js';
import { calibrates, scoreArguments, seeksThreshold } from './scoring.js';
import { transformOf } from './target.js';
import { usesMixup, usesWeights } from './training.js';

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

const splitBlock = (plan: Plan): string => {
  if (plan.settings.foldKind === 'forward') return FORWARD;
  return isOneLabel(plan) && plan.settings.foldKind !== 'plain' ? STRATIFIED : PLAIN;
};

const PART = `def part(inputs, rows):
    return {name: values[rows] for name, values in inputs.items()}`;

/** Log odds, log shares, log mean or mean: the output that predicts the training rows best before any weight is learned. */
const priors = {
  sigmoid: 'np.log(mean / (1 - mean))',
  softmax: 'np.log(mean)',
  exponential: 'np.log(mean)',
  linear: 'mean',
} as const;

/** Log odds of each step among the rows that reach it. */
const STEP_PRIOR = 'np.log(mean / np.maximum(np.append(1, mean[:-1]) - mean, 1e-6))';

function priorLines({ settings, encoding }: Plan): string[] {
  if (settings.outputBias !== 'prior') return [];
  const activation = settings.outputActivation ?? 'linear';
  const mean =
    encoding === 'codes'
      ? 'np.bincount(target[train], minlength=len(LABELS)) / len(train)'
      : 'target[train].mean(axis=0)';
  const bounds =
    activation === 'linear'
      ? mean
      : activation === 'exponential'
        ? `np.maximum(${mean}, 1e-6)`
        : `np.clip(${mean}, 1e-6, 1 - 1e-6)`;
  const prior = encoding === 'cumulative' ? STEP_PRIOR : priors[activation];
  const held = biasHeldBy(settings);
  return [
    `    mean = ${bounds}`,
    `    model.get_layer("output").bias.assign(${held === undefined ? prior : `(${prior}) / (${held})`})`,
  ];
}

/** What the script does from top to bottom, and the small functions it uses. */
export const mainBlocks = (plan: Plan): string[] => [
  splitBlock(plan),
  PART,
  main(plan),
  'if __name__ == "__main__":\n    main()',
];

const main = (plan: Plan): string =>
  [
    'def main():',
    ...dataLines(plan),
    '',
    ...fitLines(plan),
    '',
    ...scoreLines(plan),
    '    model.save("model.keras")',
  ].join('\n');

function dataLines(plan: Plan): string[] {
  const isMatrix = plan.form === 'multiLabel';
  const transform = transformOf(plan);
  return [
    '    keras.utils.set_random_seed(SEED)',
    '    frame = read_frame(FILE)',
    '    truth = read_target(frame)',
    `    known = ~np.isnan(truth)${isMatrix ? '.any(axis=1)' : ''}`,
    `    frame, truth = frame[known].reset_index(drop=True), truth[known]${plan.form === 'number' ? '' : '.astype("int32")'}`,
    '    rest, test = split(np.arange(len(truth)), truth, TEST_SHARE)',
    '    train, validation = split(rest, truth, VALIDATION_SHARE)',
    '    inputs = encode(frame, train)',
    ...(transform === null
      ? ['    target = encode_target(truth)']
      : ['    transform = TargetScale(truth[train])', '    target = encode_target(transform.forward(truth))']),
  ];
}

function fitLines(plan: Plan): string[] {
  const weights = usesWeights(plan);
  const data = usesMixup(plan)
    ? [
        `        MixedBatches(inputs["table"][train], target[train], ${weights ? 'row_weights(truth[train])' : 'np.ones(len(train))'}),`,
      ]
    : [
        '        part(inputs, train),',
        '        target[train],',
        ...(weights ? ['        sample_weight=row_weights(truth[train]),'] : []),
        '        batch_size=min(BATCH_SIZE, len(train)),',
      ];
  return [
    '    model = build_model(inputs)',
    ...priorLines(plan),
    '    compile_model(model, steps=EPOCHS * max(1, math.ceil(len(train) / BATCH_SIZE)))',
    '    model.summary()',
    '    history = model.fit(',
    ...data,
    '        epochs=EPOCHS,',
    '        validation_data=(part(inputs, validation), target[validation]),',
    '        callbacks=callbacks(),',
    '        verbose=2,',
    '    )',
    '    losses = history.history["val_loss"]',
    '    print(f"best epoch {int(np.argmin(losses)) + 1} of {len(losses)}")',
  ];
}

function scoreLines(plan: Plan): string[] {
  const body =
    plan.form === 'number' ? numberLines(plan) : plan.form === 'multiLabel' ? labelLines(plan) : classLines(plan);
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

function numberLines(plan: Plan): string[] {
  const outputs = 'model.predict(part(inputs, test), verbose=0)[:, 0].astype("float64")';
  const predicted = transformOf(plan) === null ? outputs : `transform.back(${outputs})`;
  return [
    `    predicted = ${predicted}`,
    ...(plan.settings.predictionRange === 'seen'
      ? ['    predicted = np.clip(predicted, truth[train].min(), truth[train].max())']
      : []),
  ];
}

const labelLines = (_plan: Plan): string[] => [
  '    shares = model.predict(part(inputs, test), verbose=0)',
  '    predicted = (shares >= 0.5).astype("int32")',
];

function classLines(plan: Plan): string[] {
  const { usesPositive, thresholdUsesPositive } = scoreArguments(plan);
  const fits = calibrates(plan) || seeksThreshold(plan);
  return [
    ...(usesPositive || thresholdUsesPositive
      ? ['    positive = int(2 * truth.sum() <= len(truth))  # the rarer label']
      : []),
    ...(fits ? ['    seen = class_shares(model.predict(part(inputs, validation), verbose=0))'] : []),
    '    shares = class_shares(model.predict(part(inputs, test), verbose=0))',
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
      : ['    predicted = shares.argmax(axis=1)']),
  ];
}
