import { averaging } from '../../settings/averaging.js';
import { isTangent, rateFactors } from '../../settings/recipe.js';
import type { Settings } from '../../settings/slots.js';
import { indented } from '../literals.js';
import { type Plan, usesMixup, usesWeights } from '../plan.js';
import { isTimed, scheduleBlocks } from './schedule.js';

type Of<S extends keyof Settings> = NonNullable<Settings[S]>;

const option = (name: string, value: number | null): string => (value === null ? '' : `, ${name}=${value}`);
const betas = ({ beta1, beta2, epsilon }: Settings): string =>
  `, betas=(${beta1 ?? 0.9}, ${beta2 ?? 0.999})${option('eps', epsilon)}`;

/** Weight decay is done apart, alike for all. */
const optimizers: { readonly [O in Of<'optimizer'>]: (settings: Settings) => string } = {
  sgd: () => 'torch.optim.SGD(groups, lr=LEARNING_RATE)',
  momentum: ({ momentum }) => `torch.optim.SGD(groups, lr=LEARNING_RATE, momentum=${momentum ?? 0.9})`,
  nesterov: ({ momentum }) => `torch.optim.SGD(groups, lr=LEARNING_RATE, momentum=${momentum ?? 0.9}, nesterov=True)`,
  adam: (settings) => `torch.optim.Adam(groups, lr=LEARNING_RATE${betas(settings)})`,
  adamw: (settings) => `torch.optim.Adam(groups, lr=LEARNING_RATE${betas(settings)})`,
  rmsprop: ({ rho, epsilon }) =>
    `torch.optim.RMSprop(groups, lr=LEARNING_RATE${option('alpha', rho)}${option('eps', epsilon)})`,
  adagrad: ({ epsilon }) =>
    `torch.optim.Adagrad(groups, lr=LEARNING_RATE, initial_accumulator_value=0.1${option('eps', epsilon)})`,
  adadelta: ({ rho, epsilon }) =>
    `torch.optim.Adadelta(groups, lr=LEARNING_RATE${option('rho', rho)}${option('eps', epsilon)})`,
};

/** Python of the loss of every row, from `sums` before the activation and `target`. */
const ofNumbers: {
  readonly [L in 'meanSquaredError' | 'meanAbsoluteError' | 'huber' | 'poisson']: (s: Settings) => string;
} = {
  meanSquaredError: () => 'functional.mse_loss(activate(sums), target, reduction="none").mean(dim=1)',
  meanAbsoluteError: () => 'functional.l1_loss(activate(sums), target, reduction="none").mean(dim=1)',
  huber: ({ huberDelta }) =>
    `functional.huber_loss(activate(sums), target, delta=${huberDelta ?? 1}, reduction="none").mean(dim=1)`,
  poisson: ({ outputActivation }) =>
    outputActivation === 'exponential'
      ? 'functional.poisson_nll_loss(sums, target, reduction="none").mean(dim=1)'
      : 'functional.poisson_nll_loss(activate(sums), target, log_input=False, reduction="none").mean(dim=1)',
};

const smoothed = ({ settings, encoding }: Plan): string[] => {
  if ((settings.labelSmoothing ?? 0) <= 0) return [];
  const alike: Partial<Record<Plan['encoding'], string>> = {
    binary: '0.5',
    matrix: '0.5',
    oneHot: '1 / target.shape[1]',
    cumulative: 'torch.arange(target.shape[1], 0, -1) / (target.shape[1] + 1)',
  };
  return [`    target = (1 - LABEL_SMOOTHING) * target + LABEL_SMOOTHING * ${alike[encoding] ?? '0.5'}`];
};

const crossEntropies: { readonly [E in Plan['encoding']]: readonly string[] } = {
  codes: ['    return functional.cross_entropy(sums, target.long(), reduction="none")'],
  oneHot: ['    return functional.cross_entropy(sums, target, reduction="none")'],
  binary: ['    return functional.binary_cross_entropy_with_logits(sums, target, reduction="none").mean(dim=1)'],
  matrix: ['    return functional.binary_cross_entropy_with_logits(sums, target, reduction="none").mean(dim=1)'],
  cumulative: [
    '    # Output k is about a class above k, among those above k - 1.',
    '    reached = torch.cat([torch.ones_like(target[:, :1]), target[:, :-1]], dim=1)',
    '    return (reached * functional.softplus(sums) - sums * target).sum(dim=1)',
  ],
};

const focal = ({ settings, encoding }: Plan): string[] => {
  const [alpha, gamma] = [settings.focalAlpha ?? 0.25, settings.focalGamma ?? 2];
  return encoding === 'oneHot' || encoding === 'codes'
    ? [
        ...(encoding === 'codes' ? ['    target = functional.one_hot(target.long(), len(LABELS)).float()'] : []),
        '    logs = functional.log_softmax(sums, dim=1)',
        `    return -(${alpha} * target * (1 - logs.exp()) ** ${gamma} * logs).sum(dim=1)`,
      ]
    : [
        '    entropy = functional.binary_cross_entropy_with_logits(sums, target, reduction="none")',
        '    share = torch.sigmoid(sums)',
        '    missed = target * (1 - share) + (1 - target) * share',
        `    weight = target * ${alpha} + (1 - target) * ${Number((1 - alpha).toPrecision(12))}`,
        `    return (weight * missed**${gamma} * entropy).mean(dim=1)`,
      ];
};

