import { averaging } from '../../settings/averaging.js';
import type { Settings } from '../../settings/slots.js';
import { indented } from '../literals.js';
import { type Plan, usesMixup, usesWeights } from '../plan.js';
import { lossBlock } from './loss.js';
import { hasIdleGains, isExponential } from './model.js';
import { fadesDecay, isTimed, scheduleBlocks } from './schedule.js';

type Of<S extends keyof Settings> = NonNullable<Settings[S]>;

const call = (name: string, ...values: readonly (number | boolean)[]): string =>
  `tf.train.${name}(${['LEARNING_RATE', ...values].join(', ')})`;
const adam = ({ beta1, beta2, epsilon }: Settings): string =>
  call('adam', beta1 ?? 0.9, beta2 ?? 0.999, epsilon ?? 1e-7);

/** Weight decay is done apart, alike for all. */
const optimizers: { readonly [O in Of<'optimizer'>]: (settings: Settings) => string } = {
  sgd: () => call('sgd'),
  momentum: ({ momentum }) => call('momentum', momentum ?? 0.9),
  nesterov: ({ momentum }) => call('momentum', momentum ?? 0.9, true),
  adam,
  adamw: adam,
  rmsprop: ({ rho, epsilon }) => call('rmsprop', rho ?? 0.9, 0, epsilon ?? 1e-7),
  adagrad: () => call('adagrad', 0.1),
  adadelta: ({ rho, epsilon }) => call('adadelta', rho ?? 0.95, epsilon ?? 1e-7),
};

const hasPlainRate = ({ settings: { optimizer } }: Plan): boolean =>
  optimizer === 'sgd' || optimizer === 'momentum' || optimizer === 'nesterov';

/** Loss, schedule and loop: functions of the script. */
export const trainingBlocks = (plan: Plan): string[] => [
  lossBlock(plan),
  ...scheduleBlocks(plan),
  ...(usesMixup(plan) ? [BETA] : []),
  ...(averages(plan) ? [AVERAGE] : []),
  outputsBlock(plan),
  plan.chosen ? chosenTrainBlock(plan) : trainBlock(plan),
];

const averages = ({ settings }: Plan): boolean => settings.weightAveraging === true;

const BETA = `/** A draw of the Beta distribution with both parameters \`shape\`, of two of the Gamma distribution (Marsaglia and Tsang). */
function drawBeta(shape) {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const gamma = (a) => {
    if (a < 1) return gamma(a + 1) * (1 - random()) ** (1 / a);
    const d = a - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  };
  const [one, other] = [gamma(shape), gamma(shape)];
  return one + other > 0 ? one / (one + other) : 0.5;
}`;

const { power, everySteps } = averaging;
const AVERAGE = `/** A running mean of the weights, in which the late ones count more. */
function average(held, learned, steps) {
  if (steps % ${everySteps} !== 0) return;
  const share = ${1 + power} / (steps / ${everySteps} + ${power});
  tf.tidy(() => held.forEach((mean, place) => mean.assign(mean.add(learned[place].sub(mean).mul(share)))));
}`;

const outputsBlock = (plan: Plan): string => `const part = (inputs, rows) => {
  const places = tf.tensor1d(rows, "int32");
  return inputs.map((values) => values.gather(places));
};

/** What the network says of the rows, a list for each. */
const outputsOf = (model, inputs, rows) => tf.tidy(() => [model.predict(part(inputs, rows))].flat()[0]${isExponential(plan) ? '.exp()' : ''}.arraySync());`;

/** Lines of the function alike, however long is trained: before the first epoch, and in each of them. */
const startLines = (plan: Plan): string[] => [
  hasIdleGains(plan)
    ? 'const learned = sums.trainableWeights.filter(({ originalName }) => !/\\/(gamma|beta)(_\\d+)?$/.test(originalName)).map(({ val }) => val);'
    : 'const learned = sums.trainableWeights.map(({ val }) => val);',
  ...((plan.settings.weightDecay ?? 0) > 0
    ? [
        'const isDecayed = ({ originalName }) => /\\/(kernel|mix|embeddings)(_\\d+)?$/.test(originalName);',
        'const decayed = sums.trainableWeights.filter(isDecayed).map(({ val }) => val);',
      ]
    : []),
  ...(averages(plan) ? ['const held = learned.map((weights) => tf.variable(weights, false));'] : []),
  `const optimizer = ${optimizers[plan.settings.optimizer ?? 'adam'](plan.settings)};`,
  'const perEpoch = Math.max(1, Math.ceil(train.length / BATCH_SIZE));',
];

const passLines = (plan: Plan): string[] => [
  'const order = shuffled(train);',
  'for (let batch = 0; batch < perEpoch; batch++) {',
  '  const at = (place) => Math.round((place * order.length) / perEpoch);',
  '  const rows = order.slice(at(batch), at(batch + 1));',
  ...indented(2, stepLines(plan)),
  '}',
];

const TAKE_AVERAGE = 'learned.forEach((weights, place) => weights.assign(held[place]));';

const chosenTrainBlock = (plan: Plan): string =>
  [
    '/** Trains for as many epochs as the probe chose. */',
    `function trainNetwork({ sums }, inputs, target, train${usesWeights(plan) ? ', weights' : ''}) {`,
    ...indented(2, startLines(plan)),
    '  let steps = 0;',
    '  for (let epoch = 0; epoch < TRAIN_EPOCHS; epoch++) {',
    ...indented(4, passLines(plan)),
    '  }',
    ...(averages(plan) ? [`  ${TAKE_AVERAGE}`] : []),
    '}',
  ].join('\n');

