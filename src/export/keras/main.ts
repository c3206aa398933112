import { type Plan, usesMixup, usesWeights } from '../plan.js';
import { dataLines, scoreLines, splitBlocks } from '../python/main.js';
import { biasHeldBy } from './recipe-layers.js';

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
  ...splitBlocks(plan),
  main(plan),
  'if __name__ == "__main__":\n    main()',
];

const main = (plan: Plan): string =>
  [
    'def main():',
    '    keras.utils.set_random_seed(SEED)',
    ...dataLines(plan),
    '',
    ...fitLines(plan),
    '',
    ...scoreLines(plan, (rows) => `model.predict(part(inputs, ${rows}), verbose=0)`),
    '    model.save("model.keras")',
  ].join('\n');

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