const isOfNumbers = (loss: Of<'loss'>): loss is keyof typeof ofNumbers => Object.hasOwn(ofNumbers, loss);

function lossBlock(plan: Plan): string {
  const loss = plan.settings.loss ?? 'meanSquaredError';
  const body = isOfNumbers(loss)
    ? [`    return ${ofNumbers[loss](plan.settings)}`]
    : loss === 'focal' && plan.encoding !== 'cumulative'
      ? focal(plan)
      : crossEntropies[plan.encoding];
  return ['def losses(sums, target):', '    """The loss of every row."""', ...smoothed(plan), ...body].join('\n');
}

const activations: { readonly [A in Of<'outputActivation'>]: string } = {
  linear: 'sums',
  sigmoid: 'torch.sigmoid(sums)',
  softmax: 'torch.softmax(sums, dim=1)',
  exponential: 'torch.exp(sums)',
};

/** Classes end as the loss takes them, numbers as the settings say. */
function activateBlock({ settings, encoding, form }: Plan): string {
  const ofClasses = encoding === 'codes' || encoding === 'oneHot' ? 'softmax' : 'sigmoid';
  const name = form === 'number' ? (settings.outputActivation ?? 'linear') : ofClasses;
  return `def activate(sums):\n    return ${activations[name]}`;
}

/** Names of what learns at another rate, with the factor. */
function ratesOf({ settings }: Plan): string {
  const slow = isTangent(settings.initializer) ? rateFactors.slow : 1;
  return `{"factor": ${rateFactors.inputScale}}.get(last, 1 if last in ("kernel", "weight") else ${slow})`;
}

const groups = (plan: Plan): string => `def parameter_groups(network):
    """Each parameter with the factor of its rate."""
    groups = []
    for name, parameter in network.named_parameters():
        last = "offset" if name.startswith(("gains", "biases", "shares")) else name.split(".")[-1]
        groups.append({"params": [parameter], "factor": ${ratesOf(plan)}, "decays": last in ("kernel", "mix", "weight")})
    return groups`;

/** Loss, schedule and loop: functions of the script. */
export const trainingBlocks = (plan: Plan): string[] => [
  activateBlock(plan),
  lossBlock(plan),
  ...scheduleBlocks(plan),
  groups(plan),
  ...(averages(plan) ? [AVERAGE] : []),
  OUTPUTS,
  plan.chosen ? chosenTrainBlock(plan) : trainBlock(plan),
];

const averages = ({ settings }: Plan): boolean => settings.weightAveraging === true;

/** Whether weights are held beside those that are trained. */
export const copies = (plan: Plan): boolean => !plan.chosen || averages(plan);

const { power, everySteps } = averaging;
const AVERAGE = `def average(network, mean, steps):
    """A running mean of the weights, in which the late ones count more."""
    if steps % ${everySteps} == 0:
        share = ${1 + power} / (steps // ${everySteps} + ${power})
        with torch.no_grad():
            for held, now in zip(mean.parameters(), network.parameters()):
                held += share * (now - held)`;

const OUTPUTS = `def outputs(network, inputs, rows):
    """What the network says of the rows, as a matrix."""
    network.eval()
    with torch.no_grad():
        return activate(network(part(inputs, rows))).numpy()`;

/** Lines of the function alike, however long is trained: before the first epoch, and in each of them. */
const startLines = (plan: Plan): string[] => [
  'groups = parameter_groups(network)',
  `optimizer = ${optimizers[plan.settings.optimizer ?? 'adam'](plan.settings)}`,
  'random = np.random.default_rng(SEED)',
  'per_epoch = max(1, math.ceil(len(train) / BATCH_SIZE))',
  `scored = ${averages(plan) ? 'copy.deepcopy(network)' : 'network'}`,
];

const passLines = (plan: Plan): string[] => [
  'network.train()',
  'for rows in np.array_split(random.permutation(train), per_epoch):',
  ...stepLines(plan).map((line) => `    ${line}`),
];

/** An average has the running moments that the network has now. */
const momentLines = ({ settings: { normalization, weightAveraging } }: Plan): string[] =>
  normalization === 'batch' && weightAveraging === true
    ? ['for held, now in zip(scored.buffers(), network.buffers()):', '    held.copy_(now)']
    : [];

