import type { Settings } from '../../settings/slots.js';
import { averagingBlocks, averagingCallbacks } from './averaging.js';
import { pythonValue } from '../python/literals.js';
import { isOneLabel, type Plan, usesMixup } from '../plan.js';
import { undecayed } from './recipe-layers.js';
import { hasSchedule } from './schedule.js';

type Of<S extends keyof Settings> = NonNullable<Settings[S]>;

const smoothing = ({ labelSmoothing }: Settings): string =>
  (labelSmoothing ?? 0) > 0 ? 'label_smoothing=LABEL_SMOOTHING' : '';
const call = (name: string, ...parts: readonly string[]): string =>
  `${name}(${parts.filter((part) => part !== '').join(', ')})`;

/** Cross-entropy of labels, by how they are encoded. */
const ofLabels = (settings: Settings, { encoding }: Plan): string =>
  call(`keras.losses.${encoding === 'oneHot' ? 'Categorical' : 'Binary'}Crossentropy`, smoothing(settings));

const losses: { readonly [L in Of<'loss'>]: (settings: Settings, plan: Plan) => string } = {
  meanSquaredError: () => call('keras.losses.MeanSquaredError'),
  meanAbsoluteError: () => call('keras.losses.MeanAbsoluteError'),
  huber: ({ huberDelta }) => call('keras.losses.Huber', `delta=${huberDelta ?? 1}`),
  poisson: () => call('keras.losses.Poisson'),
  binaryCrossentropy: (settings) => call('keras.losses.BinaryCrossentropy', smoothing(settings)),
  categoricalCrossentropy: ofLabels,
  sparseCategoricalCrossentropy: (settings, plan) =>
    plan.encoding === 'codes' ? call('keras.losses.SparseCategoricalCrossentropy') : ofLabels(settings, plan),
  focal: (settings, { encoding }) => {
    const parts = [`alpha=${settings.focalAlpha ?? 0.25}`, `gamma=${settings.focalGamma ?? 2}`, smoothing(settings)];
    return encoding === 'oneHot'
      ? call('keras.losses.CategoricalFocalCrossentropy', ...parts)
      : call('keras.losses.BinaryFocalCrossentropy', 'apply_class_balancing=True', ...parts);
  },
  /** Classes without an order have no steps: the probe replaces the loss by that of the classes. */
  ordinalCrossentropy: (settings, plan) => (plan.encoding === 'cumulative' ? 'step_loss' : ofLabels(settings, plan)),
};

const option = (name: string, value: number | null): string => (value === null ? '' : `${name}=${value}`);
const moments = ({ beta1, beta2, epsilon }: Settings): string[] => [
  option('beta_1', beta1),
  option('beta_2', beta2),
  option('epsilon', epsilon),
];

const optimizers: { readonly [O in Of<'optimizer'>]: (settings: Settings) => readonly string[] } = {
  sgd: () => ['SGD'],
  momentum: ({ momentum }) => ['SGD', option('momentum', momentum ?? 0.9)],
  nesterov: ({ momentum }) => ['SGD', option('momentum', momentum ?? 0.9), 'nesterov=True'],
  adam: (settings) => ['Adam', ...moments(settings)],
  adamw: (settings) => ['AdamW', ...moments(settings)],
  rmsprop: ({ rho, epsilon }) => ['RMSprop', option('rho', rho), option('epsilon', epsilon)],
  adagrad: ({ epsilon }) => ['Adagrad', option('epsilon', epsilon)],
  adadelta: ({ rho, epsilon }) => ['Adadelta', option('rho', rho), option('epsilon', epsilon)],
};

/** Loss, optimizer and callbacks: functions of the script. */
export const trainingBlocks = (plan: Plan): string[] => [
  ...(plan.chosen ? [] : patience(plan)),
  ...averagingBlocks(plan),
  ...(usesMixup(plan) ? [MIXUP] : []),
  ...(plan.encoding === 'cumulative' ? [stepLoss(plan)] : []),
  compile(plan),
  ...(plan.chosen ? [] : [callbacks(plan)]),
];

