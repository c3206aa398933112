import type { Settings } from '../../settings/slots.js';
import type { Plan } from '../plan.js';
import { isExponential } from './model.js';

type Numbers = 'meanSquaredError' | 'meanAbsoluteError' | 'huber' | 'poisson';

/** JavaScript of the loss of every row, from `sums` before the activation, `found` after it, and `target`. */
const ofNumbers: { readonly [L in Numbers]: (plan: Plan) => string } = {
  meanSquaredError: () => 'found.sub(target).square().mean(1)',
  meanAbsoluteError: () => 'found.sub(target).abs().mean(1)',
  huber: ({ settings: { huberDelta } }) => {
    const delta = huberDelta ?? 1;
    return `tf.tidy(() => {
    const error = found.sub(target).abs();
    const near = error.minimum(${delta});
    return near.square().mul(0.5).add(error.sub(near).mul(${delta})).mean(1);
  })`;
  },
  poisson: (plan) =>
    isExponential(plan)
      ? 'found.sub(target.mul(sums)).mean(1)'
      : 'found.sub(target.mul(found.maximum(1e-7).log())).mean(1)',
};

const BINARY = 'sums.softplus().sub(sums.mul(target))';
const crossEntropies: { readonly [E in Exclude<Plan['encoding'], 'codes'>]: readonly string[] } = {
  oneHot: ['  return sums.logSoftmax().mul(target).sum(1).neg();'],
  binary: [`  return ${BINARY}.mean(1);`],
  matrix: [`  return ${BINARY}.mean(1);`],
  cumulative: [
    '  // Output k is about a class above k, among those above k - 1.',
    '  const [rows, steps] = target.shape;',
    '  const first = tf.ones([rows, 1]);',
    '  const reached = steps === 1 ? first : tf.concat([first, target.slice([0, 0], [rows, steps - 1])], 1);',
    '  return reached.mul(sums.softplus()).sub(sums.mul(target)).sum(1);',
  ],
};

function focal({ settings, encoding }: Plan): string[] {
  const [alpha, gamma] = [settings.focalAlpha ?? 0.25, settings.focalGamma ?? 2];
  return encoding === 'oneHot'
    ? [
        '  const logs = sums.logSoftmax();',
        `  return logs.mul(target).mul(tf.sub(1, logs.exp()).maximum(1e-30).pow(${gamma})).mul(${-alpha}).sum(1);`,
      ]
    : [
        '  const share = sums.sigmoid();',
        '  const missed = target.mul(tf.sub(1, share)).add(tf.sub(1, target).mul(share)).maximum(1e-30);',
        `  const weight = target.mul(${Number((2 * alpha - 1).toPrecision(12))}).add(${Number((1 - alpha).toPrecision(12))});`,
        `  return weight.mul(missed.pow(${gamma})).mul(${BINARY}).mean(1);`,
      ];
}

const alike: { readonly [E in Exclude<Plan['encoding'], 'codes'>]: string } = {
  binary: '0.5',
  matrix: '0.5',
  oneHot: '1 / LABELS.length',
  cumulative: 'tf.range(target.shape[1], 0, -1).div(target.shape[1] + 1)',
};

const isOfNumbers = (loss: NonNullable<Settings['loss']>): loss is Numbers => Object.hasOwn(ofNumbers, loss);

/** The loss: a function of the script. */
export function lossBlock(plan: Plan): string {
  const { settings } = plan;
  const encoding = plan.encoding === 'codes' ? 'oneHot' : plan.encoding;
  const loss = settings.loss ?? 'meanSquaredError';
  const isSmoothed = (settings.labelSmoothing ?? 0) > 0 && plan.form !== 'number';
  const body = isOfNumbers(loss)
    ? [`  const found = activate(sums);`, `  return ${ofNumbers[loss](plan)};`]
    : loss === 'focal' && encoding !== 'cumulative'
      ? focal(plan)
      : crossEntropies[encoding];
  return [
    '/** The loss of every row. */',
    `function losses(sums, ${isSmoothed ? 'hard' : 'target'}) {`,
    ...(isSmoothed
      ? [
          `  const target = hard.mul(1 - LABEL_SMOOTHING).add(tf.mul(LABEL_SMOOTHING, ${alike[encoding].replaceAll('target', 'hard')}));`,
        ]
      : []),
    ...body,
    '}',
    ...(isOfNumbers(loss) ? ['', `const activate = (sums) => ${activated(plan)};`] : []),
  ].join('\n');
}

function activated({ form, encoding, settings }: Plan): string {
  if (form !== 'number') return encoding === 'oneHot' ? 'sums.softmax()' : 'sums.sigmoid()';
  const name = settings.outputActivation ?? 'linear';
  return { linear: 'sums', sigmoid: 'sums.sigmoid()', softmax: 'sums.softmax()', exponential: 'sums.exp()' }[name];
}
