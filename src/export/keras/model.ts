import { embeddedSize, embeddingDefaults, isTangent } from '../../settings/recipe.js';
import type { Settings } from '../../settings/slots.js';
import type { Plan } from './plan.js';
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

const normalizations: { readonly [N in Of<'normalization'>]: string | null } = {
  none: null,
  batch: 'layers.BatchNormalization()',
  layer: 'layers.LayerNormalization()',
};

/** The network: classes and functions of the script. */
export const modelBlocks = (plan: Plan): string[] => [
  ...recipeLayers(plan.settings, plan.numeric.length),
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
  if (isTangent(settings.initializer)) return 'TangentDense(HIDDEN_UNITS, SEED + depth)';
  const kernel = initializer(settings, false).replace('seed=SEED', 'seed=SEED + depth');
  return `layers.Dense(HIDDEN_UNITS, kernel_initializer=${kernel})`;
}

function inputLines({ settings, embedded, numeric }: Plan): string[] {
  const { sigma = embeddingDefaults.sigma } = settings.numericEmbedding ?? {};
  return [
    '    x = table',
    ...((settings.inputNoise ?? 0) > 0 ? ['    x = layers.GaussianNoise(INPUT_NOISE, seed=SEED)(x)'] : []),
    ...(usesEmbedding(settings, numeric.length)
      ? [`    x = PeriodicEmbedding(len(NUMERIC), ${embeddedSize(settings)}, ${sigma}, SEED + 200)(x)`]
      : []),
    ...(settings.inputScale === true ? ['    x = InputScale()(x)'] : []),
    ...(embedded.length === 0
      ? []
      : [
          '    codes = keras.Input((len(EMBEDDED),), dtype="int32", name="codes")',
          '    rows = [min(len(levels), MAX_LEVELS) + 1 for levels in EMBEDDED.values()]',
          '    vectors = [layers.Embedding(count, EMBEDDING_SIZE)(codes[:, place]) for place, count in enumerate(rows)]',
          '    x = layers.Concatenate()([x, *vectors])',
        ]),
  ];
}

function hiddenLines(settings: Settings): string[] {
  const normalization = normalizations[settings.normalization ?? 'none'];
  const activation = activations[settings.hiddenActivation ?? 'relu'];
  return [
    '    for depth in range(HIDDEN_LAYERS):',
    `        hidden = ${hiddenLayer(settings)}(x)`,
    ...(normalization === null ? [] : [`        hidden = ${normalization}(hidden)`]),
    `        hidden = ${settings.activationParametric === true ? `Parametric(${activation})` : activation}(hidden)`,
    ...((settings.dropout ?? 0) > 0 ? ['        hidden = layers.Dropout(DROPOUT, seed=SEED + depth)(hidden)'] : []),
    settings.residual === true
      ? '        x = layers.Add()([x, hidden]) if depth > 0 else hidden'
      : '        x = hidden',
  ];
}