/** Log loss of ordered classes; label smoothing moves towards every class alike. */
const stepLoss = ({ settings }: Plan): string =>
  [
    `@keras.saving.register_keras_serializable()
def step_loss(truth, outputs):
    """Log loss of the class: output k is the probability of a class above k among those above k - 1."""`,
    ...((settings.labelSmoothing ?? 0) > 0
      ? [
          `    steps = truth.shape[1]
    alike = np.arange(steps, 0, -1, dtype="float32") / (steps + 1)
    truth = (1 - LABEL_SMOOTHING) * truth + LABEL_SMOOTHING * alike`,
        ]
      : []),
    `    reached = keras.ops.concatenate([keras.ops.ones_like(truth[:, :1]), truth[:, :-1]], axis=1)
    outputs = keras.ops.clip(outputs, 1e-7, 1 - 1e-7)
    passed, stopped = keras.ops.log(outputs), keras.ops.log(1 - outputs)
    return -keras.ops.sum(truth * passed + (reached - truth) * stopped, axis=1)`,
  ].join('\n');

function compile(plan: Plan): string {
  const { settings } = plan;
  const [name = 'Adam', ...options] = optimizers[settings.optimizer ?? 'adam'](settings);
  const decays = (settings.weightDecay ?? 0) > 0;
  const optimizer = call(
    `keras.optimizers.${name}`,
    hasSchedule(plan) ? 'Schedule(LEARNING_RATE, steps)' : 'LEARNING_RATE',
    ...options,
    // Keras' own AdamW decays by default.
    decays ? 'weight_decay=WEIGHT_DECAY' : name === 'AdamW' ? 'weight_decay=0.0' : '',
    option('global_clipnorm', settings.gradientClipNorm),
  );
  return [
    'def compile_model(model, steps):',
    `    optimizer = ${optimizer}`,
    ...(decays
      ? [`    optimizer.exclude_from_weight_decay(var_names=${pythonValue(['bias', 'gamma', 'beta', ...undecayed])})`]
      : []),
    `    loss = ${losses[settings.loss ?? 'meanSquaredError'](settings, plan)}`,
    `    model.compile(optimizer=optimizer, loss=loss${isOneLabel(plan) && plan.encoding !== 'cumulative' ? ', weighted_metrics=["accuracy"]' : ''})`,
  ].join('\n');
}

function callbacks(plan: Plan): string {
  const { earlyStopping, learningRateSchedule: schedule } = plan.settings;
  const stopping = earlyStopping && [
    `${earlyStopping.patienceGrowth > 0 ? 'GrowingPatience' : 'keras.callbacks.EarlyStopping'}(`,
    `            monitor="val_loss", patience=PATIENCE, min_delta=${earlyStopping.minDelta}, restore_best_weights=${earlyStopping.restoreBest ? 'True' : 'False'}`,
    '        ),',
  ];
  const plateau =
    schedule?.name === 'reduceOnPlateau' &&
    `keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor=${schedule.decay ?? 0.1}, patience=${schedule.patience ?? 10}, min_delta=${earlyStopping?.minDelta ?? 0}),`;
  return [
    'def callbacks():',
    '    return [',
    ...averagingCallbacks(plan),
    ...(stopping ? [`        ${stopping.join('\n')}`] : []),
    ...(plateau ? [`        ${plateau}`] : []),
    '    ]',
  ].join('\n');
}

const patience = ({ settings }: Plan): string[] =>
  (settings.earlyStopping?.patienceGrowth ?? 0) > 0
    ? [
        `class GrowingPatience(keras.callbacks.EarlyStopping):
    """The later the best epoch, the longer it waits for a better one."""

    def on_epoch_end(self, epoch, logs=None):
        self.patience = PATIENCE + int(PATIENCE_GROWTH * self.best_epoch)
        super().on_epoch_end(epoch, logs)`,
      ]
    : [];

const MIXUP = `class MixedBatches(keras.utils.PyDataset):
    """Each batch is mixed with itself in reverse, by one share a batch; each of two rows counts by its own weight too."""

    def __init__(self, table, target, weights):
        super().__init__()
        self.data = (table, target, weights)
        self.random = np.random.default_rng(SEED)
        self.on_epoch_end()

    def __len__(self):
        return math.ceil(len(self.order) / BATCH_SIZE)

    def __getitem__(self, index):
        rows = self.order[index * BATCH_SIZE : (index + 1) * BATCH_SIZE]
        share = self.random.beta(MIXUP, MIXUP)
        table, target, weights = (part[rows] for part in self.data)
        own, other = share * weights, (1 - share) * weights[::-1]
        columns = (slice(None),) + (None,) * (target.ndim - 1)
        wanted = own[columns] * target + other[columns] * target[::-1]
        mixed = share * table + (1 - share) * table[::-1]
        return {"table": mixed}, wanted / (own + other)[columns], own + other

    def on_epoch_end(self):
        self.order = self.random.permutation(len(self.data[0]))`;