const chosenTrainBlock = (plan: Plan): string =>
  [
    `def train_network(network, inputs, target, train${usesWeights(plan) ? ', weights' : ''}):`,
    '    """Trains for as many epochs as the probe chose."""',
    ...indented(4, startLines(plan)),
    '    steps = 0',
    '    for _ in range(TRAIN_EPOCHS):',
    ...indented(8, passLines(plan)),
    ...indented(4, momentLines(plan)),
    '    return scored',
  ].join('\n');

function trainBlock(plan: Plan): string {
  const { settings } = plan;
  return [
    `def train_network(network, inputs, target, parts${usesWeights(plan) ? ', weights' : ''}):`,
    '    """Trains on the first of the parts, stops by the second, and returns the best network."""',
    '    train, validation = parts',
    ...indented(4, startLines(plan)),
    '    best, least, best_epoch, steps = copy.deepcopy(scored.state_dict()), math.inf, 0, 0',
    ...(isTimed(plan) ? [] : ['    plateau_rate, plateau_least, plateau_epoch = 1.0, math.inf, 0']),
    '    for epoch in range(EPOCHS):',
    ...indented(8, [...passLines(plan), ...epochLines(plan)]),
    '    print(f"best epoch {best_epoch + 1} of {epoch + 1}")',
    ...(settings.earlyStopping?.restoreBest === true ? ['    scored.load_state_dict(best)'] : []),
    '    return scored',
  ].join('\n');
}

/** Each of two mixed rows counts by its share and by its own weight. */
const WEIGHTED_MIX = [
  'own, other = share * weights[rows], (1 - share) * weights[rows].flip(0)',
  'weight = own + other',
  'own, other = ((part / weight).reshape(-1, *[1] * (wanted.dim() - 1)) for part in (own, other))',
  'wanted = own * wanted + other * wanted.flip(0)',
];

function stepLines(plan: Plan): string[] {
  const { settings } = plan;
  const decays = (settings.weightDecay ?? 0) > 0;
  const decay = settings.weightDecaySchedule === 'flatCosine' ? 'WEIGHT_DECAY * flat_cosine(done)' : 'WEIGHT_DECAY';
  return [
    'done = steps / (EPOCHS * per_epoch)',
    `rate = LEARNING_RATE * rate_factor(done)${isTimed(plan) ? '' : ' * plateau_rate'}`,
    ...(settings.dropoutSchedule === 'flatCosine' && (settings.dropout ?? 0) > 0
      ? ['network.dropout = DROPOUT * flat_cosine(done)']
      : []),
    'batch, wanted = part(inputs, rows), target[rows]',
    ...(usesMixup(plan)
      ? [
          'share = random.beta(MIXUP, MIXUP)',
          'batch = {"table": share * batch["table"] + (1 - share) * batch["table"].flip(0)}',
          ...(usesWeights(plan) ? WEIGHTED_MIX : ['wanted = share * wanted + (1 - share) * wanted.flip(0)']),
        ]
      : usesWeights(plan)
        ? ['weight = weights[rows]']
        : []),
    `loss = ${usesWeights(plan) ? '(weight * losses(network(batch), wanted)).mean()' : 'losses(network(batch), wanted).mean()'}`,
    'optimizer.zero_grad()',
    'loss.backward()',
    ...(settings.gradientClipNorm === null
      ? []
      : [`nn.utils.clip_grad_norm_(network.parameters(), ${settings.gradientClipNorm})`]),
    'for group in optimizer.param_groups:',
    '    group["lr"] = rate * group["factor"]',
    ...(decays
      ? [
          '    if group["decays"]:',
          '        with torch.no_grad():',
          `            group["params"][0] *= 1 - rate * ${decay}`,
        ]
      : []),
    'optimizer.step()',
    'steps += 1',
    ...(averages(plan) ? ['average(network, scored, steps)'] : []),
  ];
}

function epochLines(plan: Plan): string[] {
  const { earlyStopping, learningRateSchedule: schedule } = plan.settings;
  const delta = earlyStopping?.minDelta ?? 0;
  const growth = (earlyStopping?.patienceGrowth ?? 0) > 0 ? ' + int(PATIENCE_GROWTH * best_epoch)' : '';
  return [
    ...momentLines(plan),
    'scored.eval()',
    'with torch.no_grad():',
    '    loss = losses(scored(part(inputs, validation)), target[validation]).mean().item()',
    `if loss < least - ${delta}:`,
    '    best, least, best_epoch = copy.deepcopy(scored.state_dict()), loss, epoch',
    ...(schedule?.name === 'reduceOnPlateau'
      ? [
          `if loss < plateau_least - ${delta}:`,
          '    plateau_least, plateau_epoch = loss, epoch',
          `elif epoch - plateau_epoch >= ${schedule.patience ?? 10}:`,
          `    plateau_rate, plateau_epoch = plateau_rate * ${schedule.decay ?? 0.1}, epoch`,
        ]
      : []),
    ...(earlyStopping ? [`if epoch - best_epoch >= PATIENCE${growth}:`, '    break'] : []),
  ];
}