function trainBlock(plan: Plan): string {
  const { settings } = plan;
  return [
    '/** Trains on the first of the parts, stops by the second, and leaves the best weights in the network. */',
    `function trainNetwork({ sums }, inputs, target, [train, validation]${usesWeights(plan) ? ', weights' : ''}) {`,
    ...indented(2, startLines(plan)),
    '  const copies = () => sums.getWeights().map((weights) => weights.clone());',
    '  let best = copies();',
    '  let [least, bestEpoch, steps, epoch] = [Infinity, 0, 0, 0];',
    ...(isTimed(plan) ? [] : ['  let [plateauRate, plateauLeast, plateauEpoch] = [1, Infinity, 0];']),
    '  for (epoch = 0; epoch < EPOCHS; epoch++) {',
    ...indented(4, [...passLines(plan), ...epochLines(plan)]),
    '  }',
    '  console.log(`best epoch ${bestEpoch + 1} of ${Math.min(epoch + 1, EPOCHS)}`);',
    ...(settings.earlyStopping?.restoreBest === true ? ['  sums.setWeights(best);'] : []),
    '}',
  ].join('\n');
}

function stepLines(plan: Plan): string[] {
  const { settings } = plan;
  const decay = fadesDecay(plan) ? 'WEIGHT_DECAY * flatCosine(done)' : 'WEIGHT_DECAY';
  const mean = usesWeights(plan)
    ? `losses(found, wanted).mul(${usesMixup(plan) ? 'weight' : 'weights.gather(tf.tensor1d(rows, "int32"))'}).mean()`
    : 'losses(found, wanted).mean()';
  return [
    'const done = steps / (EPOCHS * perEpoch);',
    `const rate = LEARNING_RATE * rateFactor(done)${isTimed(plan) ? '' : ' * plateauRate'};`,
    hasPlainRate(plan) ? 'optimizer.setLearningRate(rate);' : 'optimizer.learningRate = rate;',
    ...(usesMixup(plan) ? ['const share = drawBeta(MIXUP);'] : []),
    'tf.tidy(() => {',
    '  const { grads } = tf.variableGrads(() => {',
    `    ${usesMixup(plan) ? 'const mixed = ' : 'const [chosen, wanted] = '}[part(inputs, rows), part([target], rows)[0]];`,
    ...(usesMixup(plan)
      ? [
          '    const blend = (values) => values.mul(share).add(values.reverse(0).mul(1 - share));',
          ...(usesWeights(plan)
            ? [
                '    const own = weights.gather(tf.tensor1d(rows, "int32"));',
                '    const weight = blend(own);',
                '    const column = (values) => values.reshape([-1, 1]);',
                '    const [chosen, wanted] = [mixed[0].map(blend), blend(mixed[1].mul(column(own))).div(column(weight))];',
              ]
            : ['    const [chosen, wanted] = [mixed[0].map(blend), blend(mixed[1])];']),
        ]
      : []),
    '    const found = sums.apply(chosen, { training: true });',
    `    return ${mean};`,
    '  }, learned);',
    ...(settings.gradientClipNorm === null
      ? []
      : [
          '  const norm = tf.addN(Object.values(grads).map((gradient) => gradient.square().sum())).sqrt();',
          `  const factor = tf.div(${settings.gradientClipNorm}, norm.maximum(${settings.gradientClipNorm}));`,
          '  for (const name of Object.keys(grads)) grads[name] = grads[name].mul(factor);',
        ]),
    ...((settings.weightDecay ?? 0) > 0
      ? [`  for (const weights of decayed) weights.assign(weights.mul(1 - rate * ${decay}));`]
      : []),
    '  optimizer.applyGradients(grads);',
    '});',
    'steps += 1;',
    ...(averages(plan) ? ['average(held, learned, steps);'] : []),
  ];
}

function epochLines(plan: Plan): string[] {
  const { earlyStopping, learningRateSchedule: schedule } = plan.settings;
  const delta = earlyStopping?.minDelta ?? 0;
  const growth = (earlyStopping?.patienceGrowth ?? 0) > 0 ? ' + Math.floor(PATIENCE_GROWTH * bestEpoch)' : '';
  const swaps = averages(plan);
  return [
    ...(swaps ? ['const trained = learned.map((weights) => weights.clone());', TAKE_AVERAGE] : []),
    'const loss = tf.tidy(() => losses(sums.apply(part(inputs, validation)), part([target], validation)[0]).mean().dataSync()[0]);',
    `if (loss < least - ${delta}) {`,
    '  tf.dispose(best);',
    '  [best, least, bestEpoch] = [copies(), loss, epoch];',
    '}',
    ...(schedule?.name === 'reduceOnPlateau'
      ? [
          `if (loss < plateauLeast - ${delta}) [plateauLeast, plateauEpoch] = [loss, epoch];`,
          `else if (epoch - plateauEpoch >= ${schedule.patience ?? 10}) [plateauRate, plateauEpoch] = [plateauRate * ${schedule.decay ?? 0.1}, epoch];`,
        ]
      : []),
    ...(earlyStopping ? [`if (epoch - bestEpoch >= PATIENCE${growth}) break;`] : []),
    ...(swaps
      ? [
          'if (epoch + 1 < EPOCHS) learned.forEach((weights, place) => weights.assign(trained[place]));',
          'tf.dispose(trained);',
        ]
      : []),
  ];
}
