import type { Settings } from '../../settings/slots.js';
import { type Plan, usesWeights } from '../plan.js';
import { pythonText } from '../python/literals.js';
import { dataLines, scoreLines, splitBlocks } from '../python/main.js';
import { activationNames } from './expressible.js';

type Of<S extends keyof Settings> = NonNullable<Settings[S]>;

const moments = ({ beta1, beta2, epsilon }: Settings): string =>
  `solver="adam", beta_1=${beta1 ?? 0.9}, beta_2=${beta2 ?? 0.999}, epsilon=${epsilon ?? 1e-8}`;
const descent = (momentum: number, isNesterov: boolean): string =>
  `solver="sgd", momentum=${momentum}, nesterovs_momentum=${isNesterov ? 'True' : 'False'}`;

const solvers: { readonly [O in Of<'optimizer'>]?: (settings: Settings) => string } = {
  sgd: () => descent(0, false),
  momentum: ({ momentum }) => descent(momentum ?? 0.9, false),
  nesterov: ({ momentum }) => descent(momentum ?? 0.9, true),
  adam: moments,
  adamw: moments,
};

/** The network, the training, and what the script does from top to bottom. */
export const mainBlocks = (plan: Plan): string[] => [
  buildBlock(plan),
  outputsBlock(plan),
  ...(plan.chosen ? [chosenTrainBlock(plan)] : [validationBlock(plan), trainBlock(plan)]),
  ...splitBlocks(plan),
  main(plan),
  'if __name__ == "__main__":\n    main()',
];

function buildBlock({ settings, form }: Plan): string {
  const hidden = (settings.hiddenLayers ?? 0) > 0 ? '(HIDDEN_UNITS,) * HIDDEN_LAYERS' : '()';
  const activation = activationNames[settings.hiddenActivation ?? 'relu'] ?? 'relu';
  const loss = form === 'number' && settings.loss === 'poisson' ? ['        loss="poisson",'] : [];
  return [
    'def build_model(rows):',
    `    return ${form === 'number' ? 'MLPRegressor' : 'MLPClassifier'}(`,
    ...loss,
    `        hidden_layer_sizes=${hidden},`,
    `        activation=${pythonText(activation)},`,
    `        ${(solvers[settings.optimizer ?? 'adam'] ?? moments)(settings)},`,
    '        alpha=0.0,',
    '        batch_size=min(BATCH_SIZE, rows),',
    '        learning_rate_init=LEARNING_RATE,',
    '        random_state=SEED,',
    '    )',
  ].join('\n');
}

function outputsBlock({ form }: Plan): string {
  const call =
    form === 'number' ? 'predict(inputs["table"][rows]).reshape(-1, 1)' : 'predict_proba(inputs["table"][rows])';
  return `def outputs(model, inputs, rows):
    """What the network says of the rows, as a matrix."""
    return model.${call}`;
}

const validations: { readonly [F in Plan['form']]: string } = {
  number: 'metrics.mean_squared_error(target, found[:, 0])',
  label: 'metrics.log_loss(target, found, labels=range(len(LABELS)))',
  oneHotColumns: 'metrics.log_loss(target, found, labels=range(len(LABELS)))',
  multiLabel: '-np.mean(np.log(np.clip(np.where(target == 1, found, 1 - found), 1e-7, 1)))',
};

function validationBlock({ form, settings }: Plan): string {
  const isCount = form === 'number' && settings.loss === 'poisson';
  const loss = isCount ? 'np.mean(found[:, 0] - target * np.log(np.maximum(found[:, 0], 1e-7)))' : validations[form];
  return `def validation_loss(target, found):\n    return ${loss}`;
}

/** Classes are named, since the rows of the first call need not have them all. */
const fitCall = (plan: Plan): string =>
  `model.partial_fit(inputs["table"][train], target[train]${plan.form === 'number' ? '' : ', classes=np.arange(len(LABELS))'}${usesWeights(plan) ? ', sample_weight=weights' : ''})`;

const chosenTrainBlock = (
  plan: Plan,
): string => `def train_model(inputs, target, train${usesWeights(plan) ? ', weights' : ''}):
    """Trains for as many epochs as the probe chose."""
    model = build_model(len(train))
    for _ in range(TRAIN_EPOCHS):
        ${fitCall(plan)}
    return model`;

/** By epochs, since scikit-learn's own early stopping looks at accuracy or r2, has no patience that grows and splits by itself. */
function trainBlock(plan: Plan): string {
  const { earlyStopping } = plan.settings;
  const delta = earlyStopping?.minDelta ?? 0;
  const growth = (earlyStopping?.patienceGrowth ?? 0) > 0 ? ' + int(PATIENCE_GROWTH * best_epoch)' : '';
  return [
    `def train_model(inputs, target, train, validation${usesWeights(plan) ? ', weights' : ''}):`,
    '    """Trains epoch by epoch, stops by the validation rows, and returns the best model."""',
    '    model = build_model(len(train))',
    '    best, least, best_epoch = None, np.inf, 0',
    '    for epoch in range(EPOCHS):',
    `        ${fitCall(plan)}`,
    '        loss = validation_loss(target[validation], outputs(model, inputs, validation))',
    `        if best is None or loss < least - ${delta}:`,
    '            best, least, best_epoch = copy.deepcopy(model), loss, epoch',
    ...(earlyStopping ? [`        if epoch - best_epoch >= PATIENCE${growth}:`, '            break'] : []),
    '    print(f"best epoch {best_epoch + 1} of {epoch + 1}")',
    `    return ${earlyStopping?.restoreBest === true ? 'best' : 'model'}`,
  ].join('\n');
}

const main = (plan: Plan): string =>
  [
    'def main():',
    ...dataLines(plan),
    '',
    ...(plan.form === 'number' ? ['    target = target[:, 0]'] : []),
    `    model = train_model(inputs, target, train${plan.chosen ? '' : ', validation'}${usesWeights(plan) ? ', row_weights(truth[train])' : ''})`,
    '    print(model)',
    '',
    ...scoreLines(plan, (rows) => `outputs(model, inputs, ${rows})`),
    '    joblib.dump(model, "model.joblib")',
  ].join('\n');
