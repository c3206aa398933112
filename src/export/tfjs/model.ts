import {
  embeddedSize,
  embeddingDefaults,
  isNormalized,
  isTangent,
  normalizationDefaults,
} from '../../settings/recipe.js';
import type { Settings } from '../../settings/slots.js';
import { biasHeldBy } from '../held.js';
import type { Plan } from '../plan.js';
import { ownLayers, usesWaves } from './layers.js';

type Of<S extends keyof Settings> = NonNullable<Settings[S]>;

const activations: { readonly [A in Of<'hiddenActivation'>]: string } = {
  relu: 'x.relu()',
  leakyRelu: 'x.leakyRelu(0.3)',
  tanh: 'x.tanh()',
  sigmoid: 'x.sigmoid()',
  elu: 'x.elu()',
  selu: 'x.selu()',
  silu: 'x.mul(x.sigmoid())',
  gelu: 'x.mul(0.5).mul(x.pow(3).mul(0.044715).add(x).mul(Math.sqrt(2 / Math.PI)).tanh().add(1))',
  mish: 'x.mul(x.softplus().tanh())',
};

/** What TensorFlow.js calls those of which it has a layer. */
const layers: { readonly [A in Of<'hiddenActivation'>]: string } = {
  relu: 'tf.layers.reLU()',
  leakyRelu: 'tf.layers.leakyReLU({ alpha: 0.3 })',
  tanh: 'tf.layers.activation({ activation: "tanh" })',
  sigmoid: 'tf.layers.activation({ activation: "sigmoid" })',
  elu: 'tf.layers.activation({ activation: "elu" })',
  selu: 'tf.layers.activation({ activation: "selu" })',
  silu: 'tf.layers.activation({ activation: "swish" })',
  gelu: 'tf.layers.activation({ activation: "gelu_new" })',
  mish: 'tf.layers.activation({ activation: "mish" })',
};

const initializers: { readonly [I in Exclude<Of<'initializer'>, 'ntk' | 'dataDriven'>]: string } = {
  heNormal: 'heNormal',
  glorotUniform: 'glorotUniform',
  lecunNormal: 'leCunNormal',
};

const hasHidden = ({ hiddenLayers }: Settings): boolean => (hiddenLayers ?? 0) > 0;
const isParametric = (settings: Settings): boolean => settings.activationParametric === true && hasHidden(settings);

const EMBED = `/** A vector for each code, standard normal at first; that of code 0 is zero, for what training may never meet. */
function embed(codes, size, seed) {
  const embeddingsInitializer = tf.initializers.randomNormal({ mean: 0, stddev: 1, seed });
  const layer = tf.layers.embedding({ inputDim: size, outputDim: EMBEDDING_SIZE, embeddingsInitializer });
  const vectors = layer.apply(codes);
  const known = tf.tensor1d(Array.from({ length: size }, (_, code) => Number(code > 0))).expandDims(1);
  layer.setWeights([layer.getWeights()[0].mul(known)]);
  return tf.layers.flatten().apply(vectors);
}`;

/** The network: classes and functions of the script. */
export const modelBlocks = (plan: Plan): string[] => [
  ...(isParametric(plan.settings)
    ? [`const hiddenActivation = (x) => ${activations[plan.settings.hiddenActivation ?? 'relu']};`]
    : []),
  ...ownLayers(plan.settings, plan.numeric.length),
  ...(plan.embedded.length === 0 ? [] : [EMBED]),
  buildNetwork(plan),
];

function buildNetwork(plan: Plan): string {
  const { settings, embedded } = plan;
  return [
    '/** Two models that share their layers: `sums` ends before the activation, where the loss is taken, and `model` after it. */',
    'function buildNetwork(width) {',
    '  const table = tf.input({ shape: [width], name: "table" });',
    ...inputLines(plan),
    ...(hasHidden(settings) ? hiddenLines(settings) : []),
    `  const sums = ${outputLayer(plan)}.apply(x);`,
    `  const outputs = tf.layers.activation({ activation: "${finalActivation(plan)}" }).apply(sums);`,
    `  const inputs = [table${embedded.length === 0 ? '' : ', ...codes'}];`,
    '  return { sums: tf.model({ inputs, outputs: sums }), model: tf.model({ inputs, outputs }) };',
    '}',
  ].join('\n');
}

/** TensorFlow.js has no exponential activation: the script takes the exponential of what the model gives. */
export const isExponential = ({ form, settings }: Plan): boolean =>
  form === 'number' && settings.outputActivation === 'exponential';

/** Classes end as the loss takes them, numbers as the settings say. */
function finalActivation({ form, encoding, settings }: Plan): string {
  if (form !== 'number') return encoding === 'oneHot' ? 'softmax' : 'sigmoid';
  const { outputActivation } = settings;
  return outputActivation === null || outputActivation === 'exponential' ? 'linear' : outputActivation;
}

