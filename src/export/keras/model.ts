import {
  embeddedSize,
  embeddingDefaults,
  isNormalized,
  isTangent,
  normalizationDefaults,
} from '../../settings/recipe.js';
import type { Settings } from '../../settings/slots.js';
import type { Plan } from '../plan.js';
import { recipeLayers, usesEmbedding } from './recipe-layers.js';

type Of<S extends keyof Settings> = NonNullable<Settings[S]>;

const activations: { readonly [A in Of<'hiddenActivation'>]: string } = {
  relu: 'layers.ReLU()',
  leakyRelu: 'layers.LeakyReLU(negative_slope=0.3)',
  tanh: 'layers.Activation("tanh")',
  sigmoid: 'layers.Activation("sigmoid")',
  elu: 'layers.Activation("elu")',
  selu: 'layers.Activation("selu")',
  silu: 'layers.Activation("silu")',
  gelu: 'layers.Activation("gelu")',
  mish: 'layers.Activation("mish")',
};

const initializers: { readonly [I in Exclude<Of<'initializer'>, 'ntk' | 'dataDriven'>]: string } = {
  heNormal: 'HeNormal',
  glorotUniform: 'GlorotUniform',
  lecunNormal: 'LecunNormal',
};

const { epsilon, momentum } = normalizationDefaults;
const normalizations: { readonly [N in 'layer' | 'batch']: readonly [name: string, ...options: string[]] } = {
  batch: ['BatchNormalization', `momentum=${momentum}`, `epsilon=${epsilon}`],
  layer: ['LayerNormalization', `epsilon=${epsilon}`],
};

/**
 * Keras does not correct the start of its running moments as the probe does; after fifty steps nothing is left of it.
 * With a gain and a bias, which under the neural tangent parametrization learn at a rate of their own.
 */
function normalizationLines(settings: Settings): string[] {
  if (!isNormalized(settings)) return [];
  const [name, ...options] = normalizations[settings.normalization === 'batch' ? 'batch' : 'layer'];
  const call = (...more: readonly string[]): string => `layers.${name}(${[...options, ...more].join(', ')})(hidden)`;
  return isTangent(settings.initializer)
    ? [
        `        hidden = ${call('center=False', 'scale=False')}`,
        '        hidden = TangentAffine(SEED + depth)(hidden)',
      ]
    : [`        hidden = ${call()}`];
}

const EMBED = `def embed(codes, seed):
    """A vector for each code, standard normal at first; that of code 0 is zero, for what training may never meet."""
    normal = keras.initializers.RandomNormal(stddev=1.0, seed=seed)
    layer = layers.Embedding(codes, EMBEDDING_SIZE, embeddings_initializer=normal)
    layer.build(None)
    layer.set_weights([layer.get_weights()[0] * (np.arange(codes) > 0)[:, None]])
    return layer`;

/** The network: classes and functions of the script. */
export const modelBlocks = (plan: Plan): string[] => [
  ...recipeLayers(plan.settings, plan.numeric.length),
  ...(plan.embedded.length === 0 ? [] : [EMBED]),
  buildModel(plan),
];

function buildModel(plan: Plan): string {
  const { settings } = plan;
  const hasHidden = (settings.hiddenLayers ?? 0) > 0;
  return [
    'def build_model(inputs):',
    '    table = keras.Input((inputs["table"].shape[1],), name="table")',
    ...inputLines(plan),
    ...(hasHidden ? hiddenLines(settings) : []),
    ...outputLines(plan, hasHidden),
    `    return keras.Model({${plan.embedded.length === 0 ? '"table": table' : '"table": table, "codes": codes'}}, outputs)`,
  ].join('\n');
}

function outputLines({ settings, outputs }: Plan, hasHidden: boolean): string[] {
  const activation = `"${settings.outputActivation ?? 'linear'}"`;
  if (!isTangent(settings.initializer))
    return [
      `    outputs = layers.Dense(${outputs}, activation=${activation}, kernel_initializer=${initializer(settings, hasHidden)}, name="output")(x)`,
    ];
  return [
    `    x = TangentDense(${outputs}, SEED + 100, starts_at_zero=${settings.initializer === 'ntk' ? 'True' : 'False'}, name="output")(x)`,
    `    outputs = layers.Activation(${activation})(x)`,
  ];
}

/** The last layer of a network with hidden ones starts by Glorot's rule, which suits its activation. */
const initializer = ({ initializer: name }: Settings, isLast: boolean): string =>
  `keras.initializers.${isLast || name === null || name === 'ntk' || name === 'dataDriven' ? 'GlorotUniform' : initializers[name]}(seed=SEED)`;

function hiddenLayer(settings: Settings): string {
  // A bias before a normalisation would be lost in its mean.
  const bias = isNormalized(settings) ? ', use_bias=False' : '';
  if (isTangent(settings.initializer)) return `TangentDense(HIDDEN_UNITS, SEED + depth${bias})`;
  const kernel = initializer(settings, false).replace('seed=SEED', 'seed=SEED + depth');
  return `layers.Dense(HIDDEN_UNITS${bias}, kernel_initializer=${kernel})`;
}

function inputLines({ settings, embedded, numeric }: Plan): string[] {
  const { sigma = embeddingDefaults.sigma } = settings.numericEmbedding ?? {};
  return [
    '    x = table',
    ...((settings.inputNoise ?? 0) > 0 ? ['    x = layers.GaussianNoise(INPUT_NOISE, seed=SEED)(x)'] : []),
    ...(usesEmbedding(settings, numeric.length)
      ? [`    x = PeriodicEmbedding(len(NUMERIC), ${embeddedSize(settings)}, ${sigma}, SEED + 200)(x)`]
      : []),
    ...(embedded.length === 0
      ? []
      : [
          '    codes = keras.Input((len(EMBEDDED),), dtype="int32", name="codes")',
          '    vectors = [',
          '        embed(min(len(levels), MAX_LEVELS) + 1, SEED + 300 + place)(codes[:, place])',
          '        for place, levels in enumerate(EMBEDDED.values())',
          '    ]',
          '    x = layers.Concatenate()([x, *vectors])',
        ]),
    ...(settings.inputScale === true ? ['    x = InputScale()(x)'] : []),
  ];
}

function hiddenLines(settings: Settings): string[] {
  const activation = activations[settings.hiddenActivation ?? 'relu'];
  return [
    '    for depth in range(HIDDEN_LAYERS):',
    `        hidden = ${hiddenLayer(settings)}(x)`,
    ...normalizationLines(settings),
    `        hidden = ${settings.activationParametric === true ? `Parametric(${activation})` : activation}(hidden)`,
    ...((settings.dropout ?? 0) > 0 ? ['        hidden = layers.Dropout(DROPOUT, seed=SEED + depth)(hidden)'] : []),
    settings.residual === true
      ? '        x = layers.Add()([x, hidden]) if depth > 0 else hidden'
      : '        x = hidden',
  ];
}
