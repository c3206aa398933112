import { biasHeldBy } from '../held.js';
import { type Plan, usesMixup, usesWeights } from '../plan.js';
import { dataLines, scoreLines, splitBlocks } from '../python/main.js';
import { priorOf } from '../python/prior.js';
import { averages } from './averaging.js';

function priorLines(plan: Plan): string[] {
  const prior = priorOf(plan);
  if (prior === undefined) return [];
  const held = biasHeldBy(plan.settings);
  return [
    `    mean = ${prior.mean}`,
    `    model.get_layer("output").bias.assign(${held === undefined ? prior.bias : `(${prior.bias}) / (${held})`})`,
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
    plan.chosen ? '    model.fit(' : '    history = model.fit(',
    ...data,
    ...(plan.chosen
      ? ['        epochs=TRAIN_EPOCHS,', ...(averages(plan) ? ['        callbacks=[AveragedWeights()],'] : [])]
      : [
          '        epochs=EPOCHS,',
          '        validation_data=(part(inputs, validation), target[validation]),',
          '        callbacks=callbacks(),',
        ]),
    '        verbose=2,',
    '    )',
    ...(plan.chosen
      ? []
      : [
          '    losses = history.history["val_loss"]',
          '    print(f"best epoch {int(np.argmin(losses)) + 1} of {len(losses)}")',
        ]),
  ];
}