/** A seed of 0 would be none. The last layer of a network with hidden ones starts by Glorot's rule, which suits its activation. */
const initializer = ({ initializer: name }: Settings, { isLast, seed }: { isLast: boolean; seed: string }): string =>
  `tf.initializers.${isLast || name === null || name === 'ntk' || name === 'dataDriven' ? 'glorotUniform' : initializers[name]}({ seed: ${seed} })`;

function outputLayer({ settings, outputs }: Plan): string {
  if (isTangent(settings.initializer))
    return `new TangentDense({ units: ${outputs}, seed: SEED + 100, startsAtZero: ${settings.initializer === 'ntk'}, hasBias: true, name: "output" })`;
  const kernel = initializer(settings, { isLast: hasHidden(settings), seed: 'SEED + 50' });
  return `tf.layers.dense({ units: ${outputs}, kernelInitializer: ${kernel}, name: "output" })`;
}

/** What the bias of the output layer is held divided by; undefined where it is held as it is. */
export const outputHeldBy = ({ settings }: Plan): string | undefined => biasHeldBy(settings);

function inputLines({ settings, embedded, numeric }: Plan): string[] {
  const { sigma = embeddingDefaults.sigma } = settings.numericEmbedding ?? {};
  return [
    '  let x = table;',
    ...((settings.inputNoise ?? 0) > 0 ? ['  x = tf.layers.gaussianNoise({ stddev: INPUT_NOISE }).apply(x);'] : []),
    ...(usesWaves(settings, numeric.length)
      ? [
          `  x = new PeriodicEmbedding({ numbers: NUMERIC.length, size: ${embeddedSize(settings)}, sigma: ${sigma}, seed: SEED + 200 }).apply(x);`,
        ]
      : []),
    ...(embedded.length === 0
      ? []
      : [
          '  const codes = EMBEDDED.map((_, place) => tf.input({ shape: [1], dtype: "int32", name: `codes${place}` }));',
          '  const sizes = EMBEDDED.map(([, levels]) => Math.min(levels.length, MAX_LEVELS) + 1);',
          '  const vectors = codes.map((one, place) => embed(one, sizes[place], SEED + 300 + place));',
          '  x = tf.layers.concatenate().apply([x, ...vectors]);',
        ]),
    ...(settings.inputScale === true ? ['  x = new InputScale({}).apply(x);'] : []),
  ];
}

function hiddenLines(settings: Settings): string[] {
  const hasBias = !isNormalized(settings);
  const kernel = initializer(settings, { isLast: false, seed: 'SEED + 1 + depth' });
  const dense = isTangent(settings.initializer)
    ? `new TangentDense({ units: HIDDEN_UNITS, seed: SEED + 1 + depth, startsAtZero: false, hasBias: ${hasBias} })`
    : `tf.layers.dense({ units: HIDDEN_UNITS, useBias: ${hasBias}, kernelInitializer: ${kernel} })`;
  const activation = isParametric(settings) ? 'new Parametric({})' : layers[settings.hiddenActivation ?? 'relu'];
  return [
    '  for (let depth = 0; depth < HIDDEN_LAYERS; depth++) {',
    `    let hidden = ${dense}.apply(x);`,
    ...(isNormalized(settings) ? normalizationLines(settings) : []),
    `    hidden = ${activation}.apply(hidden);`,
    ...((settings.dropout ?? 0) > 0 ? ['    hidden = tf.layers.dropout({ rate: DROPOUT }).apply(hidden);'] : []),
    settings.residual === true ? '    x = depth > 0 ? tf.layers.add().apply([x, hidden]) : hidden;' : '    x = hidden;',
    '  }',
  ];
}

/** TensorFlow.js cannot leave out the gain and bias of its normalisations: where others follow, these are not trained. */
export const hasIdleGains = ({ settings }: Plan): boolean => isNormalized(settings) && isTangent(settings.initializer);

function normalizationLines(settings: Settings): string[] {
  const { epsilon, momentum } = normalizationDefaults;
  const options =
    settings.normalization === 'batch' ? `momentum: ${momentum}, epsilon: ${epsilon}` : `epsilon: ${epsilon}`;
  const name = settings.normalization === 'batch' ? 'batchNormalization' : 'layerNormalization';
  return isTangent(settings.initializer)
    ? [
        `    hidden = tf.layers.${name}({ ${options} }).apply(hidden);`,
        '    hidden = new TangentAffine({ seed: SEED + 1 + depth }).apply(hidden);',
      ]
    : [`    hidden = tf.layers.${name}({ ${options} }).apply(hidden);`];
}
